// Gives classes their names and the toStringTag that Web IDL asks for: Object.prototype.toString.call(x) is
// '[object Name]'. The names have to be said again because the bundler changes those of classes.
export function tag(classes) {
  for (const [name, type] of Object.entries(classes)) {
    Object.defineProperty(type, 'name', { value: name, configurable: true });
    Object.defineProperty(type.prototype, Symbol.toStringTag, { value: name, configurable: true });
  }
}
