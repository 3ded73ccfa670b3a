"""Appliances and disks that must be refused; each is named for what is wrong with it."""
import gzip
import io
import os
import shutil
import struct
import subprocess
import tarfile

import ovf
import package

DISK = "small-disk1.vmdk"


class Parts:
    """The sound appliance that each broken one is a change of."""

    def __init__(self, folder):
        self.ovf = open(f"{folder}/small.ovf", "rb").read()
        self.manifest = open(f"{folder}/small.mf", "rb").read()
        self.disk = open(f"{folder}/{DISK}", "rb").read()

    def with_disk(self, disk):
        """The members of an appliance without a manifest, around another disk."""
        sized = self.ovf.replace(b'ovf:size="%d"' % len(self.disk), b'ovf:size="%d"' % len(disk))
        return [("small.ovf", sized), (DISK, disk)]

    def all(self):
        return [("small.ovf", self.ovf), ("small.mf", self.manifest), (DISK, self.disk)]


def entry(name, size=0, kind=tarfile.REGTYPE, target=""):
    info = tarfile.TarInfo(name)
    info.size, info.type, info.linkname, info.mode, info.mtime = size, kind, target, 0o644, 1_700_000_000
    return info


def ova(path, members, extra=()):
    """A tar of named contents, followed by bare headers."""
    with tarfile.open(path, "w", format=tarfile.USTAR_FORMAT) as archive:
        for name, content in members:
            archive.addfile(entry(name, len(content)), io.BytesIO(content))
        for info in extra:
            archive.addfile(info)


