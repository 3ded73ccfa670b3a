#!/bin/bash
# store.sh: how fast the embedded store writes durably, lists, and tells watchers; on the disk of the given folder.
set -euo pipefail
cd "$(dirname "$0")/.."
scripts/swift build -c release --product gantry-store-writer >&2
folder=$(mktemp -d "${1:-$PWD/.build}/store-bench.XXXXXX")
trap 'rm -rf "$folder"' EXIT
printf '%-56s %12s\n' "embedded store" "figure"
"$(scripts/swift build -c release --show-bin-path)/gantry-store-writer" bench "$folder" | /usr/bin/python3 -c '
import json, sys
for line in sys.stdin:
    row = json.loads(line)
    print("%-56s %12.1f %s" % (row["what"], row["figure"], row["unit"]))'
