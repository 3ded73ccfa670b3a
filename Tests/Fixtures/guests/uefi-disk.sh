#!/bin/bash
# uefi-disk.sh ROOT OUT SIZE: a GPT disk with an EFI system partition (FAT16, 1 to 34 MiB) and an ext4 root behind it.
# No loop device and no mount are needed.
set -euo pipefail
ROOT=$1; OUT=$2; SIZE=$3
UUID=11111111-2222-3333-4444-555555555555
T=$(mktemp -d); trap 'rm -rf "$T"' EXIT
rm -f "$OUT"; truncate -s "$SIZE" "$OUT"
# 34 MiB lie before the root partition, and 1 MiB behind it is for the second copy of the GPT.
partitionBytes=$(($(stat -c %s "$OUT") - 35 * 1048576))
mkdir -p "$ROOT/boot/efi"
# The system partition is the first one, the root file system the second.
sed -i 's|^/dev/sda1 |/dev/sda2 |' "$ROOT/etc/fstab"
echo 'UUID=ABCD-1234 /boot/efi vfat umask=0077 0 1' >> "$ROOT/etc/fstab"
truncate -s 33M "$T/esp"
mkfs.vfat -F 16 -i ABCD1234 -n ESP "$T/esp" > /dev/null
cat > "$T/grub.cfg" <<E
search.fs_uuid $UUID root
set prefix=(\$root)/boot/grub
configfile \$prefix/grub.cfg
E
grub-mkimage -O x86_64-efi -p /EFI/debian -o "$T/boot.efi" \
    part_gpt fat ext2 linux normal configfile serial terminal echo search search_fs_uuid test ls boot
mmd -i "$T/esp" ::/EFI ::/EFI/BOOT ::/EFI/debian
mcopy -i "$T/esp" "$T/boot.efi" ::/EFI/BOOT/BOOTX64.EFI
mcopy -i "$T/esp" "$T/boot.efi" ::/EFI/debian/grubx64.efi
mcopy -i "$T/esp" "$T/grub.cfg" ::/EFI/debian/grub.cfg
truncate -s "${partitionBytes}" "$T/root"
mke2fs -q -F -t ext4 -O ^metadata_csum_seed,^orphan_file -L root -U $UUID -E hash_seed=$UUID -d "$ROOT" \
    "$T/root"
printf 'label: gpt\nstart=2048, size=67584, type=%s\nstart=69632, size=%d, type=%s\n' \
    C12A7328-F81F-11D2-BA4B-00A0C93EC93B $((partitionBytes / 512)) 0FC63DAF-8483-4772-8E79-3D69D8477DE4 |
    sfdisk -q "$OUT"
dd if="$T/esp" of="$OUT" bs=1M seek=1 conv=notrunc,sparse status=none
dd if="$T/root" of="$OUT" bs=1M seek=34 conv=notrunc,sparse status=none
