#!/bin/bash
# demo.sh: a small real Debian guest goes through the whole way: appliance, copy, conversion, boot check, report.
set -euo pipefail
cd "$(dirname "$0")/.."
gantry=.build/release/gantry
fixtures=.build/fixtures
out=.build/demo

step() { printf '\n\033[1m== %s\033[0m\n' "$*"; }

step "A small Debian guest, packed as VMware exports it"
Tests/Fixtures/build.sh $fixtures tiny-ova
ls -lh $fixtures/tiny-ova/tiny.ova

step "gantry migrate tiny.ova --to $out"
$gantry migrate $fixtures/tiny-ova/tiny.ova --to $out --force --boot-check required

step "gantry vm list $out"
$gantry vm list $out

name=tiny
for file in report.html virtualmachine.yaml; do
    [ -f "$out/$name/$file" ] || { echo "demo.sh: $out/$name/$file is missing" >&2; exit 1; }
done
step "Done"
echo "The VM \"$name\" was copied, verified, converted and booted; it waits in $PWD/$out/$name"
echo "Its manifest for KubeVirt: $PWD/$out/$name/virtualmachine.yaml"
echo "Its report: $PWD/$out/$name/report.html"
