// Node's tls: a client's connection over a new or an open socket.
(host, builtin) => {
  const net = builtin('net');
  class TLSSocket extends net.Socket {
    constructor(socket) {
      super(socket.connected.then(() => host.secure(socket.handle)));
      this.connected.then((connected) => connected && this.emit('secureConnect'));
    }
  }
  return { TLSSocket, connect: (options) => new TLSSocket(net.connect(options)) };
};
