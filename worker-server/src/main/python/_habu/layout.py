"""Where a worker's files are inside the interpreter, and what `import` sees of them."""

import os
import sys

WORKER = "/session/metadata"
VENDORED = WORKER + "/python_modules"
SDK = "/session/sdk"


def extend_path():
    """Vendored packages come before site-packages, habu's own copy of the SDK right after them so that a vendored one
    wins, and the worker's own modules last: they can shadow neither the standard library nor the SDK."""
    path = sys.path
    at = next((i for i, folder in enumerate(path) if folder.endswith("/site-packages")), len(path))
    path[at:at] = [folder for folder in (VENDORED, SDK) if os.path.isdir(folder)]
    path.append(WORKER)
    os.chdir("/")
