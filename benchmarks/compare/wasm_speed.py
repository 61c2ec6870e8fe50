"""Kernels in WebAssembly: the same modules on habu, on Chicory's compiler and on V8, in alternating processes."""

import json
import os
import statistics
import subprocess
import tempfile
from pathlib import Path

from compare import big_switch, peers, places, report
from compare.failure import Failure

ROUNDS = int(os.environ.get("ROUNDS", 3))
WARM_SECONDS = 0.7
SWITCH_WARM_SECONDS = 4
REPETITIONS = 15
FOLDER = places.ROOT / "benchmarks" / "wasm"
BIG_SWITCH = "switch_200KB"


def run(arguments):
    texts = {path.stem if group == "kernels" else f"{group}.{path.stem}": path for group in ("kernels", "calls", "simd")
             for path in sorted((FOLDER / group).glob("*.wat"))}
    names = [name for name in (*texts, BIG_SWITCH) if not arguments or any(name.startswith(wanted) for wanted in arguments)]
    if not names:
        raise Failure(f"no kernel of benchmarks/wasm begins with {' or '.join(arguments)}")
    with tempfile.TemporaryDirectory() as scratch:
        texts[BIG_SWITCH] = Path(scratch) / f"{BIG_SWITCH}.wat"
        texts[BIG_SWITCH].write_text(big_switch.text())
        files = {name: Path(scratch) / f"{name}.wasm" for name in names}
        _output("assemble", [*_java(), "assemble", *(path for name in names for path in (texts[name], files[name]))])
        size = files[BIG_SWITCH].stat().st_size if BIG_SWITCH in files else 0
        times = _measure(files)
    if arguments:
        print("\n".join(_table(names, times)))
    else:
        versions = [report.java_version(), "Chicory 1.7.5 (its runtime compiler)", peers.NODE]
        report.section("WebAssembly", "benchmarks/run wasm", versions, _lines(names, times, size))


def _java():
    flags = ["--add-exports=java.base/jdk.internal.vm=ALL-UNNAMED", "--add-exports=java.base/jdk.internal.misc=ALL-UNNAMED", "-XX:+UseSerialGC"]
    return [places.java(), *flags, "-cp", places.class_path(), "dev.habu.bench.WasmKernels"]


def _measure(files):
    """The times of each side: name of the kernel to seconds; None for what it refuses."""
    sides = {
        "V8": [peers.node(), Path(__file__).parent / "kernels_on_node.mjs"],
        "habu": [*_java(), "habu"],
        "Chicory": [*_java(), "chicory"],
    }
    times = {side: {} for side in sides}
    results = {}
    for round in range(ROUNDS):
        for side, command in sides.items():
            print(f"Round {round + 1} of {ROUNDS}: {side} …", flush=True)
            # What one of them takes minutes for is measured once.
            slow = [name for name, known in times[side].items() if known is None or min(known) > 0.2]
            groups = [(WARM_SECONDS, REPETITIONS, [f for name, f in files.items() if name != BIG_SWITCH and name not in slow])]
            if BIG_SWITCH in files and BIG_SWITCH not in slow:
                often = (SWITCH_WARM_SECONDS, REPETITIONS) if side != "Chicory" else (0, 2)
                groups.append((*often, [files[BIG_SWITCH]]))
            for warm_seconds, repetitions, group in groups:
                for line in _output(side, [*command, warm_seconds, repetitions, *group]):
                    measured = json.loads(line)
                    name = measured["name"]
                    if "refused" in measured:
                        times[side][name] = None
                        continue
                    times[side].setdefault(name, []).extend(measured["times"])
                    if results.setdefault(name, measured["result"]) != measured["result"]:
                        raise Failure(f"{name} gives {measured['result']} on {side}, {results[name]} elsewhere")
    return times


def _output(side, command):
    done = subprocess.run(list(map(str, command)), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, timeout=900)
    if done.returncode != 0:
        raise Failure(f"{side} ended with exit code {done.returncode}:\n{done.stderr[-2000:]}")
    return [line for line in done.stdout.splitlines() if line.startswith("{")]


def _table(names, times):
    rows = []
    for name in names:
        row = [name]
        for measure in (min, statistics.median):
            row += [f"{measure(times[side][name]) * 1000:.2f}" if times[side][name] else "–" for side in ("habu", "Chicory", "V8")]
        row += [_shown(_ratio(times, name, "V8")), _shown(_ratio(times, name, "Chicory"))]
        rows.append(row)
    header = ["ms", "habu best", "Chicory best", "V8 best", "habu median", "Chicory median", "V8 median", "habu / V8", "habu / Chicory"]
    return report.table(header, rows)


def _ratio(times, name, peer, measure=min):
    return measure(times["habu"][name]) / measure(times[peer][name]) if times[peer][name] else None


def _shown(ratio):
    return "–" if ratio is None else f"{ratio:.2f}" if ratio >= 0.1 else f"{ratio:.4f}"


def _lines(names, times, size):
    kernels = [name for name in names if "." not in name and name != BIG_SWITCH]
    yield from _table(names, times)
    yield ""
    geomeans = {
        (peer, measure): report.geomean([_ratio(times, name, peer, measure) for name in kernels])
        for peer in ("V8", "Chicory")
        for measure in (min, statistics.median)
    }
    chicory = report.geomean([min(times["Chicory"][name]) / min(times["V8"][name]) for name in kernels])
    yield (
        f"Ratios are of best times. Geomean over the {len(kernels)} kernels without a dot in their names: habu / V8 "
        f"**{geomeans['V8', min]:.2f}** (of medians {geomeans['V8', statistics.median]:.2f}), habu / Chicory "
        f"**{geomeans['Chicory', min]:.2f}** (of medians {geomeans['Chicory', statistics.median]:.2f}); Chicory / V8 {chicory:.2f}."
    )
    yield (
        f"{BIG_SWITCH}: a module of {size:,} bytes, nearly all of it one function with a `br_table` of {big_switch.CASES:,} cases, which "
        "Chicory interprets. calls: 1,664,079 direct, 1,000,000 host, 832,039 indirect ones. simd: the same work with scalar and with vector "
        "instructions, which Chicory's compiler refuses."
    )
    yield (
        f"Rounds of one process a side: {ROUNDS}; each kernel is warmed up for {WARM_SECONDS} s (the large switch {SWITCH_WARM_SECONDS} s) and "
        f"timed {REPETITIONS} times. "
        "All results agree."
    )
