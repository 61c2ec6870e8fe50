"""The compiler: megabytes of WebAssembly a second, the heap that it needs, a very large module; beside Chicory's where that can do it."""

import json
import subprocess
import tempfile
from pathlib import Path

from compare import peers, places, report
from compare.failure import Failure

WARM_UPS = 3
REPETITIONS = 3
HEAPS = (600, 300, 150)
LARGE_BYTES = 42_000_000
LARGE_HEAP = 2000
FUNCTIONS, CODE = 3, 10


def run(arguments):
    del arguments
    pyodide = peers.pyodide().parent / "pyodide.asm.wasm"
    esbuild = peers.package(peers.ESBUILD) / "esbuild.wasm"
    with tempfile.TemporaryDirectory() as scratch:
        large = Path(scratch) / "large.wasm"
        large.write_bytes(repeated(pyodide.read_bytes(), LARGE_BYTES))
        rows = [_throughput(*row) for row in (("habu", pyodide), ("habu", esbuild), ("Chicory", esbuild))]
        print("Heaps …", flush=True)
        heap = min(_heaps_that_do(pyodide), default=None)
        seconds = _compile("habu", large, 0, 1, LARGE_HEAP)
        if heap is None or seconds is None:
            raise Failure(f"{HEAPS[0]} MB are too little for Pyodide, or {LARGE_HEAP} MB for {large.stat().st_size:,} bytes")
        size = large.stat().st_size / 1e6
    lines = [
        *report.table(["compiling in memory", "wasm, MB", "best, s", "MB/s", "first, s"], rows),
        "",
        f"{WARM_UPS} compilations to warm up, then {REPETITIONS}; first is the one of a fresh JVM. Chicory cannot read Pyodide (legacy "
        "exceptions), and leaves functions that are too large for a method of the JVM to its interpreter.",
        f"Heap for Pyodide's module: **{heap} MB** are enough (`-Xmx`, of {', '.join(map(str, HEAPS))}). A module of {size:.1f} MB (Pyodide's with its "
        f"functions several times) compiles in **{seconds[0]:.1f} s** in a fresh JVM with `-Xmx{LARGE_HEAP}m`.",
    ]
    report.section("Compiling", "benchmarks/run compile", [report.java_version(), "Chicory 1.7.5", peers.PYODIDE, peers.ESBUILD], lines)


def _throughput(side, file):
    print(f"{side}, {file.name} …", flush=True)
    size = file.stat().st_size / 1e6
    first = _compile(side, file, 0, 1)
    if first is None:
        return [f"{side}, {file.name}", f"{size:.1f}", "fails", "–", "–"]
    times = _compile(side, file, WARM_UPS, REPETITIONS)
    return [f"{side}, {file.name}", f"{size:.1f}", f"{min(times):.2f}", f"{size / min(times):.2f}", f"{first[0]:.1f}"]


def _heaps_that_do(file):
    for heap in HEAPS:
        if _compile("habu", file, 0, 1, heap) is None:
            return
        yield heap


def _compile(side, file, warm_ups, repetitions, heap=None):
    """The seconds of each compilation; None if the heap is too small, or the peer cannot do it."""
    limit = [f"-Xmx{heap}m"] if heap else []
    command = [places.java(), *limit, "-XX:+ExitOnOutOfMemoryError", "-cp", places.class_path(), "dev.habu.bench.CompileSpeed"]
    command += [side.lower(), file, warm_ups, repetitions]
    done = subprocess.run(list(map(str, command)), capture_output=True, text=True, timeout=900)
    if heap and done.returncode == 3:
        return None
    if side == "Chicory" and done.returncode != 0:
        print(done.stderr[-500:])
        return None
    if done.returncode != 0:
        raise Failure(f"{side} ended with exit code {done.returncode}:\n{done.stderr[-2000:]}")
    return json.loads(done.stdout.splitlines()[-1])["times"]


def repeated(module, size):
    """The module with its functions repeated behind each other until it has at least this many bytes; the copies do what the originals do."""
    sections = list(_sections(module))
    code = next(content for kind, content in sections if kind == CODE)
    copies = 1 + -(-(size - len(module)) // len(code))
    large = bytearray(module[:8])
    for kind, content in sections:
        if kind in (FUNCTIONS, CODE):
            count, start = _number(content, 0)
            content = _encoded(count * copies) + content[start:] * copies
        large += bytes([kind]) + _encoded(len(content)) + content
    return bytes(large)


def _sections(module):
    at = 8
    while at < len(module):
        kind = module[at]
        size, start = _number(module, at + 1)
        at = start + size
        yield kind, module[start:at]


def _number(data, at):
    """A LEB128 number and the place behind it."""
    value = shift = 0
    while True:
        byte = data[at]
        at += 1
        value |= (byte & 127) << shift
        shift += 7
        if byte < 128:
            return value, at


def _encoded(value):
    out = bytearray()
    while value > 127:
        out.append(value & 127 | 128)
        value >>= 7
    return bytes(out) + bytes([value])
