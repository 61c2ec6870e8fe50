"""Leaves a module in a snapshot that gives an interpreter which begins with it what must be its own: its environment and its
randomness."""

import os
import sys
from types import ModuleType


def restored(environment):
    os.environ.update(environment.to_py())
    # Files may have come since. (importlib.invalidate_caches() would import the whole of importlib.metadata.)
    for path in [path for path in sys.path_importer_cache if not path.endswith(".zip")]:
        del sys.path_importer_cache[path]
    if random := sys.modules.get("random"):
        random.seed()
    if tempfile := sys.modules.get("tempfile"):
        tempfile._name_sequence = None


module = ModuleType("_habu_restored", __doc__)
module.restored = restored
sys.modules[module.__name__] = module
