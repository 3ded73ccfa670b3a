#!/usr/bin/env python3
"""Measures how long `gantry serve` takes until it answers: a new data folder, and one that was there before.

usage: serve.py GANTRY [--runs N]
The kubeconfig is written once the server answers, so its appearance is what is waited for.
"""
import argparse, os, pathlib, shutil, signal, statistics, subprocess, tempfile, time


def start(gantry, folder):
    """Seconds until the server in a folder answers."""
    kubeconfig = folder / "kubeconfig"
    kubeconfig.unlink(missing_ok=True)
    began = time.monotonic()
    server = subprocess.Popen(
        [gantry, "serve", "--data", str(folder), "--listen", "127.0.0.1:0"],
        stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    try:
        while not kubeconfig.exists():
            if server.poll() is not None or time.monotonic() - began > 30:
                raise SystemExit(f"serve did not start: {server.stderr.read().decode()}")
            time.sleep(0.001)
        return time.monotonic() - began
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait(30)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("gantry")
    parser.add_argument("--runs", type=int, default=7)
    options = parser.parse_args()
    scratch = pathlib.Path(tempfile.mkdtemp(prefix="gantry-bench-"))
    try:
        print("\ngantry serve, until it answers              median s    best")
        new = [start(options.gantry, scratch / f"new{n}") for n in range(options.runs)]
        old = [start(options.gantry, scratch / "new0") for _ in range(options.runs)]
        for name, times in [("a new data folder (makes its CA)", new), ("a data folder that was there", old)]:
            print(f"{name:44s} {statistics.median(times):8.3f} {min(times):7.3f}")
    finally:
        shutil.rmtree(scratch)


main()
