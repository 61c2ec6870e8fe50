// Node's child_process, which starts nothing here.
() => ({
  spawnSync(command) {
    const error = Object.assign(new Error(`spawnSync ${command} ENOSYS`), { code: 'ENOSYS', syscall: 'spawnSync' });
    return { pid: 0, status: 127, signal: null, error };
  },
});
