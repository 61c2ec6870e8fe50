"""D1 statements and rows per second at 8 connections: through a worker of habu serve, and in a plain Java loop on SQLite JDBC."""

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
FIRST_SECONDS = 10
WARM_SECONDS = 1
SECONDS = 3
WORKER = places.ROOT / "benchmarks" / "workers" / "d1"
# What a request of the worker does: its path, how many statements or rows it counts for, what the row of the table says.
KINDS = {
    "read": (1, "reads, one a request"),
    "read-batch": (100, "reads, 100 a request in one `batch`"),
    "rows": (1000, "rows read, 1,000 a request in one `all`"),
    "write": (1, "writes, one a request"),
    "write-batch": (100, "writes, 100 a request in one `batch`"),
}


def run(arguments):
    unknown = [name for name in arguments if name not in KINDS]
    if unknown:
        raise Failure(f"{unknown[0]} is none of {', '.join(KINDS)}")
    places.class_path()
    rows = []
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
            for what in arguments or KINDS:
                rows.append(_compare(habu, loop_file, what))
    lines = [
        *report.table(["each second", "habu, median", "habu, best", "plain loop, median", "plain loop, best", "habu / plain loop"], rows),
        "",
        f"The ratio is of medians. {CONNECTIONS} kept-alive connections to one isolate, and {CONNECTIONS} threads with a connection to "
        "the database each; WAL, synchronous=FULL on both sides. The plain loop does the same statements in the same transactions "
        "inside one JVM: without HTTP, Python and JavaScript, so a row of one statement a request compares a whole request with a call "
        "of SQLite. A batch is one transaction. The rows of `all` leave the worker as JSON. "
        f"{ROUNDS} alternating rounds of {SECONDS} s after {FIRST_SECONDS} s of warm-up.",
    ]
    if arguments:
        print("\n".join(lines))
    else:
        report.section("D1", "benchmarks/run d1", [report.java_version()], lines)


def _compare(habu, loop_file, what):
    """One row of the table."""
    weight, title = KINDS[what]
    http_rate.load(habu, 0, FIRST_SECONDS, what)
    rates = {"habu": [], "plain loop": []}
    for round in range(ROUNDS):
        rates["habu"].append(weight * http_rate.load(habu, WARM_SECONDS, SECONDS, what)["perSecond"])
        rates["plain loop"].append(_loop(loop_file, what))
        print(f"{what}, round {round + 1} of {ROUNDS}: " + ", ".join(f"{k} {v[-1]:.0f}/s" for k, v in rates.items()), flush=True)
    medians = {side: statistics.median(values) for side, values in rates.items()}
    numbers = [f"{number(rates[side]):,.0f}" for side in rates for number in (statistics.median, max)]
    return [title, *numbers, f"**{medians['habu'] / medians['plain loop']:.3f}**"]


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
