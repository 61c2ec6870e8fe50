// The package ws, which Pyodide imports for Emscripten's own sockets. No test connects one to another.
() => ({
  WebSocket: class WebSocket {
    constructor(url) {
      throw new Error(`habu's node has no WebSocket, needed for ${url}`);
    }
  },
  // Emscripten's listen() makes one and waits for its events.
  Server: class Server {
    on() { return this; }
    close() {}
  },
});
