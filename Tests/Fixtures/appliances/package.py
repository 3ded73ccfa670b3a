"""Packing: streamOptimized disks, manifests, and the tar that is an OVA."""
import gzip
import hashlib
import os
import shutil
import subprocess
import tarfile

import ovf


def stream_optimized(source, target):
    """Converts a raw disk to the VMDK that appliances carry, and describes the file."""
    subprocess.run(["qemu-img", "convert", "-f", "raw", "-O", "vmdk", "-o", "subformat=streamOptimized", source,
                    target], check=True)
    return ovf.File(os.path.basename(target), os.path.getsize(target))


def disk(source, target):
    """A raw disk as a disk of an appliance."""
    return ovf.Disk(stream_optimized(source, target), -(-os.path.getsize(source) // (1 << 20)))


def write(path, content):
    with open(path, "wb") as file:
        file.write(content.encode() if isinstance(content, str) else content)


def manifest(folder, names, algorithm="sha256"):
    """The lines of a .mf file for files of the folder."""
    lines = ""
    for name in names:
        digest = hashlib.new(algorithm)
        with open(os.path.join(folder, name), "rb") as file:
            while block := file.read(1 << 20):
                digest.update(block)
        lines += f"{algorithm.upper()}({name})= {digest.hexdigest()}\n"
    return lines


def member(path, name):
    """A tar member with owner, mode and time that do not depend on who packs it."""
    info = tarfile.TarInfo(name)
    info.size, info.mode, info.mtime = os.path.getsize(path), 0o644, 1_700_000_000
    return info


def ova(path, folder, names):
    """A ustar archive with the named files of the folder, in this order."""
    with tarfile.open(path, "w", format=tarfile.USTAR_FORMAT) as archive:
        for name in names:
            with open(os.path.join(folder, name), "rb") as file:
                archive.addfile(member(os.path.join(folder, name), name), file)


def packed(source, target):
    """The file, gzip-compressed beside its own name."""
    with open(source, "rb") as plain, gzip.GzipFile(target, "wb", mtime=0) as zipped:
        shutil.copyfileobj(plain, zipped, 1 << 20)


def chunks(source, folder, chunk_bytes):
    """The file cut as DSP0243 section 7.1 says: NAME.000000000, NAME.000000001 ... Returns the names."""
    names = []
    with open(source, "rb") as file:
        while block := file.read(chunk_bytes):
            names.append(f"{os.path.basename(source)}.{len(names):09d}")
            write(os.path.join(folder, names[-1]), block)
    return names
