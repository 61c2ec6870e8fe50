"""Process start to first response of examples/hello, alternating between habu dev and workerd."""

import statistics

from compare import peers, places, report
from compare.servers import SIDES, Server, wait_for_aot_cache

ROUNDS = 9


def run(arguments):
    del arguments
    worker = places.ROOT / "examples" / "hello"
    peers.workerd()
    wait_for_aot_cache(worker)
    seconds = {side: [] for side in SIDES}
    memory = {side: [] for side in SIDES}
    for round in range(ROUNDS):
        for side in SIDES if round % 2 else reversed(SIDES):
            with Server(side, worker) as server:
                _, taken = server.first_response()
                seconds[side].append(taken)
                memory[side].append(server.memory()[0])
            print(f"Round {round + 1} of {ROUNDS}: {side} {taken:.2f} s", flush=True)
    rows = [
        [side, f"{min(seconds[side]):.2f}", f"{statistics.median(seconds[side]):.2f}", f"{statistics.median(memory[side]):.0f}"]
        for side in SIDES
    ]
    best, median = (pick(seconds["habu"]) / pick(seconds["workerd"]) for pick in (min, statistics.median))
    lines = [
        *report.table(["process start → first response", "best, s", "median, s", "RSS then, MB"], rows),
        "",
        f"Ratio: **{median:.2f}** of medians, {best:.2f} of best. {ROUNDS} alternating rounds, caches warm (habu: compiled "
        "Pyodide and AOT cache; both: the page cache). The worker is examples/hello.",
    ]
    report.section("Start", "benchmarks/run start", [report.java_version(), peers.WORKERD], lines)
