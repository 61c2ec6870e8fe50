// Runs modules on this process's engine and says what can be seen of it. Takes: the plan, then the module; gives lines of text, or one that begins with "unsupported".
import zlib from "node:zlib";
import { receive, send } from "./frames.mjs";

const MAX_NESTED_CALLS = 50;

const TRAPS = [
  ["unreachable", "unreachable"],
  [/^(memory access|data segment|.*memory).*out of bounds|memory access/, "memory"],
  [/divide by zero|remainder by zero/, "divide"],
  [/divide result unrepresentable|float unrepresentable/, "integer"],
  [/array.*too large/, "array too large"],
  [/array.*out of bounds|array element access/, "array"],
  [/table|element segment/, "table"],
  [/function signature mismatch/, "callee"],
  [/dereferencing a null pointer|null/, "null"],
  [/illegal cast/, "cast"],
  [/unaligned/, "memory"],
  [/Atomics\.wait/, "atomics"],
  [/call stack/, "stack"],
];

const view = new DataView(new ArrayBuffer(8));

function float32(value) {
  view.setFloat32(0, value);
  return Number.isNaN(value) ? "nan" : view.getUint32(0).toString(16);
}

function float64(value) {
  view.setFloat64(0, value);
  return Number.isNaN(value) ? "nan" : view.getBigUint64(0).toString(16);
}

function text(type, value) {
  switch (type) {
    case "i32":
    case "i64":
      return `${type}:${value}`;
    case "f32":
      return `f32:${float32(value)}`;
    case "f64":
      return `f64:${float64(value)}`;
    default:
      return value === null ? "null" : "ref";
  }
}

function argument(word) {
  const [type, value] = word.split(":");
  switch (type) {
    case "i32":
      return Number(value);
    case "i64":
      return BigInt(value);
    case "f32":
      view.setUint32(0, parseInt(value, 16));
      return view.getFloat32(0);
    case "f64":
      view.setBigUint64(0, BigInt("0x" + value));
      return view.getFloat64(0);
    default:
      return null;
  }
}

function failure(error) {
  if (error instanceof WebAssembly.RuntimeError || (error instanceof RangeError && /call stack/.test(error.message))) {
    const known = TRAPS.find(([pattern]) => error.message.match(pattern));
    return "trap " + (known ? known[1] : error.message);
  }
  return "exception";
}

class Unsupported extends Error {}

function run(plan, bytes) {
  const lines = [];
  const exports = [];
  const functions = plan.filter(([kind]) => kind === "function");
  const hostTag = new WebAssembly.Tag({ parameters: [] });
  const wasmTag = new WebAssembly.Tag({ parameters: ["i32"] });
  let nestedCalls = 0;

  function call([, index, parameters]) {
    return exports[index](...parameters.split(" ").filter(Boolean).map(argument));
  }

  function nested(index) {
    if (exports.length > 0 && functions.length > 0 && nestedCalls++ < MAX_NESTED_CALLS) {
      call(functions[(index >>> 0) % functions.length]);
    }
  }

  const host = {
    throw() {
      throw new WebAssembly.Exception(hostTag, []);
    },
    "call-export": nested,
    "call-export-catch"(index) {
      try {
        nested(index);
        return 0;
      } catch (error) {
        return 1;
      }
    },
    wasmtag: wasmTag,
    jstag: WebAssembly.JSTag,
  };
  function imported({ name, kind }) {
    if (name.startsWith("log-")) {
      const type = name.slice(4);
      return (value) => void lines.push("log " + text(type, value));
    }
    return host[name] ?? (kind === "function" ? () => null : {}); // the object: a global of type externref
  }

  let module;
  try {
    module = new WebAssembly.Module(bytes);
  } catch (error) {
    throw new Unsupported(error.message);
  }
  const imports = {};
  for (const item of WebAssembly.Module.imports(module)) {
    (imports[item.module] ??= {})[item.name] = imported(item);
  }
  try {
    const instance = new WebAssembly.Instance(module, imports);
    for (const { name } of WebAssembly.Module.exports(module)) {
      exports.push(instance.exports[name]);
    }
  } catch (error) {
    if (error instanceof WebAssembly.LinkError || (error instanceof RangeError && !/call stack/.test(error.message))) {
      throw new Unsupported(error.message);
    }
    return [...lines, "instantiate " + failure(error)];
  }
  for (const item of functions) {
    try {
      const results = call(item);
      const types = item[3].split(" ").filter(Boolean);
      const values = types.length > 1 ? results : [results];
      lines.push(`call ${item[1]} ${types.map((type, i) => text(type, values[i])).join(" ")}`.trimEnd());
    } catch (error) {
      lines.push(`call ${item[1]} ${failure(error)}`);
    }
  }
  for (const [kind, index, type] of plan) {
    if (kind === "global") {
      lines.push(`global ${index} ${text(type, exports[index].value)}`);
    } else if (kind === "memory") {
      const content = new Uint8Array(exports[index].buffer);
      lines.push(`memory ${index} ${content.length} ${zlib.crc32(content).toString(16)}`);
    }
  }
  return lines;
}

let count = 0;
for (;;) {
  const { line, bytes } = receive();
  const plan = line.split(";").filter(Boolean).map((item) => item.split(","));
  let answer;
  try {
    answer = run(plan, bytes).join("\n");
  } catch (error) {
    answer = "unsupported " + error.message;
    if (!(error instanceof Unsupported)) {
      process.stderr.write(error.stack + "\n");
    }
  }
  send(Buffer.from(answer));
  if (++count % 25 === 0) {
    globalThis.gc(); // memories reserve gigabytes of addresses each
  }
}
