// What pytest-pyodide's node_test_driver.js does: reads pieces of code from the standard input, runs each and prints its
// result between delimiters. The protocol is described in that project's runner.py.
async (host, builtin, process, require, baseURL, distFolder) => {
  const { loadPyodide } = require(`${distFolder}/pyodide`);
  process.chdir(distFolder);
  const { fetch: plainFetch, Request: PlainRequest } = globalThis;
  const absolute = (url) => (typeof url === 'string' ? new URL(url, baseURL).toString() : url);
  Object.assign(globalThis, {
    loadPyodide,
    require,
    path: builtin('path'),
    fetch: (url, ...args) => plainFetch(absolute(url), ...args),
    Request: class Request extends PlainRequest {
      constructor(url, ...args) {
        return new PlainRequest(absolute(url), ...args);
      }
    },
  });

  const print = (text) => process.stdout.write(text + '\n');
  async function evaluate(id, code) {
    print(`${id}:UUID`);
    try {
      // The name of scripts of Node's vm: a test looks for it in tracebacks.
      const result = JSON.stringify(await host.evaluate('evalmachine.<anonymous>', `(async function(){${code}\n})()`));
      print(`${id}:UUID\n0\n${result}\n${id}:UUID`);
    } catch (e) {
      print(`${id}:UUID\n1\n${e.stack}\n${id}:UUID`);
    }
  }

  let id;
  let code = '';
  function take(line) {
    if (!id) {
      id = line;
    } else if (line === id) {
      evaluate(id, code);
      id = undefined;
      code = '';
    } else {
      // Each line ends in a dollar sign; an empty one stands for a line break of the code.
      const piece = line.slice(0, line.lastIndexOf('$'));
      code += piece === '' ? '\n' : piece;
      print('{LINE_OK}');
    }
  }

  print('READY!!');
  const decoder = new TextDecoder();
  let rest = '';
  for (let bytes; (bytes = await host.readInput()); ) {
    const lines = (rest + decoder.decode(bytes, { stream: true })).split('\n');
    rest = lines.pop();
    lines.forEach((line) => take(line.replace(/\r$/, '')));
  }
};