def archives(parts, out):
    """What a tar can do wrong."""
    ova(f"{out}/sound.ova", parts.all())
    whole = open(f"{out}/sound.ova", "rb").read()
    os.remove(f"{out}/sound.ova")
    package.write(f"{out}/truncated.ova", whole[:len(whole) // 2])
    package.write(f"{out}/empty.ova", b"")
    package.write(f"{out}/text.ova", b"This is no archive.\n" * 100)
    ova(f"{out}/no-descriptor.ova", [(DISK, parts.disk)])
    ova(f"{out}/missing-file.ova", [("small.ovf", parts.ovf)])
    ova(f"{out}/two-of-one-name.ova", [*parts.all(), (DISK, parts.disk)])
    ova(f"{out}/parent-path.ova", [*parts.all(), ("../escaped.txt", b"out")])
    ova(f"{out}/absolute-path.ova", [*parts.all(), ("/tmp/gantry-escaped.txt", b"out")])
    ova(f"{out}/symbolic-link.ova", parts.all(), [entry("link", kind=tarfile.SYMTYPE, target="/etc/passwd")])
    ova(f"{out}/hard-link.ova", parts.all(), [entry("link", kind=tarfile.LNKTYPE, target="/etc/passwd")])
    ova(f"{out}/device.ova", parts.all(), [entry("null", kind=tarfile.CHRTYPE)])
    ova(f"{out}/fifo.ova", parts.all(), [entry("pipe", kind=tarfile.FIFOTYPE)])


def digests(parts, out):
    """A disk that its manifest does not know."""
    changed = bytearray(parts.disk)
    changed[len(changed) * 3 // 4] ^= 1
    ova(f"{out}/wrong-digest.ova", [("small.ovf", parts.ovf), ("small.mf", parts.manifest), (DISK, bytes(changed))])
    # The manifest may also come last: the disk is then already copied when its digest is known.
    ova(f"{out}/wrong-digest-late.ova",
        [("small.ovf", parts.ovf), (DISK, bytes(changed)), ("small.mf", parts.manifest)])
    os.mkdir(f"{out}/wrong-digest-folder")
    for name, content in [("small.ovf", parts.ovf), ("small.mf", parts.manifest), (DISK, bytes(changed))]:
        package.write(f"{out}/wrong-digest-folder/{name}", content)


def descriptors(parts, out):
    """What an XML file can do wrong."""
    def descriptor(name, text):
        ova(f"{out}/{name}.ova", [("small.ovf", text), (DISK, parts.disk)])

    head, body = parts.ovf.split(b"?>\n", 1)
    head += b"?>\n"
    info = b"A virtual machine"
    external = b'<!DOCTYPE Envelope [<!ENTITY secret SYSTEM "file:///etc/passwd">]>\n'
    descriptor("external-entity", head + external + body.replace(info, b"&secret;"))
    laughs = b'<!ENTITY l0 "ha">' + b"".join(
        b'<!ENTITY l%d "%s">' % (n, b"&l%d;" % (n - 1) * 10) for n in range(1, 10))
    descriptor("entity-expansion", head + b"<!DOCTYPE Envelope [" + laughs + b"]>\n" + body.replace(info, b"&l9;"))
    descriptor("deep-xml", head + body.replace(info, b"<a>" * 5000 + b"</a>" * 5000))
    descriptor("huge-descriptor", head + b"<!-- " + b"x" * (64 << 20) + b" -->" + body)
    descriptor("malformed-xml", parts.ovf[:-30])
    for name, href in [("reference-above", b"../../../etc/hostname"), ("reference-absolute", b"/etc/hostname")]:
        os.mkdir(f"{out}/{name}")
        package.write(f"{out}/{name}/small.ovf", parts.ovf.replace(DISK.encode(), href))
    os.mkdir(f"{out}/missing-file")
    package.write(f"{out}/missing-file/small.ovf", parts.ovf)


def bomb(parts, out):
    """A gzip file of 1 MB that unpacks to 1 GiB, while the descriptor says that the disk has 16 MiB."""
    packed = io.BytesIO()
    with gzip.GzipFile(fileobj=packed, mode="wb", compresslevel=9, mtime=0) as file:
        for _ in range(1024):
            file.write(bytes(1 << 20))
    name = "small-disk1.raw.gz"
    disk = ovf.Disk(ovf.File(name, len(packed.getvalue()), compression="gzip"), 16)
    descriptor = ovf.envelope([ovf.Machine("small", [disk])]).replace(ovf.STREAM_OPTIMIZED, "raw").encode()
    ova(f"{out}/compression-bomb.ova", [("small.ovf", descriptor), (name, packed.getvalue())])


def disks(parts, out):
    """Disks whose headers lie, or that are not whole without another file."""
    def capacity(sectors):
        return parts.disk[:12] + struct.pack("<Q", sectors) + parts.disk[20:]

    ova(f"{out}/vmdk-says-petabyte.ova", parts.with_disk(capacity(1 << 41)))
    ova(f"{out}/vmdk-says-less.ova", parts.with_disk(capacity(2048)))
    ova(f"{out}/vmdk-cut.ova", parts.with_disk(parts.disk[:len(parts.disk) // 2]))
    package.write(f"{out}/vmdk-says-petabyte.vmdk", capacity(1 << 41))
    with open(f"{out}/base.raw", "wb") as base:
        base.write(b"secret of another file\n")
        base.truncate(1 << 20)
    subprocess.run(["qemu-img", "create", "-q", "-f", "qcow2", "-b", "base.raw", "-F", "raw", f"{out}/backing.qcow2"],
                   check=True)
    subprocess.run(["qemu-img", "create", "-q", "-f", "qcow2", "-o", f"data_file={out}/data.bin,data_file_raw=on",
                    f"{out}/external-data.qcow2", "1M"], check=True)
    package.write(f"{out}/descriptor-elsewhere.vmdk",
                  '# Disk DescriptorFile\nversion=1\nCID=fffffffe\nparentCID=ffffffff\ncreateType="monolithicFlat"\n'
                  'RW 2048 FLAT "/etc/hostname" 0\n')


def build(fixtures, out):
    parts = Parts(f"{fixtures}/ovf-folder")
    for make in [archives, digests, descriptors, bomb, disks]:
        make(parts, out)
    # A sound one beside them: a test that refuses everything must not pass.
    ova(f"{out}/sound.ova", parts.all())
    shutil.copyfile(f"{fixtures}/ovf-folder/small.raw", f"{out}/sound.raw")
