#!/usr/bin/python3
"""Boots a guest in QEMU without KVM and waits for words on its serial console; nothing is written to its disks.

boot.py [--bus ide|virtio|scsi] [--uefi] [--limit SECONDS] [--expect WORDS] [--log FILE] DISK...
Prints how long it took; the exit code says whether the words came. For looking at fixtures by hand.
"""
import argparse
import os
import select
import shutil
import subprocess
import sys
import tempfile
import time

BUSES = {
    "ide": ["-device", "ide-hd,bus=ide.{index},drive=d{index}"],
    "scsi": ["-device", "scsi-hd,drive=d{index}"],
    "virtio": ["-device", "virtio-blk-pci,drive=d{index}"],
}


def command(options, scratch):
    words = ["qemu-system-x86_64", "-machine", "pc,accel=tcg" if options.bus == "ide" else "q35,accel=tcg",
             "-cpu", "max", "-m", "512", "-nodefaults", "-display", "none", "-serial", "stdio", "-no-reboot",
             "-snapshot"]
    if options.uefi:
        variables = os.path.join(scratch, "vars.fd")
        shutil.copy("/usr/share/OVMF/OVMF_VARS_4M.fd", variables)
        words += ["-drive", "if=pflash,format=raw,readonly=on,file=/usr/share/OVMF/OVMF_CODE_4M.fd",
                  "-drive", f"if=pflash,format=raw,file={variables}"]
    if options.bus == "scsi":
        words += ["-device", "virtio-scsi-pci"]
    for index, disk in enumerate(options.disk):
        kind = "qcow2" if disk.endswith(".qcow2") else "raw"
        words += ["-drive", f"file={disk},format={kind},if=none,id=d{index},cache=unsafe"]
        words += [word.format(index=index) for word in BUSES[options.bus]]
    return words


def watch(guest, options):
    console, deadline = b"", time.monotonic() + options.limit
    while time.monotonic() < deadline and options.expect.encode() not in console:
        ready, _, _ = select.select([guest.stdout], [], [], 1)
        if ready:
            text = os.read(guest.stdout.fileno(), 65536)
            if not text:
                break
            console += text
    return console


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--bus", choices=BUSES, default="virtio")
    parser.add_argument("--uefi", action="store_true")
    parser.add_argument("--limit", type=float, default=120)
    parser.add_argument("--expect", default="login:")
    parser.add_argument("--log")
    parser.add_argument("disk", nargs="+")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        started = time.monotonic()
        guest = subprocess.Popen(command(options, scratch), stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                                 stderr=subprocess.STDOUT)
        try:
            console = watch(guest, options)
        finally:
            guest.kill()
            guest.wait()
    if options.log:
        with open(options.log, "wb") as log:
            log.write(console)
    found = options.expect.encode() in console
    print(f"{'found' if found else 'MISSED'} {options.expect!r} after {time.monotonic() - started:.1f} s")
    print(console[-600:].decode(errors="replace"))
    sys.exit(0 if found else 1)


main()
