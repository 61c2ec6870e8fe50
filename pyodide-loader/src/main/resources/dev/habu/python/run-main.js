// Runs CPython's main program with the command line that the interpreter was started with, finalizes the interpreter and
// calls exit with the exit code, which does not return.
async (pyodide, watchLoop, exit) => {
  const { _module: python } = pyodide;
  const ended = Promise.withResolvers();
  const mainIsOver = watchLoop((code) => ended.resolve(code ?? 0));
  let code;
  try {
    // Pyodide 0.26 switches stacks, but not in its main program.
    code = python.jspiSupported && python.promisingRunMain ? await python.promisingRunMain() : python._run_main();
  } catch (e) {
    if (e?.name === "ExitStatus") {
      exit(e.status);
    }
    throw e;
  }
  if (!code) {
    mainIsOver();
    code = await ended.promise;
  }
  exit(python._Py_FinalizeEx() < 0 ? 120 : code);
};
