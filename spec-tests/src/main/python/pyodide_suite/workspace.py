"""Makes the folder that the tests run in: a copy of the suite, Pyodide from npm, wheels, a virtual environment."""

import hashlib
import shutil
import subprocess
import sys

from compare import peers
from compare.failure import Failure

from . import places


class Workspace:
    """A folder with the suite in upstream's layout; everything in it can be made again."""

    def __init__(self):
        pin = places.SUITE / "PIN.md"
        if not pin.is_file():
            raise Failure(f"the suite is not at {places.SUITE}; HABU_SHARED names the folder that has pyodide-tests")
        self.folder = places.WORK / "suite"
        self.python = self._virtual_environment() / "bin" / "python"
        wheels = self._wheels()
        self._copy_suite()
        self._link(self.folder / "node_modules" / "pyodide", peers.pyodide_of_suite())
        self._link(self.folder / "wheels", wheels)

    def make_dist(self, environment):
        """Pyodide's dist folder, with a memory snapshot that the engine under test has made."""
        print("Making dist/ and its memory snapshot …", flush=True)
        self._run([self.python, "harness/mkdist.py", "--wheels", "wheels"], cwd=self.folder, env=environment)

    def _virtual_environment(self):
        requirements = places.SUITE / "harness" / "requirements.txt"
        return self._made(
            f"venv-{_digest(requirements.read_bytes(), sys.executable.encode())}",
            "a virtual environment with pytest",
            lambda folder: [
                self._run([sys.executable, "-m", "venv", folder]),
                self._run([folder / "bin" / "python", "-m", "pip", "install", "-q", "-r", requirements]),
            ],
            in_place=True,
        )

    def _wheels(self):
        requirements = places.SUITE / "harness" / "wheels.txt"
        pip = [self.python, "-m", "pip", "download", "-q", "--no-deps", "--only-binary=:all:", "--python-version", "3.14"]
        return self._made(
            f"wheels-{_digest(requirements.read_bytes())}",
            "wheels",
            lambda folder: self._run([*pip, "-d", folder, "-r", requirements]),
        )

    def _copy_suite(self):
        """A copy, since upstream's tests expect dist/ beside them; made again when the pinned one changes."""
        stamp = self.folder / ".copied"
        wanted = _digest(*(path.read_bytes() for path in sorted(places.SUITE.rglob("*")) if path.is_file()))
        if stamp.is_file() and stamp.read_text() == wanted:
            return
        shutil.rmtree(self.folder, ignore_errors=True)
        shutil.copytree(places.SUITE, self.folder, copy_function=shutil.copyfile)
        for folder in [self.folder, *self.folder.rglob("*")]:
            folder.chmod(0o755)
        stamp.write_text(wanted)

    def _made(self, name, what, make, in_place=False):
        """A folder of the cache, made on first use; a virtual environment cannot be moved once it is made."""
        folder = places.WORK / name
        ready = places.WORK / f"{name}.ready"
        if ready.is_file():
            return folder
        print(f"Fetching {what} …", flush=True)
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        make(folder)
        ready.touch()
        return folder

    def _run(self, command, **options):
        done = subprocess.run(
            list(map(str, command)), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, **options
        )
        if done.returncode != 0:
            raise Failure(f"{' '.join(map(str, command[:4]))} … failed:\n{done.stdout[-3000:]}")

    def _link(self, link, target):
        link.parent.mkdir(exist_ok=True)
        if not link.exists():
            link.symlink_to(target, target_is_directory=True)


def _digest(*parts):
    digest = hashlib.sha256()
    for part in parts:
        digest.update(len(part).to_bytes(8) + part)
    return digest.hexdigest()[:16]
