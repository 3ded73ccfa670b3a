#!/usr/bin/env python3
"""Measures gantry's copies side by side with the field's tools, interleaved, data on the disk at the end.

usage: transfer.py GANTRY [--runs N] [--size-gib N] [--folder F] [--out FILE]
GANTRY is the release binary; "{binary} transfer SOURCE TARGET --verify none|full" is what it is asked to do.
Prints a table of medians and ratios, and writes all figures as JSON to Benchmarks/results/.
"""
import argparse, json, os, pathlib, platform, random, resource, shutil, statistics, subprocess, sys, tarfile, time

MIB = 1 << 20


def make_source(path, gib):
    """A sparse disk, a quarter of it random data in runs of 1 MiB (seed 1)."""
    source = random.Random(1)
    with open(path, "wb") as disk:
        disk.truncate(gib << 30)
        for place in sorted(source.sample(range(gib << 10), gib << 8)):
            disk.seek(place * MIB)
            disk.write(source.randbytes(MIB))


def make_appliance(folder, source):
    """A streamOptimized VMDK of the source, half of whose data can be compressed, in an uncompressed tar."""
    raw, vmdk, ova = (str(folder / name) for name in ("ova.raw", "disk.vmdk", "disk.ova"))
    text = random.Random(2)
    words = [text.randbytes(7).hex() for _ in range(500)]
    with open(raw, "wb") as disk:
        disk.truncate(2 << 30)
        for place in sorted(text.sample(range(2048), 512)):
            disk.seek(place * MIB)
            block = " ".join(text.choices(words, k=80000)).encode()[:MIB]
            disk.write(block if place % 2 else text.randbytes(MIB))
    run(f"qemu-img convert -f raw -O vmdk -o subformat=streamOptimized {raw} {vmdk}")
    with tarfile.open(ova, "w", format=tarfile.USTAR_FORMAT) as archive:
        archive.add(vmdk, "disk.vmdk")
    return vmdk, ova, 2 << 30


def run(command):
    subprocess.run(command, shell=True, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)


def measure(command, target):
    """Wall and CPU seconds of a command and of the fsync of what it made."""
    for name in (target, target + ".journal"):
        if os.path.exists(name):
            os.remove(name)
    os.sync()
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = time.monotonic()
    run(command)
    descriptor = os.open(target, os.O_RDWR)
    os.fsync(descriptor)
    os.close(descriptor)
    wall = time.monotonic() - start
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return {"wall": wall, "cpu": after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime}


def interleaved(rows, target, runs):
    figures = {name: [] for name in rows}
    for _ in range(runs):
        for name, command in rows.items():
            figures[name].append(measure(command, target))
    return figures


def table(title, figures, ours):
    print(f"\n{title}\n{'':44} {'wall s':>8} {'best':>7} {'CPU s':>8}   {ours} / this (wall, CPU)")
    median = {n: {k: statistics.median(r[k] for r in rows) for k in ("wall", "cpu")} for n, rows in figures.items()}
    for name, row in median.items():
        best = min(r["wall"] for r in figures[name])
        ratio = median[ours]["wall"] / row["wall"], median[ours]["cpu"] / max(row["cpu"], 0.001)
        print(f"{name:44} {row['wall']:8.2f} {best:7.2f} {row['cpu']:8.2f}   {ratio[0]:5.2f} {ratio[1]:5.2f}")
    return median


def raw_rows(gantry, source, target, size):
    nbdcopy = "nbdcopy --destination-is-zero --connections=4 --requests=16 --request-size=1048576"
    prepared = f"truncate -s {size} {target} && "
    return {
        "gantry": f"{gantry} transfer {source} {target} --verify none",
        "gantry --verify full": f"{gantry} transfer {source} {target} --verify full",
        "nbdkit file | nbdcopy 4x16x1M": f"{prepared}nbdkit -U - file {source} --run '{nbdcopy} \"$uri\" {target}'",
        "nbdcopy file file": f"nbdcopy {source} {target}",
        "qemu-img convert -n -W -m 8":
            f"{prepared}qemu-img convert -n -W -m 8 -f raw -O raw {source} {target}",
        "cp --sparse=always": f"cp --sparse=always {source} {target}",
    }


def appliance_rows(gantry, vmdk, ova, target):
    unpacked = target + ".vmdk"
    return {
        "gantry": f"{gantry} transfer {vmdk} {target} --verify none",
        "tar -x, qemu-img convert -W -m 8":
            f"tar -xOf {ova} > {unpacked} && qemu-img convert -W -m 8 -f vmdk -O raw {unpacked} {target}; rm -f {unpacked}",
        "qemu-img convert -W -m 8 (no archive)": f"qemu-img convert -W -m 8 -f vmdk -O raw {vmdk} {target}",
    }


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("gantry")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--size-gib", type=int, default=4)
    parser.add_argument("--folder", default="/var/tmp/gantry-bench")
    parser.add_argument("--out")
    asked = parser.parse_args()
    gantry = asked.gantry
    if os.path.exists(gantry):
        gantry = os.path.abspath(gantry)
    folder = pathlib.Path(asked.folder)
    folder.mkdir(parents=True, exist_ok=True)
    try:
        source, target = str(folder / "source.raw"), str(folder / "target.raw")
        make_source(source, asked.size_gib)
        copies = interleaved(raw_rows(gantry, source, target, asked.size_gib << 30), target, asked.runs)
        vmdk, ova, _ = make_appliance(folder, source)
        appliances = interleaved(appliance_rows(gantry, vmdk, ova, target), target, asked.runs)
    finally:
        shutil.rmtree(folder)
    first = table(f"raw to raw, {asked.size_gib} GiB, a quarter of it data, then fsync", copies, "gantry")
    print(f"full verification / copy: {first['gantry --verify full']['wall'] / first['gantry']['wall']:.2f} (wall)")
    table("streamOptimized VMDK to raw, 512 MiB of data, half compressible, then fsync", appliances, "gantry")
    out = pathlib.Path(asked.out) if asked.out else pathlib.Path(__file__).parent / "results" / (
        time.strftime("transfer-%Y%m%d-%H%M%S.json"))
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text(json.dumps({
        "machine": {"cores": os.cpu_count(), "kernel": platform.release(), "load": os.getloadavg()},
        "raw": copies, "streamOptimized": appliances}, indent=1))
    print(f"\nall figures: {out}")


if __name__ == "__main__":
    sys.exit(main())
