// https://w3c.github.io/FileAPI/. All bytes are in memory; a slice shares them with its blob.
import { tag } from '../tag.js';

export class Blob {
  #bytes;
  #type;

  constructor(parts = [], options = {}) {
    if (typeof parts !== 'object' || parts === null || typeof parts[Symbol.iterator] !== 'function') {
      throw new TypeError('The parts of a Blob must be an iterable object');
    }
    this.#bytes = habu.concat(Array.from(parts, (part) => {
      if (part instanceof Blob) return part.#bytes;
      return part instanceof ArrayBuffer || ArrayBuffer.isView(part) ? part : `${part}`;
    }));
    this.#type = cleanType(options?.type);
  }

  get size() { return this.#bytes.byteLength; }
  get type() { return this.#type; }

  slice(start = 0, end = this.size, type = '') {
    const blob = new Blob();
    const from = start < 0 ? Math.max(this.size + start, 0) : Math.min(start, this.size);
    const to = end < 0 ? Math.max(this.size + end, 0) : Math.min(end, this.size);
    blob.#bytes = this.#bytes.subarray(from, Math.max(from, to));
    blob.#type = cleanType(type);
    return blob;
  }

  async arrayBuffer() { return this.#bytes.slice().buffer; }
  async bytes() { return this.#bytes.slice(); }
  async text() { return habu.utf8Decode(this.#bytes); }

  stream() {
    return habu.load('streams').streamOf(this.#bytes);
  }

  static bytesOf(blob) {
    return blob.#bytes;
  }
}

function cleanType(type = '') {
  type = `${type}`;
  return /[^\x20-\x7e]/.test(type) ? '' : type.toLowerCase();
}

// The bytes of a blob, not copied: not to be written to.
export const bytesOfBlob = Blob.bytesOf;
delete Blob.bytesOf;

export class File extends Blob {
  #name;
  #lastModified;

  constructor(parts, name, options = {}) {
    if (arguments.length < 2) throw new TypeError('File needs its parts and a name');
    super(parts, options);
    this.#name = `${name}`;
    this.#lastModified = options?.lastModified === undefined ? Date.now() : Math.trunc(options.lastModified) || 0;
  }

  get name() { return this.#name; }
  get lastModified() { return this.#lastModified; }
  get webkitRelativePath() { return ''; }
}

tag({ Blob, File });
