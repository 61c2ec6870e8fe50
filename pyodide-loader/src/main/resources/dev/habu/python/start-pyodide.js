// Starts Pyodide's own loader, unmodified; a promise of its public API. What the host provides and why: Interpreter.java.
async (indexURL, readBuffer, streams, config, mount, strings) => {
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
  const { instantiate } = WebAssembly;
  WebAssembly.instantiate = async (source, imports) => {
    if (!imports?.env) {
      return instantiate(source, imports);
    }
    const result = await instantiate(source, { ...imports, env: Object.assign(imports.env, strings.imports) });
    strings.connect(result.instance.exports);
    return result;
  };
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
    const { js2python_convertImmutable: convert } = pyodide._module;
    // Below that length the glue's own loop is as fast.
    pyodide._module.js2python_convertImmutable = (value) =>
      (typeof value === "string" && value.length > 16 && strings.toPython(value)) || convert(value);
    pyodide.setStdin(streams.stdin);
    pyodide.setStdout(streams.stdout);
    pyodide.setStderr(streams.stderr);
    return pyodide;
  } finally {
    WebAssembly.instantiate = instantiate;
    for (const name of Object.keys(shell)) {
      delete globalThis[name];
    }
  }
};
