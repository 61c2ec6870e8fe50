// Usage: node kernels_on_node.mjs WARM_SECONDS REPETITIONS FILE.wasm… — times "run" of each module, prints a line of JSON for it.
import { readFileSync } from "node:fs";
import { basename } from "node:path";

const [warmSeconds, repetitions, ...files] = process.argv.slice(2);
const imports = { env: { host: (x) => (x ^ (x << 1)) | 0 } };
for (const file of files) {
  const { run } = new WebAssembly.Instance(new WebAssembly.Module(readFileSync(file)), imports).exports;
  const warm = performance.now() + warmSeconds * 1000;
  const result = run();
  while (performance.now() < warm) run();
  const times = [];
  for (let i = 0; i < repetitions; i++) {
    const start = performance.now();
    run();
    times.push((performance.now() - start) / 1000);
  }
  console.log(JSON.stringify({ name: basename(file, ".wasm"), result: `${result}`, times }));
}
