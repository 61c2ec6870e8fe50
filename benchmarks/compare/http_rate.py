"""Requests per second at 8 connections: hello and fib(20), habu serve and workerd, alternating on the same machine."""

import json
import statistics
import subprocess

from compare import peers, places, report
from compare.failure import Failure
from compare.servers import SIDES, Server

CONNECTIONS = 8
ROUNDS = 5
FIRST_SECONDS = 15
WARM_SECONDS = 1
SECONDS = 4
WORKERS = {"hello": "examples/hello", "fib(20)": "benchmarks/workers/fib"}


def run(arguments):
    del arguments
    rows = []
    ratios = []
    peers.workerd()
    places.class_path()
    for name, folder in WORKERS.items():
        worker = places.ROOT / folder
        with Server("habu", worker, "serve") as habu, Server("workerd", worker) as workerd:
            servers = dict(zip(SIDES, (habu, workerd)))
            bodies = {side: server.first_response()[0] for side, server in servers.items()}
            if len(set(bodies.values())) != 1:
                raise Failure(f"{name}: the sides do not answer the same: {bodies}")
            for server in servers.values():
                load(server, 0, FIRST_SECONDS)
            rates = {side: [] for side in SIDES}
            tails = {side: [] for side in SIDES}
            for round in range(ROUNDS):
                for side, server in servers.items():
                    measured = load(server, WARM_SECONDS, SECONDS)
                    rates[side].append(measured["perSecond"])
                    tails[side].append(measured["p99"] / 1000)
                    print(f"{name}, round {round + 1} of {ROUNDS}: {side} {rates[side][-1]:.0f} requests/s", flush=True)
            ratios.append(statistics.median(rates["habu"]) / statistics.median(rates["workerd"]))
            for side, server in servers.items():
                now, highest = server.memory()
                rows.append(
                    [
                        f"{name}, {side}",
                        f"{statistics.median(rates[side]):.0f}",
                        f"{max(rates[side]):.0f}",
                        f"{statistics.median(tails[side]):.1f}",
                        f"{now:.0f}",
                        f"{highest:.0f}",
                    ]
                )
    header = ["requests/s", "median", "best", "p99, ms", "RSS, MB", "highest RSS, MB"]
    told = ", ".join(f"{name} **{ratio:.2f}**" for name, ratio in zip(WORKERS, ratios))
    lines = [
        *report.table(header, rows),
        "",
        f"habu's rate divided by workerd's (medians): {told}. {CONNECTIONS} kept-alive connections, {ROUNDS} alternating "
        f"rounds of {SECONDS} s after {FIRST_SECONDS} s of warm-up a side; the load generator (dev.habu.bench.LoadGenerator) "
        "shares the machine's cores with the server.",
    ]
    report.section("HTTP", "benchmarks/run http", [report.java_version(), peers.WORKERD], lines)


def load(server, warm_seconds, seconds, path=""):
    """Requests per second and latencies of GET /path."""
    command = [
        str(places.java()),
        "-XX:+UseSerialGC",
        "-Xmx256m",
        "-cp",
        places.class_path(),
        "dev.habu.bench.LoadGenerator",
        *map(str, (server.url + path, CONNECTIONS, warm_seconds, seconds)),
    ]
    done = subprocess.run(command, capture_output=True, text=True, timeout=warm_seconds + seconds + 60)
    if done.returncode != 0:
        raise Failure(f"the load generator failed against {server.side}:\n{done.stderr[-2000:]}")
    measured = json.loads(done.stdout)
    if measured["errors"] or not measured["requests"]:
        raise Failure(f"{server.side}: {measured['errors']} of {measured['requests']} requests failed")
    return measured
