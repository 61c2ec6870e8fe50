// Node's path.posix.
(host, builtin, process) => {
  function segments(path, keepsParents) {
    const result = [];
    for (const part of path.split('/')) {
      if (part === '..' && result.length && result.at(-1) !== '..') {
        result.pop();
      } else if (part === '..' ? keepsParents : part !== '' && part !== '.') {
        result.push(part);
      }
    }
    return result.join('/');
  }
  function normalize(path) {
    const absolute = path.startsWith('/');
    const rest = segments(path, !absolute);
    const end = path.endsWith('/') && rest ? '/' : '';
    return absolute ? `/${rest}${end}` : rest + end || (path.endsWith('/') ? './' : '.');
  }
  function resolve(...parts) {
    let path = '';
    for (let i = parts.length - 1; i >= 0 && !path.startsWith('/'); i--) {
      if (parts[i]) path = path ? `${parts[i]}/${path}` : parts[i];
    }
    return '/' + segments(path.startsWith('/') ? path : `${process.cwd()}/${path}`, false);
  }
  function dirname(path) {
    const trimmed = path.replace(/(?<=.)\/+$/, '');
    const end = trimmed.lastIndexOf('/');
    return end < 0 ? '.' : end === 0 ? '/' : trimmed.slice(0, end).replace(/(?<=.)\/+$/, '');
  }
  function basename(path, suffix = '') {
    const name = path.replace(/\/+$/, '').split('/').at(-1);
    return suffix && name !== suffix && name.endsWith(suffix) ? name.slice(0, -suffix.length) : name;
  }
  function extname(path) {
    const name = basename(path);
    const dot = name.lastIndexOf('.');
    return dot <= 0 ? '' : name.slice(dot);
  }
  function relative(from, to) {
    const start = resolve(from).split('/').filter(Boolean);
    const end = resolve(to).split('/').filter(Boolean);
    let same = 0;
    while (same < start.length && start[same] === end[same]) same++;
    return [...start.slice(same).map(() => '..'), ...end.slice(same)].join('/');
  }
  const path = {
    sep: '/',
    delimiter: ':',
    basename,
    dirname,
    extname,
    isAbsolute: (each) => each.startsWith('/'),
    join: (...parts) => normalize(parts.filter(Boolean).join('/')),
    normalize,
    relative,
    resolve,
  };
  path.posix = path;
  return path;
};
