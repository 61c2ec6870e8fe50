"""Gives an interpreter that came out of a snapshot what must be its own: its environment and its randomness."""

import importlib
import os
import sys


def restored(environment):
    os.environ.update(environment.to_py())
    importlib.invalidate_caches()  # files may have come since
    if random := sys.modules.get("random"):
        random.seed()
    if tempfile := sys.modules.get("tempfile"):
        tempfile._name_sequence = None


restored
