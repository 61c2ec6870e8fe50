// The JavaScript side of one worker, between the server and the Python handler. Evaluated once per isolate; a function
// that starts the worker and returns [load, fetch, cancel, turn].
//
//   pyodide  the booted interpreter
//   config   {entry, folder, flags, env}: the entry file below /session/metadata, what the user calls that folder, the
//            enabled compatibility flags, the variables as JSON
//   bindings what else env has, by name
//   host     {respond(id, response), fail(id, text), waits(id), died(text), backgroundStarted(), backgroundEnded(text),
//            schedule()}; the last has `turn` called in a task of its own
(pyodide, config, bindings, host) => {
  const { PyProxy } = pyodide.ffi;
  const Response = globalThis.Response; // the worker may put another one in its place

  // Work that outlives its response.
  function keepAlive(promise) {
    // A Python awaitable is only borrowed for the call that brought it.
    const own = promise instanceof PyProxy ? promise.copy() : undefined;
    host.backgroundStarted();
    Promise.resolve(own ?? promise)
      .then(
        () => host.backgroundEnded(undefined),
        (error) => host.backgroundEnded(String(error?.message ?? error)),
      )
      .finally(() => own?.destroy());
  }

  // What a handler gets as `ctx`.
  class ExecutionContext {
    props = {};

    waitUntil(promise) {
      keepAlive(promise);
    }

    passThroughOnException() {}
  }
  Object.defineProperty(ExecutionContext.prototype, Symbol.toStringTag, { value: "ExecutionContext" });

  const env = { ...JSON.parse(config.env), ...bindings };
  // Python cannot go on after an error of this kind.
  const { fatal_error: fatal } = pyodide._api;
  pyodide._api.fatal_error = (error) => {
    try {
      return fatal(error);
    } catch (thrown) {
      if (thrown?.pyodide_fatal_error) host.died(`${thrown}`);
      throw thrown;
    }
  };

  const { Worker } = pyodide.pyimport("_habu.worker");
  const worker = Worker(config.entry, config.folder, pyodide.toPy(config.flags), env, { env, waitUntil: keepAlive }, settle, host.schedule);
  const { fetch, cancel, turn } = worker;

  function settle(id, result) {
    if (result instanceof Response) {
      host.respond(id, result);
    } else if (typeof result === "string") {
      host.fail(id, result);
    } else {
      host.fail(id, `TypeError: the handler must return a Response, not ${Object.prototype.toString.call(result)}\n`);
    }
  }

  return [
    // Imports the entry module; undefined, or the text that says why the worker cannot serve.
    () => worker.load(),

    // Runs the handler for one request.
    (id, request) => {
      fetch.callPromising(id, request, new ExecutionContext()).then(
        (result) => {
          if (result === undefined) {
            host.waits(id);
          } else {
            settle(id, result);
          }
        },
        (error) => host.fail(id, `${error?.message ?? error}\n`),
      );
    },

    // Cancels a handler that waits for something.
    (id) => cancel(id),

    // Runs what is ready in asyncio.
    () => {
      turn.callPromising();
    },
  ];
}
