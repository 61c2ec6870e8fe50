"""JMH benchmarks of the benchmarks module; no peer, no section."""

import subprocess

from compare import places
from compare.failure import Failure


def run(arguments):
    command = [str(places.java()), "--sun-misc-unsafe-memory-access=allow", "-cp", places.class_path(), "org.openjdk.jmh.Main", *arguments]
    if subprocess.run(command).returncode != 0:
        raise Failure("JMH failed, see above")
