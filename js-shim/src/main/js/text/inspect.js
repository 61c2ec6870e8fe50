// How console shows a value: strings at the top as they are, the rest like Node does, one line while it is short.
const MAX_DEPTH = 3;
const MAX_ITEMS = 100;
const MAX_LINE = 76;

const quote = (text) => `'${text.replace(/[\\'\n\r\t]/g, (c) => ({ '\n': '\\n', '\r': '\\r', '\t': '\\t' }[c] ?? `\\${c}`))}'`;
const keyText = (key) => typeof key === 'symbol' ? `[${String(key)}]` : /^[A-Za-z_$][\w$]*$/.test(key) ? key : quote(key);

export function inspect(value, depth = 0, seen = []) {
  switch (typeof value) {
    case 'string': return quote(value);
    case 'bigint': return `${value}n`;
    case 'number': return Object.is(value, -0) ? '-0' : `${value}`;
    case 'function': return functionText(value);
    case 'object': return value === null ? 'null' : objectText(value, depth, seen);
    default: return String(value);
  }
}

function functionText(f) {
  const kind = /^class\b/.test(Function.prototype.toString.call(f)) ? 'class' : 'Function';
  return `[${kind}${f.name ? `${kind === 'class' ? ' ' : ': '}${f.name}` : ' (anonymous)'}]`;
}

function objectText(value, depth, seen) {
  if (seen.includes(value)) return '[Circular *1]';
  const name = value.constructor?.name ?? Object.prototype.toString.call(value).slice(8, -1);
  if (value instanceof Error) return errorText(value);
  if (value instanceof Date) return isNaN(value) ? 'Invalid Date' : value.toISOString();
  if (value instanceof RegExp) return String(value);
  if (value instanceof Promise) return 'Promise {}';
  if (depth > MAX_DEPTH) return Array.isArray(value) ? '[Array]' : `[${name}]`;
  const inner = (item) => inspect(item, depth + 1, [...seen, value]);
  if (Array.isArray(value)) return wrap('[', items(value, inner), ']', '', depth);
  if (ArrayBuffer.isView(value) && !(value instanceof DataView)) {
    return wrap('[', items(value, String), ']', `${name}(${value.length}) `, depth);
  }
  if (value instanceof ArrayBuffer) return `ArrayBuffer { byteLength: ${value.byteLength} }`;
  if (value instanceof Map) {
    return wrap('{', items(value, ([k, v]) => `${inner(k)} => ${inner(v)}`), '}', `Map(${value.size}) `, depth);
  }
  if (value instanceof Set) return wrap('{', items(value, inner), '}', `Set(${value.size}) `, depth);
  const keys = Reflect.ownKeys(value).filter((key) => Object.getOwnPropertyDescriptor(value, key)?.enumerable);
  const members = items(keys, (key) => `${keyText(key)}: ${memberText(value, key, inner)}`);
  return wrap('{', members, '}', name === 'Object' ? '' : `${name} `, depth);
}

function memberText(object, key, inner) {
  const { get, set, value } = Object.getOwnPropertyDescriptor(object, key);
  if (get) return set ? '[Getter/Setter]' : '[Getter]';
  return set ? '[Setter]' : inner(value);
}

function errorText(error) {
  const head = `${error.name}: ${error.message}`;
  const stack = typeof error.stack === 'string' ? error.stack : head;
  const cause = 'cause' in error ? `\n  [cause]: ${inspect(error.cause, MAX_DEPTH)}` : '';
  return (stack.includes(error.message) ? stack : `${head}\n${stack}`) + cause;
}

function items(iterable, show) {
  const shown = [];
  let count = 0;
  for (const item of iterable) {
    if (count++ < MAX_ITEMS) shown.push(show(item));
  }
  if (count > MAX_ITEMS) shown.push(`... ${count - MAX_ITEMS} more items`);
  return shown;
}

function wrap(open, members, close, prefix, depth) {
  if (members.length === 0) return `${prefix}${open}${close}`;
  const line = `${prefix}${open} ${members.join(', ')} ${close}`;
  if (line.length <= MAX_LINE && !line.includes('\n')) return line;
  const indent = '  '.repeat(depth + 1);
  return `${prefix}${open}\n${indent}${members.join(`,\n${indent}`)}\n${'  '.repeat(depth)}${close}`;
}

// https://console.spec.whatwg.org/#formatter
export function format(args) {
  if (args.length === 1) return show(args[0]);
  let rest = args;
  let text = '';
  if (typeof args[0] === 'string' && args[0].includes('%')) {
    rest = args.slice(1);
    text = args[0].replace(/%[sdifoOc%]/g, (spec) => {
      if (spec === '%%') return '%';
      if (rest.length === 0) return spec;
      const value = rest[0];
      rest = rest.slice(1);
      switch (spec) {
        case '%s': return typeof value === 'object' ? inspect(value, MAX_DEPTH) : String(value);
        case '%d': case '%i': return typeof value === 'symbol' ? 'NaN' : String(parseInt(value, 10));
        case '%f': return typeof value === 'symbol' ? 'NaN' : String(parseFloat(value));
        case '%c': return '';
        default: return inspect(value);
      }
    });
    if (rest.length > 0) text += ' ';
  }
  return text + rest.map(show).join(' ');
}

const show = (value) => typeof value === 'string' ? value : inspect(value);
