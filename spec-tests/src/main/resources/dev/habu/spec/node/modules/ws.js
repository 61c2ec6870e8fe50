// The package ws, which Pyodide imports for Emscripten's own sockets; no test opens one.
() => ({
  WebSocket: class WebSocket {
    constructor(url) {
      throw new Error(`habu's node has no WebSocket, needed for ${url}`);
    }
  },
});
