// https://w3c.github.io/webcrypto/: random values; subtle is a script of its own that is loaded when it is first used
import { DOMException } from './dom-exception.js';
import { tag } from './tag.js';

const INTEGER_ARRAYS = new Set(['Int8Array', 'Uint8Array', 'Uint8ClampedArray', 'Int16Array', 'Uint16Array',
  'Int32Array', 'Uint32Array', 'BigInt64Array', 'BigUint64Array']);

export class Crypto {
  getRandomValues(array) {
    if (!ArrayBuffer.isView(array) || !INTEGER_ARRAYS.has(array[Symbol.toStringTag])) {
      throw new DOMException('getRandomValues() needs an integer typed array', 'TypeMismatchError');
    }
    if (array.byteLength > 65536) {
      throw new DOMException('getRandomValues() only accepts buffers of size <= 64K but provided ' +
        `${array.byteLength} bytes.`, 'QuotaExceededError');
    }
    habu.randomFill(array);
    return array;
  }

  randomUUID() {
    return habu.randomUUID();
  }

  get subtle() {
    return habu.load('subtle').subtle;
  }
}

tag({ Crypto });
export const crypto = new Crypto();
