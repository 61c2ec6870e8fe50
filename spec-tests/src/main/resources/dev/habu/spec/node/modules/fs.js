// Node's fs: the synchronous calls.
(host, builtin, process) => {
  const path = builtin('path');
  const { Buffer } = builtin('buffer');
  const flagNames = {
    'r': 0, 'r+': 2, 'w': 0o1101, 'wx': 0o1301, 'w+': 0o1102, 'a': 0o2101, 'ax': 0o2301, 'a+': 0o2102,
  };
  const encodingOf = (options) => (typeof options === 'string' ? options : options?.encoding);
  function absolute(file) {
    if (typeof file === 'object' && file.href) file = builtin('url').fileURLToPath(file);
    return path.resolve(String(file));
  }

  class Stats {
    constructor([dev, ino, mode, nlink, uid, gid, rdev, size, atimeMs, mtimeMs, ctimeMs]) {
      Object.assign(this, { dev, ino, mode, nlink, uid, gid, rdev, size, atimeMs, mtimeMs, ctimeMs });
      this.blksize = 4096;
      this.blocks = Math.ceil(size / 512);
      this.atime = new Date(atimeMs);
      this.mtime = new Date(mtimeMs);
      this.ctime = new Date(ctimeMs);
    }
    #is(kind) { return (this.mode & 0o170000) === kind; }
    isDirectory() { return this.#is(0o040000); }
    isFile() { return this.#is(0o100000); }
    isSymbolicLink() { return this.#is(0o120000); }
    isCharacterDevice() { return this.#is(0o020000); }
    isFIFO() { return this.#is(0o010000); }
  }

  // Arguments after the buffer are offset, length, position, or an object with these.
  function transfer(call, fd, buffer, offset = 0, length, position) {
    if (typeof offset === 'object' && offset !== null) ({ offset = 0, length, position } = offset);
    const bytes = new Uint8Array(buffer.buffer, buffer.byteOffset + offset, length ?? buffer.byteLength - offset);
    return call(fd, bytes, typeof position === 'number' ? position : -1);
  }
  function openSync(file, flags = 'r', mode = 0o666) {
    return host.open(absolute(file), typeof flags === 'string' ? flagNames[flags] : flags, mode & ~process.umask());
  }
  const fdOf = (target) => (typeof target === 'number' ? host.fdPath(target) : absolute(target));
  const seconds = (time) => (typeof time === 'number' ? time * 1000 : new Date(time).getTime());

  function readFileSync(file, options) {
    const fd = openSync(file);
    try {
      const bytes = new Buffer(host.stat(absolute(file), true)[7]);
      for (let done = 0, count; done < bytes.length && (count = transfer(host.read, fd, bytes, done)); ) done += count;
      const encoding = encodingOf(options);
      return encoding ? bytes.toString(encoding) : bytes;
    } finally {
      host.close(fd);
    }
  }
  function writeFileSync(file, data, options) {
    const fd = openSync(file, options?.flag ?? 'w', options?.mode);
    try {
      const bytes = typeof data === 'string' ? Buffer.from(data, encodingOf(options)) : data;
      transfer(host.write, fd, bytes);
    } finally {
      host.close(fd);
    }
  }
  function mkdirSync(file, options) {
    const mode = (typeof options === 'number' ? options : options?.mode ?? 0o777) & ~process.umask();
    const folder = absolute(file);
    if (options?.recursive) {
      if (fs.existsSync(folder)) return;
      mkdirSync(path.dirname(folder), options);
    }
    host.mkdir(folder, mode);
  }
  function statSync(file, options) {
    try {
      return new Stats(host.stat(absolute(file), true));
    } catch (e) {
      if (options?.throwIfNoEntry === false && e.code === 'ENOENT') return undefined;
      throw e;
    }
  }

  const fs = {
    Stats,
    constants: process.binding('constants').fs,
    openSync,
    closeSync: (fd) => host.close(fd),
    readSync: (fd, ...args) => transfer(host.read, fd, ...args),
    writeSync: (fd, data, ...args) => (typeof data === 'string'
      ? transfer(host.write, fd, Buffer.from(data))
      : transfer(host.write, fd, data, ...args)),
    fsyncSync: (fd) => host.fsync(fd),
    fstatSync: (fd) => new Stats(host.stat(host.fdPath(fd), true)),
    ftruncateSync: (fd, length = 0) => host.ftruncate(fd, length),
    fchmodSync: (fd, mode) => host.chmod(host.fdPath(fd), mode),
    futimesSync: (fd, atime, mtime) => host.utimes(host.fdPath(fd), seconds(atime), seconds(mtime)),
    readFileSync,
    writeFileSync,
    statSync,
    lstatSync: (file) => new Stats(host.stat(absolute(file), false)),
    statfsSync(file) {
      const [bsize, blocks, bfree, bavail] = host.statfs(absolute(file));
      return { type: 0, bsize, blocks, bfree, bavail, files: 0, ffree: 0 };
    },
    existsSync(file) {
      return statSync(file, { throwIfNoEntry: false }) !== undefined;
    },
    readdirSync: (file) => host.readdir(absolute(file)),
    mkdirSync,
    rmdirSync: (file) => host.rmdir(absolute(file)),
    unlinkSync: (file) => host.unlink(absolute(file)),
    renameSync: (from, to) => host.rename(absolute(from), absolute(to)),
    symlinkSync: (target, file) => host.symlink(target, absolute(file)),
    readlinkSync: (file) => host.readlink(absolute(file)),
    realpathSync: (file) => host.realpath(absolute(file)),
    chmodSync: (file, mode) => host.chmod(absolute(file), mode),
    utimesSync: (file, atime, mtime) => host.utimes(fdOf(file), seconds(atime), seconds(mtime)),
    truncateSync: (file, length = 0) => host.truncate(fdOf(file), length),
  };
  Object.defineProperty(fs, 'promises', { enumerable: true, get: () => builtin('fs/promises') });
  return fs;
};
