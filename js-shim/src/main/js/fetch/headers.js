// https://fetch.spec.whatwg.org/#headers-class
import { tag } from '../tag.js';

const TOKEN = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;
const BAD_VALUE = /[\0\r\n]|[^\0-\xff]/;

function checkName(name) {
  name = `${name}`;
  if (!TOKEN.test(name)) throw new TypeError(`Invalid header name: ${JSON.stringify(name)}`);
  return name.toLowerCase();
}

function checkValue(value) {
  value = `${value}`;
  const first = value.charCodeAt(0);
  const last = value.charCodeAt(value.length - 1);
  if (first <= 32 || last <= 32) value = value.replace(/^[\t\n\r ]+|[\t\n\r ]+$/g, '');
  if (BAD_VALUE.test(value)) throw new TypeError(`Invalid header value: ${JSON.stringify(value)}`);
  return value;
}

export class Headers {
  // Lower-case name, value, name, value … in order of arrival: what Java hands over and takes back.
  #list = [];
  #immutable = false;

  constructor(init) {
    if (init !== undefined && init !== null) this.#fill(init);
  }

  #fill(init) {
    if (typeof init !== 'object' && typeof init !== 'function') {
      throw new TypeError('Headers can be made from an object, an iterable of pairs or Headers');
    }
    if (#list in init) {
      this.#list = [...init.#list];
    } else if (typeof init[Symbol.iterator] === 'function') {
      for (const pair of init) {
        const [name, value, ...rest] = pairOf(pair);
        if (value === undefined || rest.length > 0) {
          throw new TypeError('Each header must be a pair of a name and a value');
        }
        this.append(name, value);
      }
    } else {
      for (const name of Reflect.ownKeys(init)) {
        if (Object.getOwnPropertyDescriptor(init, name)?.enumerable) this.append(name, init[name]);
      }
    }
  }

  #checkMutable() {
    if (this.#immutable) throw new TypeError("Can't modify immutable headers.");
  }

  append(name, value) {
    this.#checkMutable();
    this.#list.push(checkName(name), checkValue(value));
  }

  set(name, value) {
    this.#checkMutable();
    name = checkName(name);
    value = checkValue(value);
    const at = this.#indexOf(name);
    if (at < 0) {
      this.#list.push(name, value);
    } else {
      this.#remove(name, at + 2);
      this.#list[at + 1] = value;
    }
  }

  delete(name) {
    this.#checkMutable();
    this.#remove(checkName(name), 0);
  }

  #remove(name, from) {
    for (let i = this.#list.length - 2; i >= from; i -= 2) {
      if (this.#list[i] === name) this.#list.splice(i, 2);
    }
  }

  #indexOf(name) {
    const list = this.#list;
    for (let i = 0; i < list.length; i += 2) {
      if (list[i] === name) return i;
    }
    return -1;
  }

  get(name) {
    name = checkName(name);
    const list = this.#list;
    let found = null;
    for (let i = 0; i < list.length; i += 2) {
      if (list[i] === name) found = found === null ? list[i + 1] : `${found}, ${list[i + 1]}`;
    }
    return found;
  }

  has(name) {
    return this.#indexOf(checkName(name)) >= 0;
  }

  getSetCookie() {
    return this.#list.filter((_, i) => i % 2 === 1 && this.#list[i - 1] === 'set-cookie');
  }

  getAll(name) {
    if (checkName(name) !== 'set-cookie') {
      throw new TypeError('getAll() can only be used with the header name "Set-Cookie".');
    }
    return this.getSetCookie();
  }

  // Sorted by name, equal names combined, except Set-Cookie.
  #entries() {
    const names = [...new Set(this.#list.filter((_, i) => i % 2 === 0))].sort();
    return names.flatMap((name) => name === 'set-cookie'
      ? this.getSetCookie().map((value) => [name, value])
      : [[name, this.get(name)]]);
  }

  *entries() { yield* this.#entries(); }
  *keys() { for (const [name] of this.#entries()) yield name; }
  *values() { for (const [, value] of this.#entries()) yield value; }

  forEach(callback, thisArg) {
    for (const [name, value] of this.#entries()) callback.call(thisArg, value, name, this);
  }

  static fromList(list, immutable) {
    const headers = new Headers();
    headers.#list = list;
    headers.#immutable = immutable;
    return headers;
  }

  static listOf(headers) {
    return headers.#list;
  }
}

function pairOf(pair) {
  if ((typeof pair !== 'object' && typeof pair !== 'function') || pair === null ||
      typeof pair[Symbol.iterator] !== 'function') {
    throw new TypeError('Each header must be a pair of a name and a value');
  }
  return pair;
}

Headers.prototype[Symbol.iterator] = Headers.prototype.entries;
Object.defineProperty(Headers.prototype, Symbol.iterator, { enumerable: false });
tag({ Headers });

// Headers over a list of lower-case names and values, which they take over; and that list of any Headers.
export const headersFromList = Headers.fromList;
export const listOfHeaders = Headers.listOf;
delete Headers.fromList;
delete Headers.listOf;
