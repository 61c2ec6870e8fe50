// Node's net.Socket as far as its events, its end and the streams of Duplex.toWeb go.
(host) => {
  class Socket {
    #listeners = {};
    constructor(connection, { allowHalfOpen = false } = {}) {
      this.allowHalfOpen = allowHalfOpen;
      this.connected = connection.then(
        (handle) => {
          this.handle = handle;
          this.remoteAddress = host.remoteAddress(handle);
          this.localAddress = host.localAddress(handle);
          return true;
        },
        (error) => this.fail(error),
      );
    }
    on(event, listener) {
      (this.#listeners[event] ??= []).push(listener);
      return this;
    }
    emit(event, ...args) {
      for (const listener of this.#listeners[event] ?? []) listener(...args);
    }
    fail(error) {
      if (this.destroyed) return;
      this.emit('error', error);
      this.destroy(true);
    }
    destroy(hadError = false) {
      if (this.destroyed) return;
      this.destroyed = true;
      if (this.handle) host.destroy(this.handle);
      this.emit('close', hadError);
    }
    // Undefined at the end of what the peer sends.
    async read() {
      await this.connected;
      if (this.destroyed) return undefined;
      try {
        const bytes = await host.receive(this.handle);
        if (!bytes) {
          this.ended = true;
          this.emit('end');
          if (!this.allowHalfOpen || this.finished) this.destroy();
        }
        return bytes;
      } catch (error) {
        if (this.destroyed) return undefined;
        this.fail(error);
        throw error;
      }
    }
    async write(bytes) {
      await this.connected;
      if (this.destroyed) throw new Error('write EPIPE');
      try {
        await host.send(this.handle, bytes);
      } catch (error) {
        this.fail(error);
        throw error;
      }
    }
    async end(callback) {
      await this.connected;
      if (!this.finished && !this.destroyed) {
        this.finished = true;
        await host.shutdown(this.handle).catch(() => {});
      }
      callback?.();
      if (this.ended || !this.allowHalfOpen) this.destroy();
    }
  }
  function connect({ host: name, port, allowHalfOpen }) {
    const socket = new Socket(host.connect(name, port), { allowHalfOpen });
    socket.connected.then((connected) => connected && socket.emit('connect'));
    return socket;
  }
  return { Socket, connect };
};
