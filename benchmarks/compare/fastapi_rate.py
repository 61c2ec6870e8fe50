"""Requests per second of a JSON route of FastAPI at 8 connections, and the time to the first response: habu and uvicorn."""

import platform
import statistics

from compare import peers, places, report
from compare.failure import Failure
from compare.http_rate import CONNECTIONS, load
from compare.servers import Server, wait_for_aot_cache

SIDES = ("habu", "uvicorn")
ROUNDS = 3
FIRST_SECONDS = 20
WARM_SECONDS = 1
SECONDS = 4
PATH = "/fruit/2"


def run(arguments):
    del arguments
    worker = places.ROOT / "examples" / "fastapi"
    hello = places.ROOT / "examples" / "hello"
    places.class_path()
    wait_for_aot_cache(worker)
    starts = {"hello": [], "fastapi": []}
    for _ in range(ROUNDS):
        for name, folder, path in (("hello", hello, "/"), ("fastapi", worker, PATH)):
            with Server("habu", folder, "dev", path) as server:
                starts[name].append(server.first_response()[1])
    rates = {side: [] for side in SIDES}
    with Server("habu", worker, "serve", PATH) as habu, Server("uvicorn", worker, path=PATH) as uvicorn:
        servers = dict(zip(SIDES, (habu, uvicorn)))
        bodies = {side: server.first_response()[0] for side, server in servers.items()}
        if len(set(bodies.values())) != 1:
            raise Failure(f"the sides do not answer the same: {bodies}")
        for server in servers.values():
            load(server, 0, FIRST_SECONDS)
        for round in range(ROUNDS):
            for side, server in servers.items():
                rates[side].append(load(server, WARM_SECONDS, SECONDS)["perSecond"])
                print(f"round {round + 1} of {ROUNDS}: {side} {rates[side][-1]:.0f} requests/s", flush=True)
    rows = [[side, f"{statistics.median(rates[side]):.0f}", f"{max(rates[side]):.0f}"] for side in SIDES]
    ratio = statistics.median(rates["habu"]) / statistics.median(rates["uvicorn"])
    first = {name: statistics.median(seconds) for name, seconds in starts.items()}
    lines = [
        *report.table(["requests/s", "median", "best"], rows),
        "",
        f"habu's rate divided by uvicorn's (medians): **{ratio:.2f}**. `GET {PATH}` of examples/fastapi, {CONNECTIONS} kept-alive "
        f"connections, {ROUNDS} alternating rounds of {SECONDS} s after {FIRST_SECONDS} s of warm-up a side.",
        f"First response of `habu dev`, median of {ROUNDS}: hello {first['hello']:.2f} s, fastapi {first['fastapi']:.2f} s, "
        f"**{first['fastapi'] / first['hello']:.2f}** times as long.",
    ]
    versions = [report.java_version(), f"CPython {platform.python_version()}", *peers.UVICORN]
    report.section("FastAPI", "benchmarks/run fastapi", versions, lines)

