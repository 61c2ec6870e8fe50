"""What answers to the name `node` while the tests run: habu, or the real Node for a comparison."""

import contextlib
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from compare import peers
from compare.failure import Failure

from . import places

START_SECONDS = 300


@contextlib.contextmanager
def habu():
    """Starts the JVM behind spec-tests' own `node`; gives the environment in which that is found."""
    with tempfile.TemporaryDirectory() as scratch:
        _program(Path(scratch) / "bin", f"#!{sys.executable} -IS\n{places.NODE_PROGRAM.read_text()}")
        if "HABU_NODE_SOCKET" in os.environ:
            yield _environment(Path(scratch) / "bin")
            return
        socket = Path(scratch) / "node"
        host = subprocess.Popen(
            [places.ROOT / "habu", "node-host", socket],
            stdin=subprocess.DEVNULL,
            env=os.environ | {"HABU_AOT": "off", "HABU_JAVA_OPTS": os.environ.get("HABU_JAVA_OPTS", "-Xmx3g")},
        )
        try:
            deadline = time.monotonic() + START_SECONDS
            while not socket.exists():
                if host.poll() is not None or time.monotonic() > deadline:
                    raise Failure("habu node-host does not start")
                time.sleep(0.1)
            yield _environment(Path(scratch) / "bin") | {"HABU_NODE_SOCKET": str(socket)}
        finally:
            host.terminate()
            host.wait()


@contextlib.contextmanager
def node():
    """The real Node; the suite's harness drops a flag that it does not know."""
    yield _environment(places.WORK / "suite" / "harness" / "bin") | {"REAL_NODE": str(peers.node())}


def _program(folder, text):
    folder.mkdir()
    (folder / "node").write_text(text)
    (folder / "node").chmod(0o755)


def _environment(folder):
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    return environment | {"PATH": f"{folder}{os.pathsep}{os.environ['PATH']}"}
