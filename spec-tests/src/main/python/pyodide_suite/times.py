"""The time that the sample takes beside Node: both in turn, in one run."""

import time

from compare import peers, report

from . import engines, outcomes, places
from .runs import SAMPLE, Runner

ROUNDS = 2


def beside_node(workspace):
    """Runs the sample's files with both, file after file, and writes their times; habu's JVM runs all the time, as in a whole run."""
    seconds = {"Node": {}, "habu": {}}
    counts = {}
    with engines.node() as node, engines.habu() as habu:
        for round in range(ROUNDS):
            for name, environment in (("Node", node), ("habu", habu)):
                print(f"Round {round + 1} of {ROUNDS}: {name} …", flush=True)
                workspace.make_dist(environment)  # A memory snapshot is of the engine that made it.
                runner = Runner(workspace, environment)
                try:
                    for file in SAMPLE:
                        start = time.monotonic()
                        found = runner.run([file])
                        seconds[name].setdefault(file, []).append(time.monotonic() - start)
                        counts.setdefault(file, {})[name] = sum(each.word == "passed" for each in found.values())
                        print(f"{file}: {outcomes.summary(found)}", flush=True)
                finally:
                    runner.close()
    report.section(
        "Pyodide's test suite",
        "spec-tests/pyodide --sample --beside-node",
        [report.java_version(), peers.NODE, peers.PYODIDE_OF_SUITE],
        _lines(seconds, counts),
    )


def _lines(seconds, counts):
    total = {name: sum(map(min, files.values())) for name, files in seconds.items()}
    rows = [
        [file, counts[file]["habu"], counts[file]["Node"], *(f"{time:.0f}" for name in ("habu", "Node") for time in seconds[name][file])]
        for file in SAMPLE
    ]
    ends = [f"{side}, round {round + 1}, s" for side in ("habu", "Node") for round in range(ROUNDS)]
    yield from report.table(["file", "passed on habu", "on Node", *ends], rows)
    yield ""
    yield (
        f"Sum of the shorter times: habu {total['habu']:.0f} s, Node {total['Node']:.0f} s, ratio **{total['habu'] / total['Node']:.2f}**. One pytest at a time; "
        "habu's JVM has just started in the first round. The files are a sample, not the whole suite."
    )
