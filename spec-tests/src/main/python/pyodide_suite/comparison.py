"""The comparison with Node: a table by file, the tests that are worse, and docs/pyodide-suite.md."""

import collections
import datetime
import re

from compare import peers, report

from . import outcomes, places

VERDICTS = ("same", "better", "worse", "on purpose")


class Comparison:
    """Outcomes of tests beside the baseline's; with the whole baseline, a test that did not run is worse."""

    def __init__(self, baseline, results, whole):
        self.differences = read_differences()
        self.tests = {}
        for test, before in baseline.items():
            if test in results or whole:
                outcome = results.get(test, outcomes.MISSING)
                verdict = outcomes.verdict(before, outcome)
                if verdict == "worse" and test in self.differences:
                    verdict = "on purpose"
                self.tests[test] = (before, outcome, verdict)

    def having(self, verdict):
        return [test for test, (_, _, each) in self.tests.items() if each == verdict]

    def table(self):
        by_file = collections.defaultdict(list)
        for test, row in self.tests.items():
            by_file[outcomes.file_of(test)].append(row)
        rows = [_row(file, rows) for file, rows in by_file.items()]
        rows.append(_row("all", list(self.tests.values())))
        return list(report.table(["file", "tests", "passed on Node", "passed", *VERDICTS, "s"], rows))

    def lines_of(self, verdict):
        for test in self.having(verdict):
            before, outcome, _ = self.tests[test]
            yield f"- `{test}`: {outcome.word}, on Node {before}. {outcome.reason[:200]}".rstrip()


def _row(name, rows):
    verdicts = collections.Counter(verdict for _, _, verdict in rows)
    return [
        name,
        len(rows),
        sum(before == "passed" for before, _, _ in rows),
        sum(outcome.word == "passed" for _, outcome, _ in rows),
        *(verdicts[verdict] or "" for verdict in VERDICTS),
        f"{sum(outcome.seconds for _, outcome, _ in rows):.0f}",
    ]


def read_differences():
    """Reasons by test, from the one file that names what differs on purpose."""
    rows = re.findall(r"^\| `(src/[^`]+)` \| (.+) \|$", places.DIFFERENCES.read_text(), re.MULTILINE)
    return dict(rows)


def write(comparison, took, rerun, node_took):
    """Rewrites the document; `rerun` are the tests that passed only when they were run once more."""
    lines = [
        "# Pyodide's own test suite on habu",
        "",
        "Written by `spec-tests/pyodide`, "
        f"{datetime.datetime.now(datetime.timezone.utc):%Y-%m-%d %H:%M} UTC, habu {report.commit()}.",
        f"Machine: {report.machine()}. Versions: {report.java_version()}, {peers.PYODIDE_OF_SUITE}; "
        "beside it what Node 26.10.0 gave for the same tests, which are upstream's, unmodified.",
        "",
        f"Clock time of the whole run: {_minutes(took)}"
        + (f"; of the same run with Node: {_minutes(node_took)}." if node_took else "."),
        "",
        *comparison.table(),
        "",
        "*Passed* counts tests; a test is *same* if its outcome is Node's (expected failures and skips as upstream counts them), "
        "*on purpose* if it is worse and named in [pyodide-differences.md](../spec-tests/pyodide-differences.md). "
        "*s* is the sum of the tests' seconds.",
    ]
    for verdict in ("worse", "on purpose", "better"):
        listed = list(comparison.lines_of(verdict))
        if listed:
            lines += ["", f"## {verdict.capitalize()}", "", *listed]
    if rerun:
        lines += ["", "## Passed when run once more", "", *(f"- `{test}`" for test in rerun)]
    places.REPORT.write_text("\n".join(lines) + "\n")
    print(f"Written to {places.REPORT.relative_to(places.ROOT)}")


def _minutes(seconds):
    return f"{int(seconds) // 60} min {int(seconds) % 60:02} s"
