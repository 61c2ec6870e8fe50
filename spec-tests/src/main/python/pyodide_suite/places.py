"""Where things lie, beside what benchmarks/compare/places.py knows."""

import os
from pathlib import Path

from compare.places import ROOT, cache

SPEC_TESTS = ROOT / "spec-tests"
NODE_PROGRAM = SPEC_TESTS / "src/main/python/node.py"
SHARED = Path(os.environ.get("HABU_SHARED") or ROOT.parent / "shared")
SUITE = SHARED / "pyodide-tests"
DIFFERENCES = SPEC_TESTS / "pyodide-differences.md"
REPORT = ROOT / "docs" / "pyodide-suite.md"
WORK = cache() / "pyodide-suite"
