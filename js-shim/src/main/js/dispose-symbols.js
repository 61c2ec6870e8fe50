// Symbol.dispose and Symbol.asyncDispose of ECMAScript 2026, which GraalJS does not have yet, and the methods of iterators
// that they name. The `using` declaration is syntax, and stays missing.
if (!Symbol.dispose) {
  const define = (holder, name, value, rest) => Object.defineProperty(holder, name, { value, ...rest });
  const method = { writable: true, configurable: true };
  define(Symbol, 'dispose', Symbol('Symbol.dispose'));
  define(Symbol, 'asyncDispose', Symbol('Symbol.asyncDispose'));

  const iterator = Object.getPrototypeOf(Object.getPrototypeOf([][Symbol.iterator]()));
  define(iterator, Symbol.dispose, { '[Symbol.dispose]'() { this.return?.(); } }['[Symbol.dispose]'], method);
  const asyncGenerator = Object.getPrototypeOf(async function* () {}).prototype;
  const asyncIterator = Object.getPrototypeOf(asyncGenerator);
  define(asyncIterator, Symbol.asyncDispose,
    { async '[Symbol.asyncDispose]'() { await this.return?.(); } }['[Symbol.asyncDispose]'], method);
}
