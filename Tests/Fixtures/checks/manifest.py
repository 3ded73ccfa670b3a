#!/usr/bin/python3
"""Reads a manifest that gantry wrote with another YAML parser than gantry's, and prints what a test asks for as JSON.

manifest.py FILE: {"kinds": [...], "firmware": "bios"|"efi", "disks": N, "macs": [...], "claims": N}
With GANTRY_CRDS (a folder of CustomResourceDefinitions) every document of a known kind is validated, too.
"""
import json
import os
import sys

import jsonschema
import yaml


def schemas(folder):
    """kind and version -> schema, out of every definition in the folder."""
    found = {}
    for directory, _, names in os.walk(folder):
        for name in names:
            if not name.endswith((".yaml", ".yml")):
                continue
            with open(os.path.join(directory, name)) as file:
                for document in yaml.safe_load_all(file):
                    if isinstance(document, dict) and document.get("kind") == "CustomResourceDefinition":
                        spec = document["spec"]
                        for version in spec["versions"]:
                            key = (spec["names"]["kind"], f"{spec['group']}/{version['name']}")
                            found[key] = version["schema"]["openAPIV3Schema"]
    return found


def main():
    with open(sys.argv[1]) as file:
        documents = [document for document in yaml.safe_load_all(file) if document]
    known = schemas(os.environ["GANTRY_CRDS"]) if "GANTRY_CRDS" in os.environ else {}
    for document in documents:
        schema = known.get((document["kind"], document["apiVersion"]))
        if schema:
            jsonschema.validate(document, schema)
        elif known and document["kind"] in ("VirtualMachine", "DataVolume"):
            sys.exit(f"there is no schema for {document['kind']} in {os.environ['GANTRY_CRDS']}")
    kinds = [document["kind"] for document in documents]
    machine = documents[kinds.index("VirtualMachine")]
    domain = machine["spec"]["template"]["spec"]["domain"]
    print(json.dumps({
        "kinds": kinds,
        "firmware": "efi" if "efi" in domain.get("firmware", {}).get("bootloader", {}) else "bios",
        "disks": len(domain["devices"]["disks"]),
        "claims": len([kind for kind in kinds if kind in ("PersistentVolumeClaim", "DataVolume")]),
        "macs": [interface.get("macAddress", "") for interface in domain["devices"].get("interfaces", [])],
    }))


main()
