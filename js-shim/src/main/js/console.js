// https://console.spec.whatwg.org/. Everything is written to the embedder's sink.
import { format } from './text/inspect.js';

const counts = new Map();
const timers = new Map();
let indent = '';

function write(level, args) {
  const text = format(args);
  habu.log(level, indent ? indent + text.replaceAll('\n', `\n${indent}`) : text);
}

const elapsed = (label) => `${label}: ${(habu.now() - timers.get(label)).toFixed(3)}ms`;

export const console = {
  debug(...args) { write('DEBUG', args); },
  log(...args) { write('INFO', args); },
  info(...args) { write('INFO', args); },
  warn(...args) { write('WARN', args); },
  error(...args) { write('ERROR', args); },
  dir(value) { write('INFO', [value]); },
  dirxml(...args) { write('INFO', args); },
  table(...args) { write('INFO', args); },
  trace(...args) { write('ERROR', [`Trace: ${format(args)}\n${new Error().stack.split('\n').slice(2).join('\n')}`]); },
  assert(condition, ...args) {
    if (!condition) write('ERROR', args.length > 0 ? [`Assertion failed: ${format(args)}`] : ['Assertion failed']);
  },
  count(label = 'default') {
    counts.set(label, (counts.get(label) ?? 0) + 1);
    write('INFO', [`${label}: ${counts.get(label)}`]);
  },
  countReset(label = 'default') { counts.delete(label); },
  time(label = 'default') { timers.set(label, habu.now()); },
  timeLog(label = 'default', ...args) { if (timers.has(label)) write('INFO', [elapsed(label), ...args]); },
  timeEnd(label = 'default') {
    if (timers.has(label)) write('INFO', [elapsed(label)]);
    timers.delete(label);
  },
  group(...args) {
    if (args.length > 0) write('INFO', args);
    indent += '  ';
  },
  groupCollapsed(...args) { this.group(...args); },
  groupEnd() { indent = indent.slice(2); },
  clear() {},
};
Object.defineProperty(console, Symbol.toStringTag, { value: 'console', configurable: true });
