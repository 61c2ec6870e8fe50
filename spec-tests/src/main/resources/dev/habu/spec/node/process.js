// Node's process object.
(host, { env, cwd, terminals, columns, rows }) => {
  let folder = cwd;
  const encoder = new TextEncoder();
  const bytesOf = (data) => (typeof data === 'string' ? encoder.encode(data) : data);
  const output = (fd) => ({
    fd,
    isTTY: terminals[fd],
    columns: terminals[fd] ? columns : undefined,
    rows: terminals[fd] ? rows : undefined,
    write(data) {
      host.write(fd, bytesOf(data), -1);
      return true;
    },
  });
  const start = performance.now();
  return {
    argv: ['/usr/bin/node'],
    execPath: '/usr/bin/node',
    env,
    exitCode: undefined,
    pid: 1,
    platform: 'linux',
    arch: 'x64',
    version: 'v26.10.0',
    versions: { node: '26.10.0' },
    release: { name: 'node' },
    stdin: { fd: 0, isTTY: terminals[0] },
    stdout: output(1),
    stderr: output(2),
    terminals,
    cwd: () => folder,
    chdir(path) {
      folder = host.realpath(path.startsWith('/') ? path : `${folder}/${path}`);
    },
    exit(code) {
      host.exit(code ?? this.exitCode ?? 0);
    },
    getuid: () => 0,
    geteuid: () => 0,
    umask: () => 0o22,
    uptime: () => (performance.now() - start) / 1000,
    nextTick: (task, ...args) => queueMicrotask(() => task(...args)),
    on() { return this; },
    once() { return this; },
    off() { return this; },
    emitWarning: (warning) => console.warn(String(warning)),
    binding(name) {
      if (name !== 'constants') throw new Error(`No such binding: ${name}`);
      return {
        fs: {
          O_RDONLY: 0, O_WRONLY: 1, O_RDWR: 2, O_CREAT: 0o100, O_EXCL: 0o200, O_NOCTTY: 0o400, O_TRUNC: 0o1000,
          O_APPEND: 0o2000, O_NOFOLLOW: 0o400000, O_SYNC: 0o4010000,
        },
      };
    },
  };
};
