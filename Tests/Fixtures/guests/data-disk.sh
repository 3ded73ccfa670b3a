#!/bin/bash
# data-disk.sh OUT SIZE [WORDS]: a disk that is one ext4 file system labelled "data", with known.txt in it; no OS.
set -euo pipefail
OUT=$1; SIZE=$2; WORDS=${3:-the quick brown fox}
T=$(mktemp -d); trap 'rm -rf "$T"' EXIT
mkdir "$T/root"
echo "$WORDS" > "$T/root/known.txt"
seq 1 200000 > "$T/root/numbers.txt"
rm -f "$OUT"; truncate -s "$SIZE" "$OUT"
mke2fs -q -F -t ext4 -L data -U 66666666-7777-8888-9999-000000000000 -d "$T/root" "$OUT"
