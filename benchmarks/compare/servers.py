"""A server process under test: started, asked until it answers, measured, stopped."""

import http.client
import signal
import socket
import subprocess
import tempfile
import time
from pathlib import Path

from compare import peers, places
from compare.failure import Failure

SIDES = ("habu", "workerd")
WORKERD_CONFIG = """using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [(name = "main", worker = .worker)],
  sockets = [(name = "http", address = "127.0.0.1:{port}", http = (), service = "main")],
);
const worker :Workerd.Worker = (
  modules = [(name = "entry.py", pythonModule = embed "{entry}")],
  compatibilityDate = "2024-03-20",
  compatibilityFlags = ["python_workers"],
);
"""


class Server:
    """One side serving the worker in a folder with src/entry.py, asked for one path; use in a with statement."""

    def __init__(self, side, worker, habu_command="dev", path="/"):
        self.side = side
        self._path = path
        self.port = _free_port()
        self._scratch = tempfile.TemporaryDirectory()
        self._log = Path(self._scratch.name) / "log"
        if side == "habu":
            command = [places.HABU, habu_command, worker, "--port", self.port]
        elif side == "uvicorn":
            command = [peers.uvicorn(), "--app-dir", worker / "src", "--port", self.port, "--no-access-log", "shop:app"]
        else:
            config = Path(self._scratch.name) / "config.capnp"
            # embed takes a path that is relative to the configuration.
            (Path(self._scratch.name) / "entry.py").write_bytes((worker / "src" / "entry.py").read_bytes())
            config.write_text(WORKERD_CONFIG.format(port=self.port, entry="entry.py"))
            command = [peers.workerd(), "serve", "--experimental", config]
        self._command = list(map(str, command))

    def __enter__(self):
        with self._log.open("wb") as log:
            self.started = time.perf_counter()
            self._process = subprocess.Popen(self._command, stdin=subprocess.DEVNULL, stdout=log, stderr=log)
        return self

    def __exit__(self, *_):
        if self._process.poll() is None:
            self._process.send_signal(signal.SIGTERM)
            try:
                self._process.wait(15)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()
        self._scratch.cleanup()

    @property
    def url(self):
        return f"http://127.0.0.1:{self.port}{self._path}"

    def first_response(self, timeout=60):
        """Asks until an answer comes; returns its body and the seconds since the start of the process."""
        while time.perf_counter() < self.started + timeout:
            if self._process.poll() is not None:
                raise Failure(f"{self.side} ended with exit code {self._process.returncode}:\n{self._tail()}")
            connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=timeout)
            try:
                connection.request("GET", self._path)
                response = connection.getresponse()
                body = response.read().decode()
                if response.status != 200:
                    raise Failure(f"{self.side} answered {response.status}: {body[:500]}\n{self._tail()}")
                return body, time.perf_counter() - self.started
            except ConnectionRefusedError:
                time.sleep(0.005)
            finally:
                connection.close()
        raise Failure(f"{self.side} did not answer within {timeout} s:\n{self._tail()}")

    def memory(self):
        """Resident set in MB: now, and the highest until now."""
        status = Path(f"/proc/{self._process.pid}/status").read_text()
        values = dict(line.split(":", 1) for line in status.splitlines())
        return tuple(int(values[key].split()[0]) / 1024 for key in ("VmRSS", "VmHWM"))

    def _tail(self):
        return self._log.read_text(errors="replace")[-2000:]


def wait_for_aot_cache(worker, timeout=180):
    """Starts habu once so that all is built, and waits until its AOT cache, made in the background, is there."""
    print("Warming up habu's caches …", flush=True)
    warm = subprocess.run([str(places.HABU), "check", str(worker)], capture_output=True, text=True)
    if warm.returncode != 0:
        raise Failure(f"habu check {worker} failed:\n{warm.stderr[-2000:]}")
    until = time.monotonic() + timeout
    while time.monotonic() < until:
        for root in places.cache().glob("launch/*/root"):
            if root.read_text().strip() == str(places.ROOT) and (root.parent / "habu.aot").exists():
                return
        time.sleep(0.5)
    raise Failure(f"habu made no AOT cache within {timeout} s in {places.cache() / 'launch'}")


def _free_port():
    with socket.socket() as any_port:
        any_port.bind(("127.0.0.1", 0))
        return any_port.getsockname()[1]
