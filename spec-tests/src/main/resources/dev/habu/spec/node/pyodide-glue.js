// Gives Pyodide's module habu's shortcuts, as start-pyodide.js does for workers.
(makeGlue) => {
  const { instantiate } = WebAssembly;
  WebAssembly.instantiate = async (source, imports) => {
    if (!imports?.env?.js2python_js) return instantiate(source, imports);
    const glue = makeGlue();
    const result = await instantiate(source, { ...imports, env: { ...imports.env, ...glue.imports(imports.env) } });
    glue.connect(result.instance.exports, imports.env.memory ?? result.instance.exports.memory);
    return result;
  };
};
