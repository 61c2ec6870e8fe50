// Node's tty.
(host, builtin, process) => ({
  isatty: (fd) => host.isTerminal(fd) || Boolean(process.terminals[fd]),
  WriteStream: class WriteStream {
    constructor(fd) {
      this.fd = fd;
      this.isTTY = true;
    }
    write(data) {
      builtin('fs').writeSync(this.fd, data);
      return true;
    }
  },
});
