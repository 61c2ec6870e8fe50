// Node's Buffer as far as text and bytes go.
(host) => {
  const encoder = new TextEncoder();
  const binary = (text) => Uint8Array.from(text, (each) => each.charCodeAt(0));
  const encoders = {
    'utf8': (text) => encoder.encode(text),
    'latin1': binary,
    'base64': (text) => binary(atob(text.replace(/-/g, '+').replace(/_/g, '/').replace(/[^A-Za-z0-9+/]/g, ''))),
    'hex': (text) => Uint8Array.from(text.match(/../g) ?? [], (each) => parseInt(each, 16)),
  };
  const toBinary = (bytes) => Array.from(bytes, (each) => String.fromCharCode(each)).join('');
  const decoders = {
    'utf8': (bytes) => new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes),
    'latin1': toBinary,
    'base64': (bytes) => btoa(toBinary(bytes)),
    'hex': (bytes) => Array.from(bytes, (each) => each.toString(16).padStart(2, '0')).join(''),
  };
  const names = { 'utf-8': 'utf8', 'binary': 'latin1', 'ascii': 'latin1', 'base64url': 'base64' };
  function coder(all, encoding = 'utf8') {
    const name = encoding.toLowerCase();
    const found = all[names[name] ?? name];
    if (!found) throw new TypeError(`Unknown encoding: ${encoding}`);
    return found;
  }

  class Buffer extends Uint8Array {
    static alloc(size) { return new Buffer(size); }
    static isBuffer(value) { return value instanceof Buffer; }
    static from(value, encoding) {
      if (typeof value === 'string') return Buffer.over(coder(encoders, encoding)(value));
      return value instanceof ArrayBuffer ? new Buffer(value, encoding) : Buffer.over(Uint8Array.from(value));
    }
    // The same memory as a Buffer.
    static over(view) { return new Buffer(view.buffer, view.byteOffset, view.byteLength); }
    static concat(parts) {
      const whole = new Buffer(parts.reduce((sum, part) => sum + part.length, 0));
      let at = 0;
      for (const part of parts) {
        whole.set(part, at);
        at += part.length;
      }
      return whole;
    }
    slice(start, end) { return this.subarray(start, end); }
    toString(encoding) { return coder(decoders, encoding)(this); }
  }
  return { Buffer };
};
