#!/bin/bash
# kernel.sh OUT: unpacks Debian's cloud kernel into OUT (boot/, lib/modules/, and the files `release` and `version`).
# The kernel comes from the package archive, so that the guest does not depend on which kernel this machine runs;
# without a network the installed package is taken as it is.
set -euo pipefail
OUT=$1
rm -rf "$OUT"; mkdir -p "$OUT"
cd "$OUT"

# linux-image-cloud-amd64 is empty: it depends on the package that holds the kernel of the day.
package=$(apt-cache depends linux-image-cloud-amd64 2>/dev/null |
    awk '$1 == "Depends:" && $2 ~ /^linux-image-[0-9]/ { print $2; exit }')

if [ -n "$package" ] && apt-get -q -o APT::Sandbox::User=root download "$package" > download.log 2>&1; then
    dpkg -x ./"$package"_*.deb .
    dpkg-deb -f ./"$package"_*.deb Version > version
    rm -f ./*.deb
else
    [ ! -s download.log ] || cat download.log >&2
    package=$(dpkg-query -W -f '${Package} ${db:Status-Status}\n' 'linux-image-*-cloud-amd64' 2>/dev/null |
        awk '$2 == "installed" { print $1 }' | sort -V | tail -1)
    if [ -z "$package" ]; then
        echo "kernel.sh: no linux-image-*-cloud-amd64 can be downloaded, and none is installed; run make deps" >&2
        exit 1
    fi
    echo "kernel.sh: the archive can't be reached; taking the installed $package" >&2
    release=${package#linux-image-}
    mkdir -p boot lib/modules
    cp "/boot/vmlinuz-$release" "/boot/config-$release" boot/
    cp -a "/lib/modules/$release" lib/modules/
    dpkg-query -W -f '${Version}\n' "$package" > version
fi
rm -f download.log
release=${package#linux-image-}
[ -d lib ] || ln -s usr/lib lib
depmod -b "$OUT" "$release"
# Last: its presence says that all of it is there.
echo "$release" > release
