// Records what the cases of borders/ give on V8:  node record-borders.mjs PYODIDE_FOLDER   (Node 25 or newer, for JSPI)
import { readFileSync, writeFileSync } from "node:fs";

const { loadPyodide } = await import(`${process.argv[2]}/pyodide.mjs`);
const py = await loadPyodide({ indexURL: `${process.argv[2]}/` });
py.FS.writeFile("/home/pyodide/entry.py", readFileSync(new URL("borders/entry.py", import.meta.url), "utf8"));
py.runPython("import sys; sys.path.append('/home/pyodide')");
const { on_fetch, CASES } = py.pyimport("entry");
const expected = {};
for (const name of [...CASES.keys()].sort()) {
  const wrapped = py.runPython("import asyncio, entry\nlambda f, r: asyncio.ensure_future(f(r))");
  expected[name] = JSON.parse(await (await wrapped(on_fetch, new Request(`http://worker/${name}`))).text());
}
writeFileSync(new URL("borders/expected.json", import.meta.url), JSON.stringify(expected, null, 1) + "\n");
