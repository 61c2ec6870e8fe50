"""Micro programs in a folder: the same Pyodide on habu and on Node, in alternating processes."""

import json
import statistics
import subprocess
import tempfile
from pathlib import Path

from compare import peers, places, report
from compare.failure import Failure

WARM_SECONDS = 1.5


def python(arguments):
    """The interpreter itself; with `--line 0.26` (or 0.28) an older one."""
    line = "314"
    if arguments[:1] == ["--line"]:
        if arguments[1:2] and arguments[1] in peers.PYODIDE_OF_LINE:
            line = arguments[1]
        else:
            raise Failure(f"--line takes one of {', '.join(peers.PYODIDE_OF_LINE)}")
        arguments = arguments[2:]
    _run("python", "Python" if line == "314" else f"Python on Pyodide {line}", arguments, rounds=3, repetitions=15, line=line)


def ffi(arguments):
    """Python and JavaScript calling each other."""
    _run("ffi", "Python and JavaScript", arguments, rounds=2, repetitions=7)


def _run(folder, title, arguments, rounds, repetitions, line="314"):
    programs = {
        path.stem: path.read_text()
        for path in sorted((places.ROOT / "benchmarks" / folder).glob("*.py"))
        if not arguments or path.stem in arguments
    }
    if not programs:
        raise Failure(f"no program of benchmarks/{folder} is called {' or '.join(arguments)}")
    times = {"habu": {}, "node": {}}
    with tempfile.TemporaryDirectory() as scratch:
        program = Path(scratch) / "programs.py"
        settings = f"PROGRAMS = {programs!r}\nWARM_SECONDS = {WARM_SECONDS}\nREPETITIONS = {repetitions}\n"
        program.write_text(settings + (Path(__file__).parent / "timer.py").read_text())
        sides = {
            "node": [peers.node(), Path(__file__).parent / "pyodide_on_node.mjs", peers.pyodide(line), program],
            "habu": [places.HABU, "run", "--pyodide", line, program],
        }
        results = {}
        for round in range(rounds):
            for side, command in sides.items():
                print(f"Round {round + 1} of {rounds}: {side} …", flush=True)
                for report_line in _output(side, command):
                    measured = json.loads(report_line)
                    name = measured["name"]
                    times[side].setdefault(name, []).extend(measured["times"])
                    if results.setdefault(name, measured["result"]) != measured["result"]:
                        raise Failure(f"{name} gives {measured['result']} on {side}, {results[name]} elsewhere")
    if arguments:
        print("\n".join(_lines(programs, times, rounds, repetitions)))
    else:
        versions = [report.java_version(), peers.NODE, peers.PYODIDE_OF_LINE[line]]
        report.section(title, f"benchmarks/run {folder}" + (f" --line {line}" if line != "314" else ""), versions, _lines(programs, times, rounds, repetitions))


def _output(side, command):
    done = subprocess.run(list(map(str, command)), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, timeout=900)
    if done.returncode != 0:
        raise Failure(f"{side} ended with exit code {done.returncode}:\n{done.stderr[-2000:]}")
    return [line for line in done.stdout.splitlines() if line.startswith("{")]


def _lines(programs, times, rounds, repetitions):
    best = {side: {name: min(times[side][name]) for name in programs} for side in times}
    median = {side: {name: statistics.median(times[side][name]) for name in programs} for side in times}
    ratio = {name: best["habu"][name] / best["node"][name] for name in programs}
    rows = [
        [
            name,
            *(f"{kind[side][name] * 1000:.1f}" for kind in (best, median) for side in ("habu", "node")),
            f"{ratio[name]:.2f}",
            f"{median['habu'][name] / median['node'][name]:.2f}",
        ]
        for name in programs
    ]
    header = ["ms", "habu best", "Node best", "habu median", "Node median", "ratio of best", "ratio of medians"]
    yield from report.table(header, rows)
    yield ""
    medians = report.geomean([median["habu"][name] / median["node"][name] for name in programs])
    yield (
        f"Geomean of the ratios: **{report.geomean(ratio.values()):.2f}** of best, {medians:.2f} of medians; "
        f"largest {max(ratio.values()):.2f} ({max(ratio, key=ratio.get)})."
    )
    yield (
        f"{rounds} rounds of one process a side; in each every program is warmed up for {WARM_SECONDS} s and then timed "
        f"{repetitions} times inside Python."
    )
