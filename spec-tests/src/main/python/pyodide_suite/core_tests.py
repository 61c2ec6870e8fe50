"""Makes the Pyodide package `test` of a Lib/test folder: no registry in reach has it."""

import hashlib
import json
import zipfile
from pathlib import Path

from compare.failure import Failure

NAME = "test-1.0.0.zip"


def add_package(dist, library):
    """Puts the package into dist/ and its lock file, as upstream's build of CPython's tests would."""
    library = Path(library)
    if not (library / "__init__.py").is_file():
        raise Failure(f"{library} is not the folder Lib/test of CPython: it has no __init__.py")
    archive = dist / NAME
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as file:
        for path in sorted(library.rglob("*")):
            if path.is_file() and "__pycache__" not in path.parts:
                file.write(path, Path("test") / path.relative_to(library))
    lock_file = dist / "pyodide-lock.json"
    lock = json.loads(lock_file.read_text())
    lock["packages"]["test"] = {
        "depends": [],
        "file_name": NAME,
        "imports": ["test"],
        "install_dir": "stdlib",
        "name": "test",
        "package_type": "cpython_module",
        "sha256": hashlib.sha256(archive.read_bytes()).hexdigest(),
        "unvendored_tests": False,
        "version": "1.0.0",
    }
    lock_file.write_text(json.dumps(lock))
