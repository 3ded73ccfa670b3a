#!/bin/bash
# lint.sh: the house rules that a program can check.
set -euo pipefail
cd "$(dirname "$0")/.."
wrong=0
complain() { echo "$1" >&2; wrong=1; }

scripts/swift format lint --strict --parallel --recursive Sources Tests Package.swift || wrong=1
/usr/bin/python3 scripts/check-imports.py || wrong=1

# A file is one idea.
while read -r lines file; do
    [ "$file" = total ] || [ "$lines" -le 400 ] || complain "$file: error: $lines lines; 400 are the most"
done < <(find Sources Tests -name '*.swift' -exec wc -l {} +)

while read -r place; do complain "$place: error: not in this house (CONTRIBUTING.md)"; done < <(
    grep -rnwE 'FoundationNetworking|JSONSerialization|fatalError|DispatchQueue\.global|TODO|FIXME' \
        Sources Tests --include '*.swift' | cut -c1-160)
exit $wrong
