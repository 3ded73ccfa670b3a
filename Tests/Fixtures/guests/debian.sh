#!/bin/bash
# debian.sh OUT SIZE: a minimal, complete Debian 12 guest by mmdebstrap: systemd, GRUB's own tools, root password "root".
# Its initramfs holds only the drivers of the fixture: without KVM a full one takes minutes to build in the conversion.
set -euo pipefail
OUT=$1; SIZE=$2
HERE=$(cd "$(dirname "$0")" && pwd)
export SOURCE_DATE_EPOCH=1700000000
T=$(mktemp -d); trap 'rm -rf "$T"' EXIT
mirror=$(apt-cache policy base-files | sed -n 's/^ *[0-9]* \(http[^ ]*\) bookworm\/main.*/\1/p' | head -1)

cat > "$T/customize" <<'C'
#!/bin/sh
set -eu
R=$1
echo root:root | chroot "$R" chpasswd
echo debian-fixture > "$R/etc/hostname"
echo '/dev/sda1 / ext4 defaults 0 1' > "$R/etc/fstab"
mkdir -p "$R/boot/grub"
cat > "$R/etc/default/grub" <<G
GRUB_DEFAULT=0
GRUB_TIMEOUT=1
GRUB_CMDLINE_LINUX="console=ttyS0,115200"
GRUB_TERMINAL=serial
GRUB_DISABLE_OS_PROBER=true
G
systemctl --root="$R" enable serial-getty@ttyS0.service
printf 'MODULES=list\nCOMPRESS=gzip\nCOMPRESSLEVEL=1\n' > "$R/etc/initramfs-tools/conf.d/fixture"
printf '%s\n' ata_piix sd_mod virtio_pci virtio_blk virtio_scsi ext4 > "$R/etc/initramfs-tools/modules"
chroot "$R" update-initramfs -u
rm -rf "$R"/var/cache/apt/*.bin "$R"/var/lib/apt/lists/* "$R"/var/cache/apt/archives/*.deb
C
chmod +x "$T/customize"
mmdebstrap --quiet --variant=minbase --mode=root \
    --include=linux-image-cloud-amd64,systemd-sysv,udev,grub-common,grub2-common,grub-pc-bin \
    --dpkgopt='path-exclude=/usr/share/man/*' --dpkgopt='path-exclude=/usr/share/doc/*' \
    --dpkgopt='path-exclude=/usr/share/locale/*' --dpkgopt='path-exclude=/usr/share/i18n/*' \
    --customize-hook="$T/customize \"\$1\"" \
    bookworm "$T/root" "deb ${mirror:-http://deb.debian.org/debian} bookworm main"

kernel=$(basename "$T"/root/boot/vmlinuz-*); V=${kernel#vmlinuz-}
cat > "$T/root/boot/grub/grub.cfg" <<G
serial --unit=0 --speed=115200
terminal_input serial
terminal_output serial
set default=0
set timeout=1
menuentry 'Debian GNU/Linux' {
 set root='hd0,msdos1'
 linux /boot/vmlinuz-$V root=UUID=11111111-2222-3333-4444-555555555555 ro console=ttyS0,115200
 initrd /boot/initrd.img-$V
}
G
"$HERE/bios-disk.sh" "$T/root" "$OUT" "$SIZE"
