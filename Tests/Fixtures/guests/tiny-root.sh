#!/bin/bash
# tiny-root.sh KERNEL ROOT: the root file system of a Linux guest that is small and still real: Debian's cloud kernel,
# a static busybox, and three short scripts where virt-v2v expects dpkg, update-initramfs and grub-mkconfig.
# NAME (host name), CMDLINE (added to the kernel command line) and DATA=1 (mounts a file system labelled "data") tune it.
set -euo pipefail
KERNEL=$1; R=$2; NAME=${NAME:-tiny}; CMDLINE=${CMDLINE:-}; DATA=${DATA:-}
HERE=$(cd "$(dirname "$0")" && pwd)
V=$(cat "$KERNEL/release")

rm -rf "$R"
mkdir -p "$R"/{bin,sbin,etc/default,etc/initramfs-tools,etc/modprobe.d,proc,sys,dev,run,tmp,root,mnt,data} \
    "$R"/{boot/grub,usr/bin,usr/sbin,lib/modules,lib64,var/lib/dpkg/info,var/log,var/tmp}
cp /bin/busybox "$R/bin/busybox"
for applet in $(/bin/busybox --list | grep -vxE 'dpkg|dpkg-deb|rpm|rpm2cpio|init'); do
    [ -e "$R/bin/$applet" ] || ln -s busybox "$R/bin/$applet"
done
ln -s ../bin/busybox "$R/sbin/init"

cp "$KERNEL/boot/vmlinuz-$V" "$KERNEL/boot/config-$V" "$R/boot/"
wanted="virtio_pci virtio_blk virtio_net virtio_scsi virtio_balloon virtio-rng ext4 ata_piix sd_mod crc32c_generic
    vmw_pvscsi vmxnet3"
for module in $wanted; do
    modprobe -d "$KERNEL" -S "$V" --show-depends "$module" 2>/dev/null | awk '$1 == "insmod" { print $2 }'
done | sort -u | while read -r file; do
    relative=${file#*"$V"/}
    mkdir -p "$R/lib/modules/$V/$(dirname "$relative")"
    cp "$KERNEL/lib/modules/$V/$relative" "$R/lib/modules/$V/$relative"
done
cp "$KERNEL/lib/modules/$V"/modules.{order,builtin,builtin.modinfo} "$R/lib/modules/$V/"
depmod -b "$R" "$V"

echo "$NAME" > "$R/etc/hostname"
echo '/dev/sda1 / ext4 defaults 0 1' > "$R/etc/fstab"
[ -z "$DATA" ] || echo 'LABEL=data /data ext4 defaults,nofail 0 2' >> "$R/etc/fstab"
cat > "$R/etc/os-release" <<'E'
PRETTY_NAME="Debian GNU/Linux 12 (bookworm)"
NAME="Debian GNU/Linux"
VERSION_ID="12"
VERSION="12 (bookworm)"
ID=debian
E
echo 12.0 > "$R/etc/debian_version"
echo "root:$(openssl passwd -6 -salt fixture root):0:0:root:/root:/bin/sh" > "$R/etc/passwd"
echo 'root:x:0:' > "$R/etc/group"
cat > "$R/etc/inittab" <<'E'
::sysinit:/etc/rc
ttyS0::respawn:/bin/getty -L 115200 ttyS0 vt100
::ctrlaltdel:/bin/poweroff
E
cat > "$R/etc/rc" <<'E'
#!/bin/sh
mount -t proc p /proc
mount -o remount,rw /
mount -t sysfs s /sys
hostname -F /etc/hostname
if grep -q LABEL=data /etc/fstab; then
    mount /data && echo "data disk: $(cat /data/known.txt)" > /dev/ttyS0
fi
E
printf 'GRUB_DEFAULT=0\nGRUB_TIMEOUT=0\nGRUB_CMDLINE_LINUX="console=ttyS0,115200%s"\n' "${CMDLINE:+ $CMDLINE}" \
    > "$R/etc/default/grub"
echo '# modules' > "$R/etc/initramfs-tools/modules"

cat > "$R/var/lib/dpkg/status" <<E
Package: linux-image-$V
Status: install ok installed
Priority: optional
Section: kernel
Architecture: amd64
Version: $(cat "$KERNEL/version")
Description: kernel

E
printf '/.\n/boot\n/boot/vmlinuz-%s\n/boot/config-%s\n/lib/modules\n/lib/modules/%s\n' "$V" "$V" "$V" \
    > "$R/var/lib/dpkg/info/linux-image-$V.list"
cp "$HERE/inside/dpkg" "$R/usr/bin/dpkg"
cp "$HERE/inside/update-initramfs" "$HERE/inside/grub-mkconfig" "$R/usr/sbin/"
cp "$HERE/inside/initramfs-init" "$R/etc/initramfs-tools/init"
chmod 755 "$R/etc/rc" "$R/etc/initramfs-tools/init" "$R/usr/bin/dpkg" "$R"/usr/sbin/{update-initramfs,grub-mkconfig}
chroot "$R" /usr/sbin/update-initramfs -c -k "$V"
chroot "$R" /usr/sbin/grub-mkconfig -o /boot/grub/grub.cfg
