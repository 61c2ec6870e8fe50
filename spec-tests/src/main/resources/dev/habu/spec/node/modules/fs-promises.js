// Node's fs/promises over the synchronous calls.
(host, builtin) => {
  const fs = builtin('fs');
  const names = ['chmod', 'lstat', 'mkdir', 'readFile', 'readdir', 'readlink', 'realpath', 'rename', 'rmdir', 'stat',
    'symlink', 'truncate', 'unlink', 'utimes', 'writeFile'];
  return Object.fromEntries(names.map((name) => [name, async (...args) => fs[`${name}Sync`](...args)]));
};
