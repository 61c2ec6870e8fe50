"""Where things are: the clone, the cache, the JDK, the jars of the benchmarks module."""

import functools
import os
import subprocess
from pathlib import Path

from compare.failure import Failure

ROOT = Path(__file__).resolve().parents[2]
HABU = ROOT / "habu"


def cache():
    """The cache folder, found as the launcher finds it."""
    if os.environ.get("HABU_CACHE"):
        return Path(os.environ["HABU_CACHE"])
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "habu"


@functools.cache
def java():
    """The java of the JDK that the launcher uses."""
    find = '. "$1/.build/find-jdk.sh" && find_jdk && printf %s "$JAVA_HOME"'
    found = subprocess.run(["sh", "-c", find, "sh", str(ROOT)], capture_output=True, text=True)
    if found.returncode != 0:
        raise Failure(found.stderr.strip())
    return Path(found.stdout) / "bin" / "java"


@functools.cache
def class_path():
    """Builds the benchmarks module and returns its class path."""
    print("Building benchmarks …", flush=True)
    build = [str(ROOT / "mvnw"), "-q", "-B", "-Dquick", "-pl", "benchmarks", "-am", "package"]
    built = subprocess.run(build, capture_output=True, text=True)
    if built.returncode != 0:
        raise Failure("the build failed:\n" + built.stdout[-2000:] + built.stderr[-2000:])
    target = ROOT / "benchmarks" / "target"
    return os.pathsep.join(map(str, [*target.glob("benchmarks-*.jar"), *sorted(target.glob("lib/*.jar"))]))
