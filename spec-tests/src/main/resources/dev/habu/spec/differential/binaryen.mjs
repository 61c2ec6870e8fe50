// Makes modules of random bytes with wasm-opt, all in one process. Takes: wasm-opt's options, then the random bytes; gives the module.
import fs from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import vm from "node:vm";
import { receive, send } from "./frames.mjs";

const folder = process.argv[2];
const program = path.resolve("node_modules/binaryen/bin/wasm-opt");
const source = fs.readFileSync(program, "utf8").replace(/^#!.*/, "");
const complaints = [];

const callMain = await new Promise((started) => {
  const module = {
    noInitialRun: true,
    noExitRuntime: true, // so that main can be called again
    onRuntimeInitialized: () => setImmediate(() => started(run)),
    print() {},
    printErr: (text) => complaints.push(text),
  };
  const run = vm.compileFunction(
    source + ";return (options) => callMain(options)",
    ["Module", "require", "__filename", "__dirname", "module"],
    { filename: program },
  )(module, createRequire(program), program, path.dirname(program), { exports: {} });
});

const input = path.join(folder, "random");
const output = path.join(folder, "module.wasm");
for (;;) {
  const { line, bytes } = receive();
  complaints.length = 0;
  fs.writeFileSync(input, bytes);
  const status = callMain(["-ttf", input, "-o", output, ...line.split(" ")]);
  if (status !== 0) {
    process.stderr.write(`wasm-opt ended with ${status}: ${complaints.join("\n")}\n`);
    process.exit(1);
  }
  send(fs.readFileSync(output));
}
