"""Runs a program's file in an interpreter that has started without one, as CPython's main program runs the file that it is
started with."""

import builtins
import os
import sys
from importlib.machinery import SourceFileLoader
from types import ModuleType


def run_program(file, *arguments):
    os.environ.pop("PYTHONINSPECT", None)  # Pyodide starts with it when it has no program.
    sys.argv = [file, *arguments]
    sys.orig_argv = ["python", *sys.argv]
    # Without a program the current folder is there.
    sys.path[:] = [os.path.dirname(file), *(path for path in sys.path if path)]
    main = ModuleType("__main__")  # What was run while the interpreter started has left names in the other one.
    main.__builtins__ = builtins
    main.__loader__ = SourceFileLoader("__main__", file)
    main.__file__ = file
    sys.modules["__main__"] = main
    try:
        with open(file, "rb") as source:
            code = source.read()
        exec(compile(code, file, "exec", dont_inherit=True), main.__dict__)
    except SystemExit as exit:
        return _exit_code(exit.code)
    except BaseException as error:
        # Nobody is interested in the frame of this function.
        error.with_traceback(error.__traceback__.tb_next)
        sys.last_exc = sys.last_value = error
        sys.last_type, sys.last_traceback = type(error), error.__traceback__
        try:
            sys.excepthook(type(error), error, error.__traceback__)
        except SystemExit as exit:
            return _exit_code(exit.code)
        except BaseException as second:
            print("Error in sys.excepthook:", file=sys.stderr)
            sys.__excepthook__(type(second), second.with_traceback(second.__traceback__.tb_next), second.__traceback__)
            print("\nOriginal exception was:", file=sys.stderr)
            sys.__excepthook__(type(error), error, error.__traceback__)
        return 130 if isinstance(error, KeyboardInterrupt) else 1
    return 0


def _exit_code(code):
    if code is None:
        return 0
    if isinstance(code, int):
        return code & 0xFF
    print(code, file=sys.stderr)
    return 1


run_program
