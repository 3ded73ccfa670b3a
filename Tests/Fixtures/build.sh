#!/bin/bash
# build.sh OUTDIR [NAME...]: makes the test fixtures, or those named, in OUTDIR/NAME/; all but "debian" by default.
# A fixture is made once: it is made again only when a script in this folder changes. Any number may run at a time.
set -euo pipefail
export PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin LC_ALL=C
HERE=$(cd "$(dirname "$0")" && pwd)
EVERYDAY="tiny uefi unbootable unknown-os random formats ovf-folder ovf-gzip ovf-chunked collection-ova tiny-ova
    uefi-ova unbootable-ova unknown-os-ova random-ova libvirt broken"

if [ $# -eq 0 ]; then
    echo "usage: build.sh OUTDIR [NAME...]; names: $(echo $EVERYDAY) debian" >&2
    exit 2
fi
mkdir -p "$1"; OUT=$(cd "$1" && pwd); shift

# Files in the guests must belong to root; a user name space is enough for that.
if [ "$(id -u)" -ne 0 ]; then
    exec unshare --map-root-user "$HERE/build.sh" "$OUT" "$@"
fi

needs() { # the fixtures that one is made from
    case $1 in
    tiny-ova | unbootable-ova | unknown-os-ova | random-ova) echo "${1%-ova}" ;;
    uefi-ova) echo uefi ;;
    libvirt) echo tiny unknown-os ;;
    broken) echo ovf-folder ;;
    esac
}

kernel() {
    [ -f "$OUT/kernel/release" ] || "$HERE/guests/kernel.sh" "$OUT/kernel" >&2
    echo "$OUT/kernel"
}

tiny_guest() { # HOST-NAME NEW-FOLDER: leaves the root file system in ROOT
    ROOT=$2/root
    NAME=$1 "$HERE/guests/tiny-root.sh" "$(kernel)" "$ROOT"
}

make_one() { # NAME NEW-FOLDER
    local new=$2
    case $1 in
    tiny) tiny_guest tiny "$new"; "$HERE/guests/bios-disk.sh" "$ROOT" "$new/tiny.raw" 96M ;;
    uefi)
        DATA=1 tiny_guest uefi "$new"; "$HERE/guests/uefi-disk.sh" "$ROOT" "$new/system.raw" 160M
        "$HERE/guests/data-disk.sh" "$new/data.raw" 64M
        ;;
    unbootable)
        CMDLINE=root=/dev/sda1 tiny_guest unbootable "$new"
        "$HERE/guests/bios-disk.sh" "$ROOT" "$new/unbootable.raw" 96M
        ;;
    unknown-os) "$HERE/guests/data-disk.sh" "$new/unknown-os.raw" 64M "no operating system here" ;;
    debian) "$HERE/guests/debian.sh" "$new/debian.raw" 800M ;;
    *) PYTHONDONTWRITEBYTECODE=1 /usr/bin/python3 "$HERE/appliances/build.py" "$1" "$OUT" "$new" ;;
    esac
    rm -rf "$new/root"
}

stamp=$(cd "$HERE" && find . -type f ! -name '*.pyc' | sort | xargs sha256sum | sha256sum | cut -c1-64)

build() { # NAME
    local name=$1 new=$OUT/.$1.new need status
    [ "$(cat "$OUT/$name/.stamp" 2>/dev/null)" != "$stamp" ] || return 0
    for need in $(needs "$name"); do build "$need"; done
    rm -rf "$new"; mkdir "$new"
    # Not "if make_one": bash switches set -e off for all that runs inside a condition.
    set +e
    (set -e; make_one "$name" "$new") > "$OUT/$name.log" 2>&1
    status=$?
    set -e
    if [ $status -ne 0 ]; then
        echo "build.sh: the fixture $name could not be made; the end of $OUT/$name.log:" >&2
        tail -20 "$OUT/$name.log" >&2
        exit 1
    fi
    echo "$stamp" > "$new/.stamp"
    rm -rf "${OUT:?}/$name"; mv "$new" "$OUT/$name"
    echo "made $name"
}

exec 9> "$OUT/.lock"
flock 9
[ $# -gt 0 ] || set -- $EVERYDAY
for name in "$@"; do
    case " $(echo $EVERYDAY) debian " in
    *" $name "*) build "$name" ;;
    *) echo "build.sh: there is no fixture called $name" >&2; exit 2 ;;
    esac
done
