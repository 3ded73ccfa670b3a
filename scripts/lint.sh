#!/bin/bash
# lint.sh: the house rules that a program can check.
set -euo pipefail
cd "$(dirname "$0")/.."
scripts/swift format lint --strict --parallel --recursive Sources Tests Package.swift

wrong=0
complain() { echo "$1" >&2; wrong=1; }

# A file is one idea.
while read -r lines file; do
    [ "$file" = total ] || [ "$lines" -le 400 ] || complain "$file: error: $lines lines; 400 are the most"
done < <(find Sources Tests -name '*.swift' -exec wc -l {} +)

# A C library is seen by one room only, which wraps it; CLinux by those that make system calls.
for shim in Sources/C/*/; do
    name=$(basename "$shim")
    [ "$name" != CLinux ] || continue
    rooms=$(grep -rlE "^(internal |private |public |package |fileprivate )?import $name\$" Sources --include '*.swift' |
        sed -E 's#^Sources/((Toolkit|Providers|Targets)/)?([^/]+)/.*#\3#' | sort -u)
    [ "$(echo "$rooms" | grep -c .)" -le 1 ] || complain "$name: error: imported by more than one room:" $rooms
    ! grep -rnE "public import $name\$" Sources --include '*.swift' || complain "$name: error: imported publicly"
done

while read -r place; do complain "$place: error: not in this house (CONTRIBUTING.md)"; done < <(
    grep -rnwE 'FoundationNetworking|JSONSerialization|fatalError|DispatchQueue\.global|TODO|FIXME' \
        Sources Tests --include '*.swift' | cut -c1-160)
exit $wrong
