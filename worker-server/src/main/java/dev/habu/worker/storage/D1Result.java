package dev.habu.worker.storage;

import java.util.List;

/**
 * What a statement gave.
 *
 * @param rows each with a {@link Long}, {@link Double}, {@link String}, {@code byte[]} or null for each column
 */
public record D1Result(List<String> columns, List<Object[]> rows, Meta meta) {
    /**
     * What D1 tells about a statement.
     *
     * @param durationMillis how long it took inside the database
     * @param changes rows that were inserted, changed or deleted
     * @param lastRowId of the last row that was inserted through this connection, 0 if none was
     * @param changed whether the database is another one than before
     * @param sizeAfter the database's size in bytes
     * @param rowsRead rows that were given back; D1 counts those that were looked at
     * @param rowsWritten as {@code changes}; D1 counts entries of indexes too
     */
    public record Meta(
            double durationMillis,
            long changes,
            long lastRowId,
            boolean changed,
            long sizeAfter,
            long rowsRead,
            long rowsWritten) {}
}
