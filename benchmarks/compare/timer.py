"""Runs inside Pyodide, on every side alike: times the main() of each program and prints a line of JSON for it.

The driver puts PROGRAMS (name to source), WARM_SECONDS and REPETITIONS in front of this file.
"""

import gc
import json
from time import perf_counter


def measure(name, source):
    program = {"__name__": name}
    exec(compile(source, name + ".py", "exec"), program)
    main = program["main"]
    warm = perf_counter() + WARM_SECONDS  # noqa: F821
    result = main()
    while perf_counter() < warm:
        main()
    gc.collect()
    times = []
    for _ in range(REPETITIONS):  # noqa: F821
        start = perf_counter()
        main()
        times.append(perf_counter() - start)
    print(json.dumps({"name": name, "result": str(result), "times": times}), flush=True)


for name, source in PROGRAMS.items():  # noqa: F821
    measure(name, source)
