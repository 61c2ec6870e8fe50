"""Outcomes of tests, and what they are worth beside the baseline's."""

import collections
import re
from typing import NamedTuple

GOOD = ("passed", "xfailed", "skipped")


class Outcome(NamedTuple):
    """What became of a test; the time in seconds covers set-up, call and end."""

    word: str
    seconds: float = 0.0
    reason: str = ""
    trace: str = ""


MISSING = Outcome("not run")


def file_of(test):
    return test.split("::")[0]


def read_baseline(path):
    """Outcome words by test."""
    rows = (line.split("\t") for line in path.read_text().splitlines())
    return {row[0]: row[1] for row in rows}


def read(path, failures=""):
    """Outcomes by test, from the table that the harness' plug-in writes, and the traces in its other file."""
    if not path.exists():
        return {}
    traces = {}
    for part in re.split(r"^===== ", failures, flags=re.MULTILINE)[1:]:
        head, _, trace = part.partition("\n")
        traces[head.rsplit(" ", 1)[0]] = re.sub(r"\x1b\[[0-9;]*m", "", trace)
    result = {}
    for line in path.read_text().splitlines():
        test, word, seconds, reason = (line.split("\t") + [""])[:4]
        reason = re.sub(r"\x1b?\[[0-9;]*m", "", reason)
        result[test] = Outcome(word, float(seconds), reason, traces.get(test, ""))
    return result


def verdict(baseline, outcome):
    """`same`, `worse` or `better` than the baseline's word for the test."""
    if outcome.word == baseline:
        return "same"
    if outcome.word == "passed" or (baseline not in GOOD and outcome.word in GOOD):
        return "better"
    if outcome.word == "xpassed":
        return "better"
    return "worse" if baseline in (*GOOD, "xpassed") else "same"


def summary(outcomes):
    counts = collections.Counter(outcome.word for outcome in outcomes.values())
    return ", ".join(f"{number} {word}" for word, number in counts.most_common()) or "nothing was run"
