"""Gives an interpreter that came out of a snapshot what must be its own: its environment and its randomness."""

import os
import sys


def restored(environment):
    os.environ.update(environment.to_py())
    # Files may have come since. (importlib.invalidate_caches() would import the whole of importlib.metadata.)
    for path in [path for path in sys.path_importer_cache if not path.endswith(".zip")]:
        del sys.path_importer_cache[path]
    if random := sys.modules.get("random"):
        random.seed()
    if tempfile := sys.modules.get("tempfile"):
        tempfile._name_sequence = None


restored
