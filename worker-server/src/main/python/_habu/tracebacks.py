"""Tracebacks as a worker's author wants to read them: without the frames of habu, Pyodide and the import machinery."""

import traceback

from .layout import WORKER

_HIDDEN = (
    __file__.rpartition("/")[0] + "/",
    traceback.__file__.rpartition("/")[0] + "/_pyodide/",
    traceback.__file__.rpartition("/")[0] + "/pyodide/",
    traceback.__file__.rpartition("/")[0] + "/importlib/",
    "<frozen importlib",
)


class Tracebacks:
    """`folder` is what the user calls the folder that is mounted at /session/metadata, for example `src`."""

    def __init__(self, folder):
        self._prefix = folder + "/" if folder else ""

    def format(self, error):
        """The traceback of `error`, its causes and its group members, as one string that ends with a newline."""
        report = traceback.TracebackException.from_exception(error, compact=True)
        self._trim(report)
        return "".join(report.format())

    def _trim(self, report):
        if report is None:
            return
        frames = [frame for frame in report.stack if not frame.filename.startswith(_HIDDEN)]
        for frame in frames:
            frame.line  # read now, while the file name is still the interpreter's
            frame.filename = self._shown(frame.filename)
        report.stack[:] = frames
        if report.exc_type is not None and issubclass(report.exc_type, SyntaxError) and report.filename:
            report.filename = self._shown(report.filename)
        self._trim(report.__cause__)
        self._trim(report.__context__)
        for member in report.exceptions or ():
            self._trim(member)

    def _shown(self, filename):
        inside = filename.removeprefix(WORKER + "/")
        return filename if inside == filename else self._prefix + inside
