// Node's stream: Duplex.toWeb for a socket of net.js.
() => ({
  Duplex: {
    toWeb(socket) {
      // Nothing is read ahead: the rest of a connection that becomes encrypted must be left to TLS.
      const readable = new ReadableStream({
        type: 'bytes',
        async pull(controller) {
          const bytes = await socket.read();
          if (bytes) {
            controller.enqueue(bytes);
          } else {
            controller.close();
            controller.byobRequest?.respond(0);
          }
        },
        cancel: () => socket.destroy(),
      }, { highWaterMark: 0 });
      const writable = new WritableStream({
        write: (bytes) => socket.write(bytes),
        close: () => socket.end(),
        abort: () => socket.destroy(),
      });
      return { readable, writable };
    },
  },
});
