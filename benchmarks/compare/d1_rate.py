"""D1 statements per second at 8 connections: one a request through habu serve, and a plain Java loop on SQLite JDBC."""

import json
import shutil
import statistics
import subprocess
import tempfile
from pathlib import Path

from compare import http_rate, places, report
from compare.failure import Failure
from compare.servers import Server

CONNECTIONS = http_rate.CONNECTIONS
ROUNDS = 3
FIRST_SECONDS = 15
WARM_SECONDS = 1
SECONDS = 4
WORKER = places.ROOT / "benchmarks" / "workers" / "d1"


def run(arguments):
    del arguments
    places.class_path()
    rows = []
    told = []
    with tempfile.TemporaryDirectory() as scratch:
        worker = Path(scratch) / "d1"  # a copy, so that its state is ours
        shutil.copytree(WORKER, worker, ignore=shutil.ignore_patterns(".habu"))
        with Server("habu", worker, "serve") as habu:
            habu.first_response()
            loop_file = Path(scratch) / "loop.sqlite"
            for suffix in ("", "-wal"):
                made = worker / ".habu" / "state" / "d1" / f"d1.sqlite{suffix}"
                if made.exists():
                    shutil.copy(made, f"{loop_file}{suffix}")
            for what in ("read", "write"):
                http_rate.load(habu, 0, FIRST_SECONDS, what)
                rates = {"habu": [], "plain loop": []}
                for round in range(ROUNDS):
                    rates["habu"].append(http_rate.load(habu, WARM_SECONDS, SECONDS, what)["perSecond"])
                    rates["plain loop"].append(_loop(loop_file, what))
                    print(f"{what}, round {round + 1} of {ROUNDS}: " + ", ".join(f"{k} {v[-1]:.0f}/s" for k, v in rates.items()))
                medians = {side: statistics.median(values) for side, values in rates.items()}
                rows += [[f"{what}, {side}", f"{medians[side]:.0f}", f"{max(rates[side]):.0f}"] for side in rates]
                told.append(f"{what} **{medians['habu'] / medians['plain loop']:.2f}**")
    lines = [
        *report.table(["statements/s", "median", "best"], rows),
        "",
        f"habu's rate divided by the plain loop's: {', '.join(told)}. One statement a request at {CONNECTIONS} kept-alive "
        f"connections, and {CONNECTIONS} threads with a connection to the database each; WAL, synchronous=FULL. "
        f"{ROUNDS} alternating rounds of {SECONDS} s after {FIRST_SECONDS} s of warm-up.",
    ]
    report.section("D1", "benchmarks/run d1", [report.java_version()], lines)


def _loop(file, what):
    command = [
        str(places.java()),
        "--enable-native-access=ALL-UNNAMED",
        "-XX:+UseSerialGC",
        "-cp",
        places.class_path(),
        "dev.habu.bench.SqliteLoop",
        *map(str, (file, what, CONNECTIONS, SECONDS)),
    ]
    done = subprocess.run(command, capture_output=True, text=True, timeout=SECONDS + 90)
    if done.returncode != 0:
        raise Failure(f"the plain loop failed:\n{done.stderr[-2000:]}")
    return json.loads(done.stdout)["perSecond"]
