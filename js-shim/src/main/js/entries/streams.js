// The streams of web-streams-polyfill, and those that this project makes of bytes and of host bodies. Loaded when a
// script first looks at a stream.
export * from 'web-streams-polyfill';
import { ReadableStream, TransformStream } from 'web-streams-polyfill';
import { tag } from '../tag.js';

// A byte stream of the given bytes, which it takes over; onUse is called before the first byte leaves.
export function streamOf(bytes, onUse) {
  return new ReadableStream({
    type: 'bytes',
    pull(controller) {
      onUse?.();
      if (bytes.byteLength > 0) controller.enqueue(bytes.slice());
      controller.close();
      controller.byobRequest?.respond(0);
    },
    cancel() { onUse?.(); },
  }, { highWaterMark: 0 });
}

// A byte stream that pulls from an opaque host body, one chunk for one pull.
export function streamOfHost(host, onUse) {
  return new ReadableStream({
    type: 'bytes',
    async pull(controller) {
      onUse?.();
      const chunk = await habu.bodyRead(host);
      if (chunk !== undefined) {
        controller.enqueue(chunk);
      } else {
        controller.close();
        controller.byobRequest?.respond(0);
      }
    },
    cancel() {
      onUse?.();
      habu.bodyCancel(host);
    },
  }, { highWaterMark: 0 });
}

export function bytesOfChunk(chunk) {
  if (chunk instanceof Uint8Array) return chunk;
  if (ArrayBuffer.isView(chunk)) return new Uint8Array(chunk.buffer, chunk.byteOffset, chunk.byteLength);
  if (chunk instanceof ArrayBuffer) return new Uint8Array(chunk);
  throw new TypeError(`A stream that is used as a body must yield bytes (Uint8Array), not ${typeof chunk}`);
}

// All bytes of a stream.
export async function collect(stream) {
  const chunks = [];
  const reader = stream.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return habu.concat(chunks);
    chunks.push(bytesOfChunk(value));
  }
}

// The next chunk of a reader, undefined at the end. Called from Java.
export async function nextChunk(reader) {
  const { done, value } = await reader.read();
  if (done) return undefined;
  try {
    return bytesOfChunk(value);
  } catch (e) {
    reader.cancel(e).catch(() => {});
    throw e;
  }
}

export function cancelReader(reader, reason) {
  reader.cancel(reason).catch(() => {});
}

export class TextEncoderStream {
  #transform;

  constructor() {
    const encoder = new TextEncoder();
    // A high surrogate at the end of a chunk waits for its other half.
    let pending = '';
    this.#transform = new TransformStream({
      transform(chunk, controller) {
        let text = pending + chunk;
        const last = text.charCodeAt(text.length - 1);
        pending = last >= 0xd800 && last <= 0xdbff ? text.at(-1) : '';
        if (pending) text = text.slice(0, -1);
        if (text) controller.enqueue(encoder.encode(text));
      },
      flush(controller) {
        if (pending) controller.enqueue(encoder.encode(pending));
      },
    });
  }

  get encoding() { return 'utf-8'; }
  get readable() { return this.#transform.readable; }
  get writable() { return this.#transform.writable; }
}

export class TextDecoderStream {
  #transform;
  #decoder;

  constructor(label = 'utf-8', options = {}) {
    const decoder = this.#decoder = new globalThis.TextDecoder(label, options);
    this.#transform = new TransformStream({
      transform(chunk, controller) {
        const text = decoder.decode(chunk, { stream: true });
        if (text) controller.enqueue(text);
      },
      flush(controller) {
        const text = decoder.decode();
        if (text) controller.enqueue(text);
      },
    });
  }

  get encoding() { return this.#decoder.encoding; }
  get fatal() { return this.#decoder.fatal; }
  get ignoreBOM() { return this.#decoder.ignoreBOM; }
  get readable() { return this.#transform.readable; }
  get writable() { return this.#transform.writable; }
}

class ZlibStream {
  #transform;

  constructor(format, open) {
    const zlib = open(`${format}`);
    if (!zlib) throw new TypeError(`Unsupported compression format: '${format}'`);
    const [push, finish] = zlib;
    const emit = (controller, bytes) => { if (bytes.byteLength > 0) controller.enqueue(bytes); };
    this.#transform = new TransformStream({
      transform(chunk, controller) { emit(controller, push(bytesOfChunk(chunk))); },
      flush(controller) { emit(controller, finish()); },
    });
  }

  get readable() { return this.#transform.readable; }
  get writable() { return this.#transform.writable; }
}

// https://compression.spec.whatwg.org/
export class CompressionStream extends ZlibStream {
  constructor(format) { super(format, habu.deflater); }
}

export class DecompressionStream extends ZlibStream {
  constructor(format) { super(format, habu.inflater); }
}

// workerd's: a TransformStream that passes bytes on, and one that insists on their number.
export class IdentityTransformStream extends TransformStream {
  constructor() {
    super({ transform(chunk, controller) { controller.enqueue(bytesOfChunk(chunk)); } });
  }
}

export class FixedLengthStream extends TransformStream {
  constructor(expected) {
    let left = Number(expected);
    if (!(left >= 0)) throw new TypeError('FixedLengthStream needs a length of at least 0');
    super({
      transform(chunk, controller) {
        const bytes = bytesOfChunk(chunk);
        left -= bytes.byteLength;
        if (left < 0) throw new TypeError('Attempt to write too many bytes through a FixedLengthStream.');
        controller.enqueue(bytes);
      },
      flush() {
        if (left > 0) throw new TypeError('FixedLengthStream did not see all expected bytes before close().');
      },
    });
  }
}

tag({
  CompressionStream, DecompressionStream, FixedLengthStream, IdentityTransformStream, TextDecoderStream,
  TextEncoderStream,
});
