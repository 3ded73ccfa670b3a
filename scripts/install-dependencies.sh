#!/bin/bash
# install-dependencies.sh [run] [demo] [test]: installs the Debian packages of these groups (all by default) that are
# missing. Run it as often as you like; it asks the network only when something is missing.
set -euo pipefail
export DEBIAN_FRONTEND=noninteractive LC_ALL=C

# Headers to build with, and the programs that gantry runs.
run="pkg-config libarchive-dev libcurl4-openssl-dev libmicrohttpd-dev libsqlite3-dev libxml2-dev libyaml-dev libnbd-dev libssl-dev zlib1g-dev
    virt-v2v libguestfs-tools linux-image-cloud-amd64 qemu-system-x86 qemu-utils nbdkit libnbd-bin ovmf
    swtpm swtpm-tools"
# What a small guest is made of.
demo="busybox-static grub-pc-bin openssl cpio fdisk e2fsprogs kmod python3"
# What the other guests and the checks need; time(1) is for the benchmarks.
test="grub-efi-amd64-bin mtools dosfstools mmdebstrap python3-yaml python3-jsonschema qemu-guest-agent time"

wanted=
for group in "${@:-run demo test}"; do
    for name in $group; do
        case $name in
        run) wanted+=" $run" ;;
        demo) wanted+=" $demo" ;;
        test) wanted+=" $demo $test" ;;
        *) echo "error: There is no group of packages called $name; there are run, demo and test." >&2; exit 2 ;;
        esac
    done
done

is_installed() { [ "$(dpkg-query -W -f '${db:Status-Status}' "$1" 2>/dev/null)" = installed ]; }
missing_of() { for package in "$@"; do is_installed "$package" || echo "$package"; done | sort -u; }

missing=$(missing_of $wanted)
if [ -n "$missing" ]; then
    echo "installing:" $missing
    as_root=
    if [ "$(id -u)" -ne 0 ]; then
        command -v sudo > /dev/null || { echo "error: Packages must be installed, by root or with sudo." >&2; exit 1; }
        as_root="sudo --preserve-env=DEBIAN_FRONTEND,LC_ALL"
    fi
    apt_get() { $as_root apt-get -q -y -o DPkg::Lock::Timeout=300 -o Acquire::Retries=3 "$@"; }
    log=$(mktemp); trap 'rm -f "$log"' EXIT

    # Lists that are absent or old are the usual reason for a failure: fetch them, and try once more.
    # shellcheck disable=SC2086
    if ! apt_get install --no-install-recommends $missing > "$log" 2>&1; then
        if ! apt_get update > "$log" 2>&1; then
            tail -20 "$log" >&2
            echo "error: The lists of packages could not be fetched (apt-get update)." >&2
            exit 1
        fi
        for package in $missing; do
            if ! apt_get install --no-install-recommends "$package" > "$log" 2>&1; then
                tail -20 "$log" >&2
                echo "error: The package $package could not be installed." >&2
                exit 1
            fi
        done
    fi
    left=$(missing_of $wanted)
    if [ -n "$left" ]; then
        echo "error: apt-get was content, and yet these packages are not installed:" $left >&2
        exit 1
    fi
fi

# libguestfs boots this machine's kernel, and can do so only when it may read it.
for kernel in /boot/vmlinuz-*; do
    if [ -e "$kernel" ] && [ ! -r "$kernel" ]; then
        echo "note: $kernel can't be read by you, so conversions will fail; let root run: chmod 0644 $kernel" >&2
    fi
done
