// https://webidl.spec.whatwg.org/#idl-DOMException
import { tag } from './tag.js';

const CODES = {
  IndexSizeError: 1, HierarchyRequestError: 3, WrongDocumentError: 4, InvalidCharacterError: 5,
  NoModificationAllowedError: 7, NotFoundError: 8, NotSupportedError: 9, InUseAttributeError: 10,
  InvalidStateError: 11, SyntaxError: 12, InvalidModificationError: 13, NamespaceError: 14, InvalidAccessError: 15,
  TypeMismatchError: 17, SecurityError: 18, NetworkError: 19, AbortError: 20, URLMismatchError: 21,
  QuotaExceededError: 22, TimeoutError: 23, InvalidNodeTypeError: 24, DataCloneError: 25,
};

export class DOMException extends Error {
  #name;

  constructor(message = '', options = 'Error') {
    const dictionary = typeof options === 'object' && options !== null;
    super(`${message}`, dictionary && 'cause' in options ? { cause: options.cause } : undefined);
    this.#name = `${(dictionary ? options.name : options) ?? 'Error'}`;
  }

  get name() {
    return this.#name;
  }

  get code() {
    return CODES[this.#name] ?? 0;
  }
}

for (const [name, code] of Object.entries(CODES)) {
  const constant = name.replace(/Error$/, '').replace(/([a-z])([A-Z])/g, '$1_$2').toUpperCase() + '_ERR';
  for (const target of [DOMException, DOMException.prototype]) {
    Object.defineProperty(target, constant, { value: code, enumerable: true });
  }
}
tag({ DOMException });
