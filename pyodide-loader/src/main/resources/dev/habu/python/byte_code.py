"""Compiles source files without running them. The value of the last expression is the function for one of them."""

import importlib.util
import warnings
from importlib._bootstrap_external import _code_to_hash_pyc

from pyodide.ffi import to_js


def compiled(path):
    """The path and the content of the file with the byte code; None if the source has none."""
    with open(path, "rb") as file:
        source = file.read()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            code = compile(source, path, "exec", dont_inherit=True)
    except Exception:
        return None  # whoever imports it is told
    pyc = _code_to_hash_pyc(code, importlib.util.source_hash(source), False)
    return to_js([importlib.util.cache_from_source(path), pyc])


compiled
