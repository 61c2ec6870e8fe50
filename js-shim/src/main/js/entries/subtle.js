// https://w3c.github.io/webcrypto/#subtlecrypto-interface: digests and HMAC, computed by Java
import { tag } from '../tag.js';

const { DOMException } = globalThis;
const DIGESTS = new Map([['SHA-1', 64], ['SHA-256', 64], ['SHA-384', 128], ['SHA-512', 128], ['MD5', 64]]);

const nameOf = (algorithm) => `${typeof algorithm === 'string' ? algorithm : algorithm?.name}`.toUpperCase();

function digestName(algorithm) {
  const name = nameOf(algorithm);
  if (!DIGESTS.has(name)) {
    throw new DOMException('Unrecognized or unimplemented digest algorithm requested.', 'NotSupportedError');
  }
  return name;
}

function source(data, method, position) {
  if (data instanceof ArrayBuffer || ArrayBuffer.isView(data)) return data;
  throw new TypeError(`Failed to execute '${method}' on 'SubtleCrypto': parameter ${position} is not of type 'Array'.`);
}

const latin1 = (bytes) => Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');
const base64urlOf = (bytes) => btoa(latin1(bytes)).replace(/=+$/, '').replaceAll('+', '-').replaceAll('/', '_');

function bytesOfBase64url(text) {
  return Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (c) => c.charCodeAt(0));
}

const internal = Symbol('internal');

export class CryptoKey {
  #secret;
  #properties;

  constructor(key, secret, properties) {
    if (key !== internal) throw new TypeError('Illegal constructor');
    this.#secret = secret;
    this.#properties = properties;
  }

  get type() { return 'secret'; }
  get extractable() { return this.#properties.extractable; }
  get algorithm() { return this.#properties.algorithm; }
  get usages() { return this.#properties.usages; }

  static secretOf(key, usage) {
    if (!(key instanceof CryptoKey)) throw new TypeError('A CryptoKey is needed');
    if (usage && !key.usages.includes(usage)) {
      throw new DOMException(`Requested key usage "${usage}" does not match any usage listed in this CryptoKey.`,
        'InvalidAccessError');
    }
    return key.#secret;
  }
}

const { secretOf } = CryptoKey;
delete CryptoKey.secretOf;

function requireHmac(algorithm) {
  if (nameOf(algorithm) !== 'HMAC') {
    throw new DOMException('Unrecognized or unimplemented algorithm requested.', 'NotSupportedError');
  }
}

function hmacKey(secret, algorithm, extractable, usages) {
  usages = [...usages];
  if (usages.length === 0 || usages.some((usage) => usage !== 'sign' && usage !== 'verify')) {
    throw new DOMException('Unsupported key usage for an HMAC key.', 'SyntaxError');
  }
  const hash = { name: digestName(algorithm.hash) };
  return new CryptoKey(internal, secret,
    { extractable: !!extractable, algorithm: { name: 'HMAC', hash, length: secret.byteLength * 8 }, usages });
}

export class SubtleCrypto {
  async digest(algorithm, data) {
    return habu.digest(digestName(algorithm), source(data, 'digest', 2)).buffer;
  }

  async importKey(format, keyData, algorithm, extractable, usages) {
    requireHmac(algorithm);
    let secret;
    if (format === 'raw') {
      secret = habu.concat([source(keyData, 'importKey', 2)]);
    } else if (format === 'jwk') {
      if (keyData?.kty !== 'oct') throw new DOMException('HMAC needs a JWK of type "oct".', 'DataError');
      secret = bytesOfBase64url(`${keyData.k}`);
    } else {
      throw new DOMException(`Unrecognized key import format "${format}".`, 'NotSupportedError');
    }
    if (secret.byteLength === 0) throw new DOMException('HMAC key is empty.', 'DataError');
    return hmacKey(secret, algorithm, extractable, usages);
  }

  async generateKey(algorithm, extractable, usages) {
    requireHmac(algorithm);
    const bits = algorithm.length ?? DIGESTS.get(digestName(algorithm.hash)) * 8;
    const secret = new Uint8Array(bits >> 3);
    habu.randomFill(secret);
    return hmacKey(secret, algorithm, extractable, usages);
  }

  async exportKey(format, key) {
    const secret = secretOf(key);
    if (!key.extractable) throw new DOMException('Attempt to export non-extractable key.', 'InvalidAccessError');
    if (format === 'raw') return secret.slice().buffer;
    if (format === 'jwk') {
      const k = base64urlOf(secret);
      const alg = `HS${key.algorithm.hash.name.slice(4)}`;
      return { kty: 'oct', k, alg, key_ops: [...key.usages], ext: true };
    }
    throw new DOMException(`Unrecognized key export format "${format}".`, 'NotSupportedError');
  }

  async sign(algorithm, key, data) {
    requireHmac(algorithm);
    return habu.hmac(key.algorithm.hash.name, secretOf(key, 'sign'), source(data, 'sign', 3)).buffer;
  }

  async verify(algorithm, key, signature, data) {
    requireHmac(algorithm);
    const expected = habu.hmac(key.algorithm.hash.name, secretOf(key, 'verify'), source(data, 'verify', 4));
    return habu.timingSafeEqual(expected, source(signature, 'verify', 3));
  }

  timingSafeEqual(a, b) {
    source(a, 'timingSafeEqual', 1);
    source(b, 'timingSafeEqual', 2);
    if (a.byteLength !== b.byteLength) throw new TypeError('Input buffers must have the same byte length.');
    return habu.timingSafeEqual(a, b);
  }
}

tag({ CryptoKey, SubtleCrypto });
export const subtle = new SubtleCrypto();
