// Usage: node pyodide_on_node.mjs PYODIDE_MJS FILE.py — runs the file in Pyodide.
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const [pyodideModule, program] = process.argv.slice(2);
const { loadPyodide } = await import(pathToFileURL(pyodideModule));
const pyodide = await loadPyodide();
await pyodide.runPythonAsync(readFileSync(program, "utf8"));
