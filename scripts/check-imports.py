#!/usr/bin/python3
"""Checks the arrows of the house: what a target imports it declares in Package.swift, and a C library has one room.

SwiftPM lets a target import whatever its dependencies depend on; then the arrows in Package.swift say little.
"""
import collections
import json
import pathlib
import re
import subprocess
import sys

IMPORT = re.compile(r"^(?:@\w+(?:\([^)]*\))? )*(?:(?:public|package|internal|fileprivate|private) )?import "
                    r"(?:(?:struct|class|enum|protocol|func|var|let|typealias) )?(\w+)", re.MULTILINE)

root = pathlib.Path(__file__).resolve().parent.parent
dump = subprocess.run([root / "scripts/swift", "package", "dump-package"], cwd=root, check=True, capture_output=True)
targets = {target["name"]: target for target in json.loads(dump.stdout)["targets"]}
rooms_of = collections.defaultdict(set)
wrong = []
for name, target in targets.items():
    if target["type"] == "system":
        continue
    declared = {dependency["byName"][0] for dependency in target["dependencies"]}
    for file in sorted((root / target["path"]).rglob("*.swift")):
        for imported in IMPORT.findall(file.read_text()):
            if imported not in targets:
                continue
            if targets[imported]["type"] == "system":
                rooms_of[imported].add(name)
            if imported not in declared:
                wrong.append(f"{file.relative_to(root)}: error: imports {imported}, which {name} does not declare")
# CLinux is the kernel's interface rather than a library: rooms that make system calls share it.
for library, rooms in rooms_of.items():
    if len(rooms) > 1 and library != "CLinux":
        wrong.append(f"Package.swift: error: {library} is imported by {', '.join(sorted(rooms))}; one room must wrap it")
print("\n".join(wrong), file=sys.stderr, end="\n" if wrong else "")
sys.exit(1 if wrong else 0)
