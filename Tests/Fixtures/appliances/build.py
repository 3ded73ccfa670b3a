#!/usr/bin/python3
"""Makes one fixture out of the guests: build.py RECIPE FIXTURES OUT (FIXTURES holds the guests, OUT is a new folder)."""
import os
import random
import shutil
import subprocess
import sys

import broken
import ovf
import package


def appliance(out, name, machines, keep=False):
    """Writes NAME.ovf and NAME.mf beside the disks, and packs all into NAME.ova."""
    disks = [disk.file.name for machine in machines for disk in machine.disks]
    package.write(f"{out}/{name}.ovf", ovf.envelope(machines))
    package.write(f"{out}/{name}.mf", package.manifest(out, [f"{name}.ovf", *disks]))
    package.ova(f"{out}/{name}.ova", out, [f"{name}.ovf", f"{name}.mf", *disks])
    for file in [] if keep else [f"{name}.ovf", f"{name}.mf", *disks]:
        os.remove(f"{out}/{file}")


def tiny_ova(fixtures, out):
    disk = package.disk(f"{fixtures}/tiny/tiny.raw", f"{out}/tiny-disk1.vmdk")
    appliance(out, "tiny", [ovf.Machine("tiny", [disk])])


def unbootable_ova(fixtures, out):
    disk = package.disk(f"{fixtures}/unbootable/unbootable.raw", f"{out}/unbootable-disk1.vmdk")
    appliance(out, "unbootable", [ovf.Machine("unbootable", [disk])])


def unknown_os_ova(fixtures, out):
    disk = package.disk(f"{fixtures}/unknown-os/unknown-os.raw", f"{out}/unknown-os-disk1.vmdk")
    appliance(out, "unknown-os", [ovf.Machine("unknown-os", [disk])])


def uefi_ova(fixtures, out):
    disks = [package.disk(f"{fixtures}/uefi/system.raw", f"{out}/uefi-disk1.vmdk"),
             package.disk(f"{fixtures}/uefi/data.raw", f"{out}/uefi-disk2.vmdk")]
    appliance(out, "uefi", [ovf.Machine("uefi", disks, firmware="efi")])


def small_disk(path, seed, size_mib=8):
    """A raw disk with a few random blocks between holes."""
    numbers = random.Random(seed)
    with open(path, "wb") as file:
        file.truncate(size_mib << 20)
        for _ in range(size_mib):
            file.seek(numbers.randrange(size_mib * 16) << 16)
            file.write(numbers.randbytes(65536))


def collection_ova(fixtures, out):
    machines = []
    for seed, name in enumerate(["web", "database"]):
        disks = []
        for number in range(seed + 1):
            raw = f"{out}/{name}-disk{number}.raw"
            small_disk(raw, seed * 10 + number)
            disks.append(package.disk(raw, f"{out}/{name}-disk{number}.vmdk"))
        machines.append(ovf.Machine(name, disks, mac=f"00:50:56:0a:0b:{seed:02x}"))
    appliance(out, "collection", machines)


def ovf_folder(fixtures, out):
    """An unpacked appliance; its raw disk stays for comparison, outside the manifest."""
    small_disk(f"{out}/small.raw", 40, 16)
    disk = package.disk(f"{out}/small.raw", f"{out}/small-disk1.vmdk")
    appliance(out, "small", [ovf.Machine("small", [disk])], keep=True)


def ovf_gzip(fixtures, out):
    small_disk(f"{out}/small.raw", 41, 16)
    disk = package.disk(f"{out}/small.raw", f"{out}/small-disk1.vmdk")
    package.packed(f"{out}/small-disk1.vmdk", f"{out}/small-disk1.vmdk.gz")
    os.remove(f"{out}/small-disk1.vmdk")
    disk.file = ovf.File("small-disk1.vmdk.gz", os.path.getsize(f"{out}/small-disk1.vmdk.gz"), compression="gzip")
    package.write(f"{out}/small.ovf", ovf.envelope([ovf.Machine("small", [disk])]))
    package.write(f"{out}/small.mf", package.manifest(out, ["small.ovf", "small-disk1.vmdk.gz"], "sha512"))


