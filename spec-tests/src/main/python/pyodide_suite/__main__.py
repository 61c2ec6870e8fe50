"""Runs Pyodide's own test suite on habu and compares with what Node gives.

  spec-tests/pyodide                     the whole suite; rewrites docs/pyodide-suite.md
  spec-tests/pyodide PYTEST_ARGUMENTS    one pytest with these, such as src/tests/test_jsproxy.py -k gen_throw
  spec-tests/pyodide --worse             what was worse in the last whole run
  spec-tests/pyodide --sample            a few quick files
  spec-tests/pyodide --steady            all files but those with time limits that a busy machine breaks
  spec-tests/pyodide --beside-node       the whole suite, once more with Node, to compare the time
  spec-tests/pyodide --sample --beside-node   the sample with Node and with habu in turn; rewrites its section of docs/benchmarks.md
  spec-tests/pyodide --cpython-tests DIR CPython's own tests (src/tests/test_core_python.py), DIR being Lib/test

Ends with 0 if nothing is worse than on Node, apart from what spec-tests/pyodide-differences.md names; with 2 if it cannot run, with 3 for want of a Python.
HABU_NODE_SOCKET names the socket of a `habu node-host` that runs already.
"""

import json
import os
import sys
import time

from compare.failure import Failure

from . import comparison, core_tests, engines, outcomes, places, times
from .runs import ALONE, CORE, SAMPLE, Runner
from .workspace import Workspace

LAST = places.WORK / "worse.json"
# What is new to a JVM takes it many times longer: more than upstream's limits for single calls allow on a slow machine.
WARM_UP = ["src/tests/test_browser_apis.py", "src/tests/test_python_socket.py::test_socket_multiple_send_recv"]


def main(arguments):
    if arguments in (["-h"], ["--help"]):
        print(__doc__.strip())
        return 0
    workspace = Workspace()
    node_took = None
    if arguments == ["--beside-node"]:
        node_took = _whole(workspace, engines.node)[1]
        arguments = []
    if arguments == ["--sample", "--beside-node"]:
        times.beside_node(workspace)
        return 0
    if arguments in (["--sample"], ["--steady"]):
        found, took, _ = _whole(workspace, engines.habu, lambda file: (file in SAMPLE) if arguments == ["--sample"] else (file not in ALONE))
        return _print(found, f"{took:.0f} s")
    if not arguments:
        return _report(*_whole(workspace, engines.habu), node_took)
    baseline_name = "node-baseline.tsv"
    library = None
    if arguments[0] == "--worse":
        arguments = json.loads(LAST.read_text()) if LAST.exists() else []
        if not arguments:
            raise Failure("nothing was worse in the last whole run")
    elif arguments[0] == "--cpython-tests":
        if len(arguments) < 2:
            raise Failure("--cpython-tests needs the folder Lib/test of CPython 3.14")
        library, baseline_name = arguments[1], "node-baseline-test_core_python.tsv"
        arguments = [CORE, *arguments[2:]]
    with engines.habu() as environment:
        workspace.make_dist(environment)
        if library:
            core_tests.add_package(workspace.folder / "dist", library)
        runner = Runner(workspace, environment)
        try:
            results = runner.run(arguments, show=True)
        finally:
            runner.close()
    found = comparison.Comparison(outcomes.read_baseline(places.SUITE / baseline_name), results, whole=False)
    print("\n".join(["", *found.table(), "", *found.lines_of("worse")]))
    return 1 if found.having("worse") or not found.tests else 0


def _whole(workspace, engine, wanted=lambda _: True):
    """Runs the files that are wanted, then what is worse once more, as upstream's CI does; outcomes, seconds, what was run again."""
    baseline = outcomes.read_baseline(places.SUITE / "node-baseline.tsv")
    baseline = {test: word for test, word in baseline.items() if wanted(outcomes.file_of(test))}
    with engine() as environment:
        workspace.make_dist(environment)
        runner = Runner(workspace, environment)
        try:
            if len(baseline) > 300:
                print("Warming up …", flush=True)
                runner.run(WARM_UP)
            start = time.monotonic()
            results = runner.files(baseline, workers=max(1, min(4, os.cpu_count() or 1)))
            took = time.monotonic() - start
            worse = comparison.Comparison(baseline, results, whole=True).having("worse")
            again = runner.again(worse) if worse else {}
        finally:
            runner.close()
    rerun = [test for test, outcome in again.items() if outcomes.verdict(baseline[test], outcome) != "worse"]
    results.update({test: again[test] for test in rerun})
    return comparison.Comparison(baseline, results, whole=True), took, rerun


def _report(found, took, rerun, node_took):
    comparison.write(found, took, rerun, node_took)
    LAST.write_text(json.dumps(found.having("worse")))
    return _print(found)


def _print(found, took=""):
    worse = found.having("worse")
    print("\n".join(["", *found.table(), took, *found.lines_of("worse")]))
    for test in worse:
        print(f"\n===== {test}\n{found.tests[test][1].trace}")
    return 1 if worse else 0


try:
    sys.exit(main(sys.argv[1:]))
except Failure as failure:
    print(f"spec-tests/pyodide: {failure}", file=sys.stderr)
    sys.exit(2)
except KeyboardInterrupt:
    sys.exit(130)
