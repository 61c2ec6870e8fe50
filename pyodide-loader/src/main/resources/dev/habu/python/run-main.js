// Runs CPython's main program with the command line that the interpreter was started with; a promise of its exit code.
async (pyodide, watchLoop) => {
  const { _module: python } = pyodide;
  const ended = Promise.withResolvers();
  const mainIsOver = watchLoop((code) => ended.resolve(code ?? 0));
  let code;
  try {
    // Pyodide 0.26 switches stacks, but not in its main program.
    code = python.jspiSupported && python.promisingRunMain ? await python.promisingRunMain() : python._run_main();
  } catch (e) {
    if (e?.name === "ExitStatus") {
      return e.status;
    }
    throw e;
  }
  if (!code) {
    mainIsOver();
    code = await ended.promise;
  }
  return python._Py_FinalizeEx() < 0 ? 120 : code;
};
