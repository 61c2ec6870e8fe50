// https://html.spec.whatwg.org/#atob
import { DOMException } from '../dom-exception.js';

export function atob(data) {
  const text = habu.atob(`${data}`);
  if (text === undefined) {
    throw new DOMException('atob() called with invalid base64-encoded data. (Only whitespace, \'+\', \'/\', ' +
      'alphanumeric ASCII, and up to two terminal \'=\' signs when the input data length is divisible by 4 are ' +
      'allowed.)', 'InvalidCharacterError');
  }
  return text;
}

export function btoa(data) {
  const text = habu.btoa(`${data}`);
  if (text === undefined) {
    throw new DOMException('btoa() can only operate on characters in the Latin1 (ISO/IEC 8859-1) range.',
      'InvalidCharacterError');
  }
  return text;
}