def ovf_chunked(fixtures, out):
    small_disk(f"{out}/small.raw", 42, 16)
    disk = package.disk(f"{out}/small.raw", f"{out}/small-disk1.vmdk")
    pieces = package.chunks(f"{out}/small-disk1.vmdk", out, 300_000)
    os.remove(f"{out}/small-disk1.vmdk")
    disk.file.chunk_bytes = 300_000
    package.write(f"{out}/small.ovf", ovf.envelope([ovf.Machine("small", [disk])]))
    package.write(f"{out}/small.mf", package.manifest(out, ["small.ovf", *pieces], "sha1"))


DOMAIN = """<domain type='kvm'>
  <name>tiny-libvirt</name>
  <uuid>4dea22b3-1d52-d8f3-2516-782e98ab3fa0</uuid>
  <memory unit='MiB'>512</memory>
  <vcpu>2</vcpu>
  <os><type arch='x86_64' machine='pc'>hvm</type><boot dev='hd'/></os>
  <features><acpi/><apic/></features>
  <clock offset='utc'/>
  <devices>
    <disk type='file' device='disk'>
      <driver name='qemu' type='raw'/><source file='{out}/tiny.raw'/><target dev='sda' bus='scsi'/>
    </disk>
    <disk type='file' device='disk'>
      <driver name='qemu' type='qcow2'/><source file='{out}/data.qcow2'/><target dev='sdb' bus='scsi'/>
    </disk>
    <controller type='scsi' index='0' model='virtio-scsi'/>
    <interface type='network'>
      <mac address='52:54:00:01:02:03'/><source network='default'/><model type='e1000'/>
    </interface>
    <graphics type='vnc'/>
  </devices>
</domain>
"""


def libvirt(fixtures, out):
    """A domain with a raw and a qcow2 disk; libvirt wants full paths, so they name the folder it will be moved to."""
    shutil.copyfile(f"{fixtures}/tiny/tiny.raw", f"{out}/tiny.raw")
    subprocess.run(["qemu-img", "convert", "-O", "qcow2", f"{fixtures}/unknown-os/unknown-os.raw",
                    f"{out}/data.qcow2"], check=True)
    package.write(f"{out}/tiny.xml", DOMAIN.format(out=os.path.abspath(f"{fixtures}/libvirt")))


def formats(fixtures, out):
    """One disk in every format that is read."""
    small_disk(f"{out}/disk.raw", 43, 32)
    for name in ["qcow2", "vmdk", "vhdx", "vdi"]:
        subprocess.run(["qemu-img", "convert", "-f", "raw", "-O", name, f"{out}/disk.raw", f"{out}/disk.{name}"],
                       check=True)


def random_disk(fixtures, out):
    """200 MiB of random data in runs of 4 MiB between holes: what the kill tests copy."""
    numbers = random.Random(20)
    with open(f"{out}/random.raw", "wb") as file:
        file.truncate(320 << 20)
        for run in range(50):
            file.seek((run * 6 + numbers.randrange(3)) << 20)
            file.write(numbers.randbytes(4 << 20))


def random_ova(fixtures, out):
    disk = package.disk(f"{fixtures}/random/random.raw", f"{out}/random-disk1.vmdk")
    appliance(out, "random", [ovf.Machine("random", [disk])])


RECIPES = {
    "tiny-ova": tiny_ova, "uefi-ova": uefi_ova, "unbootable-ova": unbootable_ova, "unknown-os-ova": unknown_os_ova,
    "collection-ova": collection_ova, "ovf-folder": ovf_folder, "ovf-gzip": ovf_gzip, "ovf-chunked": ovf_chunked,
    "libvirt": libvirt, "formats": formats, "random": random_disk,
    "random-ova": random_ova, "broken": broken.build,
}

RECIPES[sys.argv[1]](sys.argv[2], sys.argv[3])
