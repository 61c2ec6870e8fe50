// Runs a program, finalizes the interpreter and calls exit with the exit code, which does not return. The program is a Python
// function with its arguments; without one it is CPython's main program, with the command line that the interpreter was
// started with.
async (pyodide, watchLoop, exit, program, ...args) => {
  const { _module: python } = pyodide;
  const ended = Promise.withResolvers();
  const mainIsOver = watchLoop((code) => ended.resolve(code ?? 0));
  let code;
  try {
    // Pyodide 0.26 switches stacks, but not in its main program.
    if (program) {
      code = program.callPromising ? await program.callPromising(...args) : program(...args);
    } else {
      code = python.jspiSupported && python.promisingRunMain ? await python.promisingRunMain() : python._run_main();
    }
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
