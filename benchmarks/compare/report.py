"""Writes one section of docs/benchmarks.md and leaves the others as they are."""

import datetime
import math
import os
import platform
import re
import subprocess

from compare import places

DOCUMENT = places.ROOT / "docs" / "benchmarks.md"
HEAD = """# Benchmarks

habu beside its peers, in one run on one machine, interleaved. Each section is written by the command that it names; a
ratio above 1 means that habu takes longer (or, for rates, answers more). On a shared 2-core machine differences below 15 % are ties.
"""


def section(title, command, versions, lines):
    """Replaces the section of this title, or appends it, and prints it."""
    text = "\n".join(
        [
            f"## {title}",
            "",
            f"`{command}`, {datetime.datetime.now(datetime.timezone.utc):%Y-%m-%d %H:%M} UTC, habu {commit()}.",
            f"Machine: {machine()}.",
            f"Versions: {', '.join(versions)}.",
            "",
            *lines,
            "",
        ]
    )
    document = DOCUMENT.read_text() if DOCUMENT.exists() else HEAD
    own = re.compile(rf"^## {re.escape(title)}\n.*?(?=^## |\Z)", re.MULTILINE | re.DOTALL)
    if own.search(document):
        document = own.sub(lambda _: text + "\n", document)
    else:
        document = document.rstrip("\n") + "\n\n" + text
    DOCUMENT.parent.mkdir(exist_ok=True)
    DOCUMENT.write_text(document.rstrip("\n") + "\n")
    print("\n" + text)
    print(f"Written to {DOCUMENT.relative_to(places.ROOT)}")


def table(header, rows):
    """A Markdown table; all columns but the first are numbers."""
    yield "| " + " | ".join(header) + " |"
    yield "| --- |" + " ---: |" * (len(header) - 1)
    for row in rows:
        yield "| " + " | ".join(map(str, row)) + " |"


def geomean(ratios):
    return math.exp(sum(map(math.log, ratios)) / len(ratios))


def java_version():
    told = subprocess.run([str(places.java()), "-version"], capture_output=True, text=True).stderr
    return "JDK " + re.search(r'"([^"]+)"', told)[1]


def commit():
    git = ["git", "-C", str(places.ROOT)]
    commit = subprocess.run([*git, "rev-parse", "--short", "HEAD"], capture_output=True, text=True).stdout.strip()
    changed = subprocess.run([*git, "status", "--porcelain", "-uno"], capture_output=True, text=True).stdout
    return (commit or "without git") + (" with local changes" if changed.strip() else "")


def machine():
    cpu = platform.processor() or platform.machine()
    memory = ""
    try:
        with open("/proc/cpuinfo") as info:
            cpu = re.search(r"^model name\s*:\s*(.+)$", info.read(), re.MULTILINE)[1]
        with open("/proc/meminfo") as info:
            kib = int(re.search(r"MemTotal:\s+(\d+)", info.read())[1])
            memory = f", {kib / 2**20:.0f} GB"
    except (OSError, TypeError):
        pass
    return f"{cpu}, {os.cpu_count()} cores{memory}, {platform.system()} {platform.release()}"
