package dev.habu.wasm;

/**
 * A function of an element segment that nobody has looked at yet. Making a function object loads its class; a large module has thousands of them in its
 * table and start-up uses few.
 */
record LazyFunction(Instance instance, int index) {
  WasmFunction resolve() {
    return instance.function(index);
  }
}
