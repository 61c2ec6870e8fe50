// https://html.spec.whatwg.org/#structured-cloning, within one realm
import { DOMException } from './dom-exception.js';
import { Blob, File } from './files/blob.js';

const ERRORS = { Error, EvalError, RangeError, ReferenceError, SyntaxError, TypeError, URIError };

export function structuredClone(value, options = {}) {
  if (arguments.length === 0) throw new TypeError('structuredClone needs a value');
  const memory = new Map();
  for (const item of options?.transfer ?? []) {
    if (!(item instanceof ArrayBuffer) || item.detached || memory.has(item)) {
      throw new DOMException('Value in the transfer list cannot be transferred', 'DataCloneError');
    }
    memory.set(item, habu.aliasBuffer(item));
  }
  const transferred = [...memory.keys()];
  const copy = clone(value, memory);
  // Only now that nothing can fail any more do the originals lose their bytes.
  transferred.forEach(habu.detachBuffer);
  return copy;
}

function refuse(value) {
  const what = typeof value === 'symbol' ? String(value) : typeof value === 'function' ? `${value}` : '#<Object>';
  return new DOMException(`${what} could not be cloned.`, 'DataCloneError');
}

function clone(value, memory) {
  if (typeof value === 'symbol' || typeof value === 'function') throw refuse(value);
  if (typeof value !== 'object' || value === null) return value;
  if (memory.has(value)) return memory.get(value);
  const keep = (copy) => {
    memory.set(value, copy);
    return copy;
  };
  const kind = Object.prototype.toString.call(value).slice(8, -1);
  if (['Boolean', 'Number', 'String', 'BigInt'].includes(kind)) {
    return keep(Object(value.valueOf()));
  }
  if (value instanceof Date) return keep(new Date(value.getTime()));
  if (value instanceof RegExp) return keep(new RegExp(value.source, value.flags));
  if (value instanceof ArrayBuffer) return keep(value.slice(0));
  if (ArrayBuffer.isView(value)) {
    const buffer = clone(value.buffer, memory);
    const Type = value instanceof DataView ? DataView : globalThis[value[Symbol.toStringTag]];
    return keep(new Type(buffer, value.byteOffset, value instanceof DataView ? value.byteLength : value.length));
  }
  if (value instanceof Map) {
    const copy = keep(new Map());
    for (const [k, v] of [...value]) copy.set(clone(k, memory), clone(v, memory));
    return copy;
  }
  if (value instanceof Set) {
    const copy = keep(new Set());
    for (const item of [...value]) copy.add(clone(item, memory));
    return copy;
  }
  if (value instanceof DOMException) return keep(new DOMException(value.message, value.name));
  if (value instanceof Error) return cloneError(value, keep, memory);
  if (value instanceof File) {
    return keep(new File([value], value.name, { type: value.type, lastModified: value.lastModified }));
  }
  if (value instanceof Blob) return keep(value.slice(0, value.size, value.type));
  if (!Array.isArray(value) && kind !== 'Object') throw refuse(value);
  const copy = keep(Array.isArray(value) ? new Array(value.length) : {});
  for (const key of Object.keys(value)) copy[key] = clone(value[key], memory);
  return copy;
}

function cloneError(error, keep, memory) {
  const copy = keep(new (ERRORS[error.name] ?? Error)(error.message));
  if (typeof error.stack === 'string') {
    Object.defineProperty(copy, 'stack', { value: error.stack, writable: true, configurable: true });
  }
  if ('cause' in error) {
    Object.defineProperty(copy, 'cause', { value: clone(error.cause, memory), writable: true, configurable: true });
  }
  return copy;
}
