// Starts Pyodide's own loader, unmodified; a promise of its public API. What the host provides and why: Interpreter.java.
async (indexURL, asShell, readBuffer, loadScript, streams, config, mount, glue) => {
  const { instantiate, instantiateStreaming } = WebAssembly;
  const realFetch = globalThis.fetch;
  let started = false;
  // The glue must take the host for a worker: as a shell it would draw random numbers from a child process.
  globalThis.WorkerGlobalScope ??= class WorkerGlobalScope {};
  const host = {
    self: globalThis,
    // Where a worker's script is from.
    location: { href: indexURL, toString: () => indexURL },
  };
  if (asShell) {
    // The loader must take it for a shell: as a worker it would fetch its files through streams.
    Object.assign(host, {
      read() {
        throw new Error("the lock file is passed in the configuration");
      },
      load: loadScript,
      readbuffer: readBuffer,
      // The glue only asks it for a folder that nobody reads from, and carries on if it throws: the real one would have to be
      // parsed first, which takes a tenth of a second.
      URL: class URL {
        constructor() {
          throw new TypeError("not needed");
        }
      },
    });
  } else {
    // A loader of 2024 knows no shell. It is a worker whose fetch and importScripts know its own files only.
    const content = (url) => readBuffer(new URL(url).pathname);
    Object.assign(host, {
      importScripts: loadScript,
      // Python's modules keep what they see as fetch now: afterwards it must be the real one.
      fetch: async (url, init) =>
        started
          ? realFetch(url, init)
          : {
              ok: true,
              url,
              arrayBuffer: async () => content(url),
              json: async () => JSON.parse(config.lockFileContents),
            },
    });
    WebAssembly.instantiateStreaming = async (response, imports) =>
      WebAssembly.instantiate(content((await response).url), imports);
  }
  const before = Object.keys(host).map((name) => [name, Object.getOwnPropertyDescriptor(globalThis, name)]);
  for (const [name, value] of Object.entries(host)) {
    Object.defineProperty(globalThis, name, { value, configurable: true, writable: true });
  }
  WebAssembly.instantiate = async (source, imports) => {
    if (!imports?.env) {
      return instantiate(source, imports);
    }
    const result = await instantiate(source, { ...imports, env: { ...imports.env, ...glue.imports(imports.env) } });
    glue.connect(result.instance.exports, imports.env.memory ?? result.instance.exports.memory);
    return result;
  };
  try {
    const { loadPyodide } = await import(indexURL + "pyodide.mjs");
    const { _loadSnapshot: image } = config;
    let mounted = false;
    const pyodide = await loadPyodide({
      ...config,
      indexURL,
      fsInit: async (FS) => {
        mount(FS);
        mounted = true;
      },
      // Of the same type as the heap that it is copied to: only then is the copy one of memory, not of elements.
      _loadSnapshot: image && new Int8Array(image),
    });
    if (!mounted) {
      mount(pyodide.FS); // a loader of 2024 knows no fsInit
    }
    // The bytes of a snapshot are shared with other interpreters, and Python can reach the configuration.
    delete pyodide._api.config._loadSnapshot;
    const { js2python_convertImmutable: convert } = pyodide._module;
    // Below that length the glue's own loop is as fast.
    pyodide._module.js2python_convertImmutable = (value) =>
      (typeof value === "string" && value.length > 16 && glue.toPython(value)) || convert(value);
    pyodide.setStdin(streams.stdin);
    pyodide.setStdout(streams.stdout);
    pyodide.setStderr(streams.stderr);
    return pyodide;
  } finally {
    started = true;
    Object.assign(WebAssembly, { instantiate, instantiateStreaming });
    for (const [name, descriptor] of before) {
      if (descriptor) {
        Object.defineProperty(globalThis, name, descriptor);
      } else {
        delete globalThis[name];
      }
    }
  }
};
