// Node's CommonJS loader. Called once by boot.js with the loader of Node's own modules.
(host, builtin) => (_, __) => {
  const fs = builtin('fs');
  const path = builtin('path');
  const cache = new Map();
  const own = new Set(['buffer', 'child_process', 'crypto', 'fs', 'fs/promises', 'module', 'net', 'os', 'path', 'process',
    'stream', 'tls', 'tty', 'url', 'vm', 'ws']);

  function notFound(request) {
    return Object.assign(new Error(`Cannot find module '${request}'`), { code: 'MODULE_NOT_FOUND' });
  }
  function resolve(request, folder) {
    if (!/^\.{0,2}\//.test(request)) throw notFound(request);
    const file = path.resolve(folder, request);
    const found = [file, `${file}.js`, `${file}.json`, `${file}/index.js`]
      .find((each) => fs.existsSync(each) && fs.statSync(each).isFile());
    if (!found) throw notFound(request);
    return found;
  }
  function run(file, source, module) {
    const body = host.evaluate(file, `(function (exports, require, module, __filename, __dirname) {${source}\n})`);
    body.call(module.exports, module.exports, module.require, module, file, path.dirname(file));
  }
  function newModule(file) {
    return { exports: {}, filename: file, require: createRequire(file) };
  }
  function load(file) {
    if (cache.has(file)) return cache.get(file).exports;
    const source = fs.readFileSync(file, 'utf8');
    const module = newModule(file);
    cache.set(file, module);
    if (file.endsWith('.json')) {
      module.exports = JSON.parse(source);
    } else {
      run(file, source.replace(/^#!.*/, ''), module);
    }
    return module.exports;
  }
  function createRequire(from) {
    const folder = path.dirname(String(from).startsWith('file:') ? builtin('url').fileURLToPath(from) : from);
    return function require(request) {
      const name = request.replace(/^node:/, '');
      return own.has(name) ? builtin(name) : load(resolve(request, folder));
    };
  }
  return { createRequire, runScript: (file, source) => run(file, source, newModule(file)) };
};
