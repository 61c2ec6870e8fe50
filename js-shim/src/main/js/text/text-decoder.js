// https://encoding.spec.whatwg.org/#interface-textdecoder. The engine has UTF-8 and UTF-16; the legacy encodings are
// decoded by Java.
import { tag } from '../tag.js';

const Builtin = globalThis.TextDecoder;
const UNICODE = /^[\t\n\f\r ]*(utf-?8|unicode-1-1-utf-8|unicode11utf8|x-unicode20utf8|utf-16|utf-16le|utf-16be)[\t\n\f\r ]*$/i;

export class TextDecoder {
  #decoder;

  constructor(label = 'utf-8', options = {}) {
    const { fatal = false, ignoreBOM = false } = options ?? {};
    label = `${label}`;
    if (UNICODE.test(label)) {
      this.#decoder = new Builtin(label, { fatal: !!fatal, ignoreBOM: !!ignoreBOM });
      return;
    }
    const legacy = habu.legacyDecoder(label, !!fatal);
    if (!legacy) throw new RangeError(`"${label}" is not a valid encoding.`);
    this.#decoder = { encoding: legacy[0], fatal: !!fatal, ignoreBOM: !!ignoreBOM, decode: legacy[1] };
  }

  get encoding() { return this.#decoder.encoding; }
  get fatal() { return this.#decoder.fatal; }
  get ignoreBOM() { return this.#decoder.ignoreBOM; }

  decode(input, options) {
    const decoder = this.#decoder;
    return options?.stream ? decoder.decode(input ?? new Uint8Array(0), { stream: true }) : decoder.decode(input);
  }
}

tag({ TextDecoder });
