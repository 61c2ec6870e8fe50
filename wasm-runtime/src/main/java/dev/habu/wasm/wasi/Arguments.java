package dev.habu.wasm.wasi;

/** The arguments of a call by their position. */
record Arguments(Object[] values) {
    int i32(int position) {
        return (Integer) values[position];
    }

    long i64(int position) {
        return (Long) values[position];
    }
}
