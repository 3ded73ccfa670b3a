#!/bin/bash
# bios-disk.sh ROOT OUT SIZE: an MBR disk with one ext4 partition at 1 MiB and GRUB in the gap before it.
# No loop device and no mount are needed.
set -euo pipefail
ROOT=$1; OUT=$2; SIZE=$3
UUID=11111111-2222-3333-4444-555555555555
T=$(mktemp -d); trap 'rm -rf "$T"' EXIT
rm -f "$OUT"; truncate -s "$SIZE" "$OUT"
partitionBytes=$(($(stat -c %s "$OUT") - 1048576))
# GRUB 2.06 can't read these two features, which newer e2fsprogs switch on.
truncate -s "${partitionBytes}" "$T/root"
mke2fs -q -F -t ext4 -O ^metadata_csum_seed,^orphan_file -L root -U $UUID -E hash_seed=$UUID -d "$ROOT" \
    "$T/root"
printf 'label: dos\nlabel-id: 0x11223344\nstart=2048, type=83, bootable\n' | sfdisk -q "$OUT"
dd if="$T/root" of="$OUT" bs=1M seek=1 conv=notrunc,sparse status=none
grub-mkimage -O i386-pc -p '(hd0,msdos1)/boot/grub' -o "$T/core" \
    biosdisk part_msdos ext2 linux normal configfile serial terminal echo test search search_fs_uuid ls boot minicmd
dd if=/usr/lib/grub/i386-pc/boot.img of="$OUT" bs=440 count=1 conv=notrunc status=none
dd if="$T/core" of="$OUT" bs=512 seek=1 conv=notrunc status=none
