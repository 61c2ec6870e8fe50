package dev.habu.worker.storage;

/**
 * A key of a KV namespace and what belongs to it.
 *
 * @param value null where only the key was asked for
 * @param expirationSeconds since 1970; 0 if it does not expire
 * @param metadata JSON; null if there is none
 */
public record KvEntry(String key, byte[] value, long expirationSeconds, String metadata) {}
