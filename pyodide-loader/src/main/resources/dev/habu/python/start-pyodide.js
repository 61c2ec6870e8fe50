// Starts Pyodide's own loader, unmodified; a promise of its public API. What the host provides and why: Interpreter.java.
async (indexURL, readBuffer, streams, config, mount) => {
  // Emscripten's glue must take the host for a worker: as a shell it would draw random numbers from a child process.
  globalThis.WorkerGlobalScope ??= class WorkerGlobalScope {};
  // Pyodide's loader must take it for a shell: as a worker it would fetch its files through streams.
  const shell = {
    read() {
      throw new Error("the lock file is passed in the configuration");
    },
    load() {
      throw new Error("scripts are imported");
    },
    readbuffer: readBuffer,
  };
  Object.assign(globalThis, shell);
  try {
    const { loadPyodide } = await import(indexURL + "pyodide.mjs");
    const { _loadSnapshot: image } = config;
    const pyodide = await loadPyodide({
      ...config,
      indexURL,
      fsInit: async (FS) => mount(FS),
      // Of the same type as the heap that it is copied to: only then is the copy one of memory, not of elements.
      _loadSnapshot: image && new Int8Array(image),
    });
    // The bytes of a snapshot are shared with other interpreters, and Python can reach the configuration.
    delete pyodide._api.config._loadSnapshot;
    pyodide.setStdin(streams.stdin);
    pyodide.setStdout(streams.stdout);
    pyodide.setStderr(streams.stderr);
    return pyodide;
  } finally {
    for (const name of Object.keys(shell)) {
      delete globalThis[name];
    }
  }
};
