package dev.habu.worker.storage;

import java.util.List;

/**
 * A statement and what its placeholders stand for.
 *
 * @param parameters {@link Long}, {@link Double}, {@link String}, {@code byte[]} or null, by position
 */
public record D1Query(String sql, List<Object> parameters) {}
