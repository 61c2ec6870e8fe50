package dev.habu.spec.wast;

/** What the script constants {@code (ref.extern n)} and {@code (ref.host n)} stand for: a value of the embedder with an identity. */
record HostReference(int number) {}
