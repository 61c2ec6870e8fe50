// https://fetch.spec.whatwg.org/#body-mixin. A body keeps what it was made of (text, bytes, a host body) and becomes a
// stream only when a script looks at it as one: most requests never load the streams at all.
import { Blob, bytesOfBlob } from '../files/blob.js';
import { FormData, encodeMultipart, parseForm } from '../files/form-data.js';

// Streams made of a body, for finding the body again when the stream is used as another body untouched.
const bodyOfStream = new WeakMap();
const isStream = (value) => habu.loaded('streams') && value instanceof habu.load('streams').ReadableStream;
const USED = 'Body has already been used. It can only be used once. Use tee() first if you need to read it twice.';

export class BodyState {
  // One of: string, Uint8Array, an opaque host body, or null when #stream is all there is.
  #source;
  #host;
  #stream = null;
  #used = false;

  constructor(source, host, stream) {
    this.#source = source;
    this.#host = host;
    this.#stream = stream;
  }

  static of(source) { return new BodyState(source, false, null); }
  static ofHost(handle) { return new BodyState(handle, true, null); }
  static ofStream(stream) {
    const known = bodyOfStream.get(stream);
    return known && !known.#used && !stream.locked ? known : new BodyState(null, false, stream);
  }

  // _disturbed is the slot of that name in web-streams-polyfill.
  get used() { return this.#used || this.#stream?._disturbed === true; }
  get unusable() { return this.used || !!this.#stream?.locked; }

  get stream() {
    if (this.#stream) return this.#stream;
    const { streamOf, streamOfHost } = habu.load('streams');
    const onUse = () => { this.#used = true; };
    if (this.#used) {
      this.#stream = streamOf(new Uint8Array(0));
    } else {
      this.#stream = this.#host ? streamOfHost(this.#source, onUse) : streamOf(this.#bytes(), onUse);
      bodyOfStream.set(this.#stream, this);
    }
    return this.#stream;
  }

  #bytes() {
    return typeof this.#source === 'string' ? habu.utf8Encode(this.#source) : this.#source;
  }

  // Marks the body as used and gives what it holds: text or bytes at once, a host body or a stream.
  take() {
    if (this.unusable) throw new TypeError(USED);
    this.#used = true;
    return this.#source === null ? this.#stream : this.#source;
  }

  // All bytes, which belong to the caller.
  async bytes() {
    const host = this.#host;
    const content = this.take();
    if (typeof content === 'string') return habu.utf8Encode(content);
    if (host) return habu.bodyReadAll(content);
    if (content === this.#stream) return habu.load('streams').collect(content);
    return content.slice();
  }

  async text() {
    if (typeof this.#source === 'string') return this.take().toWellFormed();
    return habu.utf8Decode(await this.bytes());
  }

  clone() {
    if (this.unusable) throw new TypeError(USED);
    if (this.#source !== null && !this.#host) return new BodyState(this.#source, false, null);
    const [mine, other] = this.stream.tee();
    this.#source = null;
    this.#host = false;
    this.#used = false;
    this.#stream = mine;
    return new BodyState(null, false, other);
  }
}

// https://fetch.spec.whatwg.org/#concept-bodyinit-extract: [state, content type or null]
export function extractBody(init) {
  if (typeof init === 'string') return [BodyState.of(init), 'text/plain;charset=UTF-8'];
  if (typeof init === 'object' || typeof init === 'function') {
    if (init instanceof ArrayBuffer || ArrayBuffer.isView(init)) return [BodyState.of(habu.concat([init])), null];
    if (init instanceof Blob) return [BodyState.of(bytesOfBlob(init)), init.type || null];
    if (isStream(init)) {
      if (init.locked) throw new TypeError('This ReadableStream is currently locked to a reader.');
      return [BodyState.ofStream(init), null];
    }
    if (init instanceof FormData) {
      const { bytes, type } = encodeMultipart(init);
      return [BodyState.of(bytes), type];
    }
    if (habu.loaded('url') && init instanceof habu.load('url').URLSearchParams) {
      return [BodyState.of(`${init}`), 'application/x-www-form-urlencoded;charset=UTF-8'];
    }
  }
  return [BodyState.of(`${init}`), 'text/plain;charset=UTF-8'];
}

// What Request and Response share; a subclass hands its state over with setBody.
export class Body {
  #state = null;

  static set(target, state) { target.#state = state; }
  static get(target) { return target.#state; }

  get body() { return this.#state?.stream ?? null; }
  get bodyUsed() { return this.#state?.used ?? false; }

  async text() { return this.#state ? this.#state.text() : ''; }
  async json() { return JSON.parse(await this.text()); }
  async bytes() { return this.#state ? this.#state.bytes() : new Uint8Array(0); }

  async arrayBuffer() {
    const bytes = await this.bytes();
    return bytes.byteLength === bytes.buffer.byteLength ? bytes.buffer : bytes.slice().buffer;
  }

  async blob() {
    return new Blob([await this.bytes()], { type: this.headers.get('content-type') ?? '' });
  }

  async formData() {
    const contentType = this.headers.get('content-type');
    return parseForm(await this.bytes(), contentType);
  }
}

export const setBody = Body.set;
export const bodyOf = Body.get;
delete Body.set;
delete Body.get;
