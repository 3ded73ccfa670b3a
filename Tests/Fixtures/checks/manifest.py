#!/usr/bin/python3
"""Reads a manifest that gantry wrote with another YAML parser than gantry's, and prints what a test asks for as JSON.

manifest.py FILE: {"kinds": [...], "firmware": "bios"|"efi", "disks": N, "macs": [...], "claims": N,
"processors": N, "memoryBytes": N}
With GANTRY_CRDS (a folder of CustomResourceDefinitions) every document of a known kind is validated, too.
"""
import json
import os
import re
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


UNITS = {"Ki": 1 << 10, "Mi": 1 << 20, "Gi": 1 << 30, "Ti": 1 << 40, "k": 10**3, "M": 10**6, "G": 10**9, "T": 10**12}


def quantity(value):
    """A Kubernetes quantity such as 512Mi as a number."""
    number, unit = re.fullmatch(r"(\d+)([A-Za-z]*)", str(value)).groups()
    return int(number) * UNITS.get(unit, 1)


def main():
    with open(sys.argv[1]) as file:
        documents = [document for document in yaml.safe_load_all(file) if document]
    folder = os.environ.get("GANTRY_CRDS", "")
    known = schemas(folder) if folder else {}
    if not folder:
        print("left out: the manifest against KubeVirt's schemas, which are not beside this checkout", file=sys.stderr)
    for document in documents:
        schema = known.get((document["kind"], document["apiVersion"]))
        if schema:
            jsonschema.validate(document, schema)
        elif known and document["kind"] in ("VirtualMachine", "DataVolume"):
            sys.exit(f"there is no schema for {document['kind']} in {folder}")
    kinds = [document["kind"] for document in documents]
    machine = documents[kinds.index("VirtualMachine")]
    domain = machine["spec"]["template"]["spec"]["domain"]
    cpu, memory = domain.get("cpu", {}), domain.get("memory", {})
    requests = domain.get("resources", {}).get("requests", {})
    print(json.dumps({
        "processors": cpu.get("sockets", 1) * cpu.get("cores", 1) * cpu.get("threads", 1),
        "memoryBytes": quantity(memory.get("guest", requests.get("memory", 0))),
        "kinds": kinds,
        "firmware": "efi" if "efi" in domain.get("firmware", {}).get("bootloader", {}) else "bios",
        "disks": len(domain["devices"]["disks"]),
        "claims": len([kind for kind in kinds if kind in ("PersistentVolumeClaim", "DataVolume")]),
        "macs": [interface.get("macAddress", "") for interface in domain["devices"].get("interfaces", [])],
    }))


main()
