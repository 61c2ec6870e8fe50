// https://xhr.spec.whatwg.org/#interface-formdata and its multipart encoding
import { tag } from '../tag.js';
import { Blob, File, bytesOfBlob } from './blob.js';

export class FormData {
  #entries = [];

  constructor(form) {
    if (form !== undefined) throw new TypeError('FormData cannot be made from a form here');
  }

  append(name, value, filename) {
    this.#entries.push(entry(name, value, filename, arguments.length));
  }

  set(name, value, filename) {
    const added = entry(name, value, filename, arguments.length);
    const at = this.#entries.findIndex(([known]) => known === added[0]);
    if (at < 0) {
      this.#entries.push(added);
    } else {
      this.#entries = this.#entries.filter(([known], i) => i <= at || known !== added[0]);
      this.#entries[at] = added;
    }
  }

  delete(name) {
    name = `${name}`;
    this.#entries = this.#entries.filter(([known]) => known !== name);
  }

  get(name) {
    name = `${name}`;
    return this.#entries.find(([known]) => known === name)?.[1] ?? null;
  }

  getAll(name) {
    name = `${name}`;
    return this.#entries.filter(([known]) => known === name).map(([, value]) => value);
  }

  has(name) {
    name = `${name}`;
    return this.#entries.some(([known]) => known === name);
  }

  *entries() { for (const [name, value] of this.#entries) yield [name, value]; }
  *keys() { for (const [name] of this.#entries) yield name; }
  *values() { for (const [, value] of this.#entries) yield value; }

  forEach(callback, thisArg) {
    for (const [name, value] of this.#entries) callback.call(thisArg, value, name, this);
  }
}

function entry(name, value, filename, count) {
  if (count < 2) throw new TypeError('FormData entries need a name and a value');
  if (value instanceof Blob) {
    const named = filename !== undefined ? `${filename}` : value instanceof File ? value.name : 'blob';
    if (!(value instanceof File) || named !== value.name) {
      value = new File([value], named, { type: value.type, lastModified: value.lastModified });
    }
    return [`${name}`, value];
  }
  if (count > 2) throw new TypeError('A FormData entry with a file name needs a Blob');
  return [`${name}`, `${value}`.toWellFormed()];
}

Object.defineProperty(FormData.prototype, Symbol.iterator,
  { value: FormData.prototype.entries, writable: true, configurable: true });
tag({ FormData });

const escapeName = (name) => name.replace(/\r\n|\r|\n/g, '%0D%0A').replace(/"/g, '%22');

// https://html.spec.whatwg.org/#multipart-form-data; returns the bytes and their content type.
export function encodeMultipart(form) {
  const boundary = `----formdata-habu-${habu.randomUUID().replaceAll('-', '')}`;
  const parts = [];
  for (const [name, value] of form) {
    const disposition = `--${boundary}\r\nContent-Disposition: form-data; name="${escapeName(name)}"`;
    if (typeof value === 'string') {
      parts.push(`${disposition}\r\n\r\n${value.replace(/\r\n|\r|\n/g, '\r\n')}\r\n`);
    } else {
      const type = value.type || 'application/octet-stream';
      parts.push(`${disposition}; filename="${escapeName(value.name)}"\r\nContent-Type: ${type}\r\n\r\n`,
        bytesOfBlob(value), '\r\n');
    }
  }
  parts.push(`--${boundary}--\r\n`);
  return { bytes: habu.concat(parts), type: `multipart/form-data; boundary=${boundary}` };
}

// The form in a body with the given content type; throws a TypeError if it is none.
export function parseForm(bytes, contentType) {
  if (contentType === null) throw new TypeError('Parsing a Body as FormData requires a Content-Type header.');
  const form = new FormData();
  const essence = contentType.split(';')[0].trim().toLowerCase();
  if (essence === 'application/x-www-form-urlencoded') {
    // workerd drops a percent sign that starts no escape; the URL standard would keep it.
    const text = habu.utf8Decode(bytes).replace(/%(?![0-9A-Fa-f]{2})/g, '');
    for (const [name, value] of habu.parseUrlencoded(text)) form.append(name, value);
    return form;
  }
  if (essence !== 'multipart/form-data') {
    throw new TypeError('Unrecognized Content-Type header value. FormData can only parse the following MIME types: ' +
      'multipart/form-data, application/x-www-form-urlencoded');
  }
  const boundary = /;\s*boundary=(?:"([^"]*)"|([^\s;]*))/i.exec(contentType);
  if (!boundary) {
    throw new TypeError('No boundary string in Content-Type header. The multipart/form-data MIME type requires a ' +
      'boundary parameter, e.g. \'Content-Type: multipart/form-data; boundary="abcd"\'. See RFC 7578, section 4.');
  }
  const parts = habu.parseMultipart(bytes, boundary[1] ?? boundary[2]);
  if (!parts) throw new TypeError('The body is not well-formed multipart/form-data.');
  for (let i = 0; i < parts.length; i += 4) {
    const [name, filename, type, content] = parts.slice(i, i + 4);
    if (filename === undefined) form.append(name, habu.utf8Decode(content));
    else form.append(name, new File([content], filename, { type: type ?? 'application/octet-stream' }));
  }
  return form;
}
