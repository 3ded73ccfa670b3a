"""Checks manifests against CRD schemas: validate.py SCHEMAS MANIFEST...

Structural schemas let unknown fields pass in jsonschema, while the API server drops them; here they are
errors, and so are documents of a kind that there is no schema for (but for core PersistentVolumeClaims).
"""
import glob
import sys

import jsonschema
import yaml

CLAIM = {
    "type": "object",
    "required": ["apiVersion", "kind", "metadata", "spec"],
    "properties": {
        "apiVersion": {"const": "v1"},
        "kind": {"const": "PersistentVolumeClaim"},
        "metadata": {"type": "object"},
        "spec": {
            "type": "object",
            "required": ["accessModes", "resources"],
            "properties": {
                "accessModes": {"type": "array", "minItems": 1, "items": {"type": "string"}},
                "volumeMode": {"enum": ["Filesystem", "Block"]},
                "storageClassName": {"type": "string"},
                "resources": {
                    "type": "object",
                    "required": ["requests"],
                    "properties": {
                        "requests": {
                            "type": "object",
                            "required": ["storage"],
                            "properties": {"storage": {"type": "string", "pattern": "^[1-9][0-9]*$"}},
                        }
                    },
                },
            },
        },
    },
}
METADATA = {
    "type": "object",
    "properties": {
        "name": {"type": "string", "pattern": r"^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$"},
        "namespace": {"type": "string"},
        "labels": {
            "type": "object",
            "additionalProperties": {
                "type": "string", "maxLength": 63, "pattern": r"^(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?$"},
        },
        "annotations": {"type": "object", "additionalProperties": {"type": "string"}},
    },
}


def strict(schema):
    """The schema with the fields it doesn't name forbidden."""
    if isinstance(schema, list):
        return [strict(entry) for entry in schema]
    if not isinstance(schema, dict):
        return schema
    result = {}
    for key, value in schema.items():
        if key == "properties":
            result[key] = {name: strict(entry) for name, entry in value.items()}
        elif key in ("items", "additionalProperties", "anyOf", "allOf", "oneOf"):
            result[key] = strict(value)
        else:
            result[key] = value
    opens = schema.get("x-kubernetes-preserve-unknown-fields") or "additionalProperties" in schema
    if schema.get("type") == "object" and not opens:
        result.setdefault("properties", {})
        result["additionalProperties"] = False
    return result


def load(file):
    """All documents; by libyaml where PyYAML has it, which is ten times as fast."""
    return list(yaml.load_all(file, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)))


def schemas(folder):
    found = {("v1", "PersistentVolumeClaim"): CLAIM}
    paths = [path for kind in ("virtualmachines", "datavolumes") for path in glob.glob(f"{folder}/*_{kind}.*.yaml")]
    for path in paths:
        with open(path) as file:
            crd = load(file)[0]
        if not crd or crd.get("kind") != "CustomResourceDefinition":
            continue
        for version in crd["spec"]["versions"]:
            schema = version.get("schema", {}).get("openAPIV3Schema")
            if schema:
                found[(f"{crd['spec']['group']}/{version['name']}", crd["spec"]["names"]["kind"])] = schema
    for schema in found.values():
        schema["properties"]["metadata"] = METADATA
        template = schema["properties"].get("spec", {}).get("properties", {}).get("template", {})
        if "metadata" in template.get("properties", {}):
            template["properties"]["metadata"] = METADATA
    return {key: strict(schema) for key, schema in found.items()}


def main():
    known = schemas(sys.argv[1])
    problems = 0
    for path in sys.argv[2:]:
        with open(path) as file:
            documents = load(file)
        for document in documents:
            kind = (document.get("apiVersion"), document.get("kind"))
            if kind not in known:
                print(f"{path}: there is no schema for {kind}")
                problems += 1
                continue
            for error in jsonschema.Draft7Validator(known[kind]).iter_errors(document):
                where = ".".join(str(step) for step in error.absolute_path)
                print(f"{path}: {kind[1]} {where}: {error.message}")
                problems += 1
    sys.exit(1 if problems else 0)


main()
