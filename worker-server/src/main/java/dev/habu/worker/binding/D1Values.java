package dev.habu.worker.binding;

import dev.habu.js.JsRecords;
import dev.habu.js.JsValues;
import dev.habu.worker.storage.D1Result;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;

/** Results of statements as JavaScript values. One for each binding and isolate; loop thread only. */
final class D1Values {
    private static final Object SERVED_BY = JsValues.string("habu");

    /** Kinds of rows that are remembered: a worker has about as many as it has statements. */
    private static final int KINDS = 64;

    private final JsRecords results = new JsRecords(List.of("success", "meta", "results"));
    private final JsRecords metas = new JsRecords(List.of(
            "served_by",
            "duration",
            "changes",
            "last_row_id",
            "changed_db",
            "size_after",
            "rows_read",
            "rows_written"));
    private final Map<List<String>, JsRecords> rows = new LinkedHashMap<>(KINDS * 2, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Entry<List<String>, JsRecords> eldest) {
            return size() > KINDS;
        }
    };

    /** {@code {success, meta, results: [{column: value}]}}. */
    Object objects(D1Result result) {
        Object[] objects = new Object[result.rows().size()];
        if (objects.length > 0) {
            JsRecords records = records(result);
            for (int i = 0; i < objects.length; i++) {
                objects[i] = row(records, result.rows().get(i));
            }
        }
        return results.make(true, meta(result.meta()), JsValues.newArray(objects));
    }

    /** One row as {@code {column: value}}. */
    Object row(D1Result result, int index) {
        return row(records(result), result.rows().get(index));
    }

    private JsRecords records(D1Result result) {
        return rows.computeIfAbsent(result.columns(), JsRecords::new);
    }

    private static Object row(JsRecords records, Object[] values) {
        return records.make(toJs(values));
    }

    private static Object[] toJs(Object[] values) {
        Object[] converted = new Object[values.length];
        for (int i = 0; i < values.length; i++) {
            converted[i] = toJs(values[i]);
        }
        return converted;
    }

    /** Rows as arrays, behind one of the columns' names if they are wanted. */
    static Object arrays(D1Result result, boolean names) {
        int first = names ? 1 : 0;
        Object[] arrays = new Object[first + result.rows().size()];
        if (names) {
            arrays[0] = JsValues.newArray(
                    result.columns().stream().map(JsValues::string).toArray());
        }
        for (int i = first; i < arrays.length; i++) {
            arrays[i] = JsValues.newArray(toJs(result.rows().get(i - first)));
        }
        return JsValues.newArray(arrays);
    }

    private Object meta(D1Result.Meta meta) {
        return metas.make(
                SERVED_BY,
                meta.durationMillis(),
                JsValues.number(meta.changes()),
                JsValues.number(meta.lastRowId()),
                meta.changed(),
                JsValues.number(meta.sizeAfter()),
                JsValues.number(meta.rowsRead()),
                JsValues.number(meta.rowsWritten()));
    }

    /** What SQLite gets for a number: an integer where it is a whole one that JavaScript can tell from its neighbours. */
    static Object number(double number) {
        long integer = (long) number;
        return integer == number && Math.abs(number) <= 1L << 53 ? (Object) integer : (Object) number;
    }

    static Object toJs(Object value) {
        return switch (value) {
            case null -> JsValues.nullValue();
            case String text -> JsValues.string(text);
            case Long number -> JsValues.number(number);
            case byte[] bytes -> {
                Object[] elements = new Object[bytes.length];
                for (int i = 0; i < bytes.length; i++) {
                    elements[i] = bytes[i] & 0xFF;
                }
                yield JsValues.newArray(elements);
            }
            default -> value;
        };
    }
}
