'use strict';
// compileStreaming and instantiateStreaming (WebAssembly Web API).
(function (namespace) {
  const { compile, instantiate } = namespace;

  async function moduleBytes(source) {
    const response = await source;
    if (!(response instanceof Response)) {
      throw new TypeError('WebAssembly streaming needs a Response or a promise of one');
    }
    const [type] = (response.headers.get('Content-Type') ?? '').split(';', 1);
    if (type.trim().toLowerCase() !== 'application/wasm') {
      throw new TypeError(`WebAssembly streaming needs the MIME type application/wasm, not "${type}"`);
    }
    if (!response.ok) {
      throw new TypeError(`WebAssembly streaming needs a response that is ok, not status ${response.status}`);
    }
    return response.arrayBuffer();
  }

  Object.assign(namespace, {
    async compileStreaming(source, ...[options]) {
      return compile(await moduleBytes(source), options);
    },
    async instantiateStreaming(source, ...[importObject, options]) {
      return instantiate(await moduleBytes(source), importObject, options);
    },
  });
});
