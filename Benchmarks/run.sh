#!/bin/bash
# run.sh: all measurements, side by side with the field's tools; figures of earlier runs are in docs/figures.md.
set -euo pipefail
cd "$(dirname "$0")/.."
gantry=${1:-.build/release/gantry}
[ -x "$gantry" ] || { echo "run.sh: $gantry is missing: run \"make release\"" >&2; exit 1; }
/usr/bin/python3 Benchmarks/transfer.py "$gantry"
Benchmarks/store.sh
/usr/bin/python3 Benchmarks/serve.py "$gantry"
