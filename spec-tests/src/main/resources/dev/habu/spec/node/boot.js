// Starts one program: Node's globals, require(), then what the command line names. Gives the function of the exit code.
(host, commandLine, setModuleSource) => {
  const { argv, env, cwd, terminals, columns, rows } = JSON.parse(commandLine);
  const builtins = new Map();
  const process = host.script('process.js')(host, { env, cwd, terminals, columns, rows });
  builtins.set('process', process);

  function builtin(name) {
    if (!builtins.has(name)) {
      builtins.set(name, host.script(`modules/${name.replace('/', '-')}.js`)(host, builtin, process));
    }
    return builtins.get(name);
  }
  const modules = builtin('module')(host, builtin);
  builtins.set('module', modules);
  // As modules of ECMAScript they are read through this symbol, which no program uses.
  const key = Symbol.for('habu.node-host.builtin');
  Object.defineProperty(globalThis, key, { value: builtin });
  setModuleSource((name) => {
    const names = Object.keys(builtin(name)).filter((each) => each !== 'default' && /^[\w$]+$/.test(each));
    return `const module = globalThis[Symbol.for('habu.node-host.builtin')]('${name}');
export default module;
export const { ${names.join(', ')} } = module;`;
  });

  delete globalThis.WorkerGlobalScope;
  delete globalThis.ServiceWorkerGlobalScope;
  const globals = {
    process,
    Buffer: builtin('buffer').Buffer,
    navigator: { userAgent: `Node.js/${process.versions.node.split('.')[0]}`, hardwareConcurrency: 2 },
    global: globalThis,
  };
  for (const [name, value] of Object.entries(globals)) {
    Object.defineProperty(globalThis, name, { value, writable: true, configurable: true });
  }

  const objects = new Map();
  Object.assign(URL, {
    createObjectURL(blob) {
      const url = `blob:nodedata:${crypto.randomUUID()}`;
      objects.set(url, blob);
      return url;
    },
    revokeObjectURL: (url) => objects.delete(url),
  });
  builtin('buffer').resolveObjectURL = (url) => objects.get(url);

  const options = argv.filter((word, i) => word.startsWith('--') && argv.slice(0, i).every((w) => w.startsWith('--')));
  const [command, ...rest] = argv.slice(options.length);
  if (options.includes('--expose-gc')) {
    globalThis.gc = () => host.collectGarbage();
  }

  function failed(error) {
    console.error(error?.stack ?? error);
    process.exit(1);
  }
  async function run() {
    if (options.includes('--version') || command === '-v') {
      process.stdout.write(process.version + '\n');
    } else if (command === '-e') {
      process.argv = [process.execPath, ...rest.slice(1)];
      modules.runScript(process.cwd() + '/[eval]', rest[0]);
    } else if (command.endsWith('/node_test_driver.js')) {
      host.script('test-driver.js')(host, builtin, process, modules.createRequire(command), ...rest);
    } else {
      const file = builtin('path').resolve(command);
      process.argv = [process.execPath, file, ...rest];
      if (file.endsWith('.mjs')) {
        await import(builtin('url').pathToFileURL(file).href);
      } else {
        modules.createRequire(file)(file);
      }
    }
  }
  if (!command?.endsWith('/node_test_driver.js')) {
    addEventListener('unhandledrejection', (event) => failed(event.reason));
  }
  run().catch(failed);
  return () => process.exitCode ?? 0;
};
