"""Runs pytest over the suite's files, several at a time, and collects the outcome of every test."""

import collections
import os
import pty
import re
import shutil
import tempfile
import threading
import time
from pathlib import Path

from . import outcomes

DOCTESTS = "src/py"
# CPython's own tests, which have an option of their own.
CORE = "src/tests/test_core_python.py"
# Files whose tests have servers that wait five seconds for a client, which has to import pytest first: upstream's limits are for
# a machine with a core for each. They run when the rest has ended, one after the other.
ALONE = ["src/tests/test_python_socket.py"]
# A bit of everything, without tests that wait.
SAMPLE = [
    "src/tests/test_asyncio.py",
    "src/tests/test_filesystem.py",
    "src/tests/test_pyproxy.py",
    "src/tests/test_stdlib_fixes.py",
]


class Runner:
    def __init__(self, workspace, environment):
        self.workspace = workspace
        self.environment = environment
        self.logs = Path(tempfile.mkdtemp(prefix="habu-pyodide-suite-"))

    def close(self):
        shutil.rmtree(self.logs, ignore_errors=True)

    def files(self, baseline, workers):
        """Runs all files of the baseline, the longest first, several at a time, each in a pytest of its own; outcomes by test."""
        # The doctests of src/py are collected together: alone, some of these files cannot be imported by the host.
        tests = collections.Counter(DOCTESTS if test.startswith(DOCTESTS) else outcomes.file_of(test) for test in baseline)
        queue = collections.deque(file for file, _ in tests.most_common() if file not in ALONE)
        result = {}
        done = 0
        lock = threading.Lock()

        def work():
            nonlocal done
            while True:
                with lock:
                    if not queue:
                        return
                    file = queue.popleft()
                start = time.monotonic()
                part = self.run([file])
                with lock:
                    result.update(part)
                    done += 1
                    took = time.monotonic() - start
                    print(f"[{done:2}/{len(tests)}] {file}: {outcomes.summary(part)}, {took:.0f} s", flush=True)

        threads = [threading.Thread(target=work) for _ in range(workers)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        queue.extend(file for file in ALONE if file in tests)
        work()
        return result

    def again(self, tests):
        """Runs single tests, in one pytest a file, as upstream's CI does once with those that failed."""
        by_file = collections.defaultdict(list)
        for test in tests:
            by_file[outcomes.file_of(test)].append(test)
        result = {}
        for names in by_file.values():
            result.update(self.run(names))
        return result

    def run(self, arguments, show=False):
        """One pytest with these arguments; outcomes by test."""
        name = f"{len(list(self.logs.iterdir()))}-{threading.get_ident()}"
        table = self.logs / f"{name}.tsv"
        home = self.logs / f"{name}.home"
        home.mkdir()
        environment = self.environment | {
            # CI: hypothesis' profile of fixed examples. HOME is empty: the shell that pytest-pyodide types into reads it.
            "CI": "1",
            "HOME": str(home),
            "PYTHONPATH": "harness",
            "OUTCOME_TSV": str(table),
            "PATH": f"{self.environment['PATH'].split(os.pathsep)[0]}{os.pathsep}{self.workspace.python.parent}"
            f"{os.pathsep}{self.environment['PATH']}",
        }
        command = [self.workspace.python, "-m", "pytest", "-p", "py313_annotations", "-p", "outcome_tsv"]
        command += ["-o", f"cache_dir={home}", "--timeout", "300", "--runtime", "node"]
        command += ["--continue-on-collection-errors", "-q", *arguments]
        _in_terminal(list(map(str, command)), self.workspace.folder, environment, self.logs / f"{name}.log", show)
        failures = Path(f"{table}.failures.txt")
        return outcomes.read(table, failures.read_text() if failures.exists() else "")


def _in_terminal(command, folder, environment, log, show):
    """Runs a command with a terminal of its own: a test opens /dev/tty."""
    pid, terminal = pty.fork()
    if pid == 0:
        os.chdir(folder)
        os.execve(command[0], command, environment)
    with open(log, "wb") as file:
        while True:
            try:
                data = os.read(terminal, 65536)
            except OSError:
                break
            if not data:
                break
            file.write(data)
            if show:
                os.write(1, re.sub(rb"\r\n", b"\n", data))
    os.close(terminal)
    os.waitpid(pid, 0)
