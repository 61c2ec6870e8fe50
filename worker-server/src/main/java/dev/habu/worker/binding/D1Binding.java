package dev.habu.worker.binding;

import dev.habu.js.JsBuffers;
import dev.habu.js.JsRuntime;
import dev.habu.js.JsValues;
import dev.habu.worker.storage.D1Query;
import dev.habu.worker.storage.D1Result;
import dev.habu.worker.storage.D1Store;
import java.util.ArrayList;
import java.util.List;

/** A D1 database in {@code env}; the JavaScript side is {@code d1.js}. */
record D1Binding(String name, D1Store store) implements Binding {
    private static final String SERVED_BY = "habu";

    @Override
    public Object attach(JsRuntime js) {
        Object host = JsValues.newObject();
        JsValues.set(
                host,
                "query",
                js.function(
                        "query",
                        3,
                        (self, args) -> js.promise(
                                store.query(queries(args[0], args[1])),
                                results -> results(results, JsValues.toBoolean(args[2])))));
        JsValues.set(host, "exec", js.function("exec", 1, (self, args) -> {
            long start = System.nanoTime();
            return js.promise(
                    store.exec(JsValues.toJavaString(args[0])),
                    count -> JsValues.newArray(count, (System.nanoTime() - start) / 1e6));
        }));
        JsValues.set(host, "dump", js.function("dump", 0, (self, args) -> js.promise(store.dump(), JsBuffers::wrap)));
        JsValues.set(host, "bookmark", js.function("bookmark", 0, (self, args) -> store.bookmark()));
        return JsValues.call(js.evaluateResource(D1Binding.class, "d1.js"), JsValues.undefined(), host);
    }

    /** @param statements an array of texts; {@code parameters} an array of arrays, one for each */
    private static List<D1Query> queries(Object statements, Object parameters) {
        int count = length(statements);
        List<D1Query> queries = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            Object own = JsValues.getElement(parameters, i);
            int width = length(own);
            List<Object> values = new ArrayList<>(width);
            for (int j = 0; j < width; j++) {
                values.add(toJava(JsValues.getElement(own, j)));
            }
            queries.add(new D1Query(JsValues.toJavaString(JsValues.getElement(statements, i)), values));
        }
        return queries;
    }

    private static int length(Object array) {
        return JsValues.toInt32(JsValues.get(array, "length"));
    }

    /** What {@code bind} lets pass: numbers, strings, {@code Uint8Array}s and null. */
    private static Object toJava(Object value) {
        if (JsValues.isNullish(value)) {
            return null;
        }
        if (JsValues.isString(value)) {
            return JsValues.toJavaString(value);
        }
        if (JsBuffers.isBufferSource(value)) {
            return JsBuffers.copyOf(value);
        }
        double number = JsValues.toDouble(value);
        long integer = (long) number;
        return integer == number && Math.abs(number) <= 1L << 53 ? (Object) integer : (Object) number;
    }

    private static Object results(List<D1Result> results, boolean asObjects) {
        return JsValues.newArray(results.stream()
                .map(result -> asObjects ? objects(result) : arrays(result))
                .toArray());
    }

    /** {@code {success, meta, results: [{column: value}]}}. */
    private static Object objects(D1Result result) {
        Object[] keys = result.columns().stream().map(JsValues::string).toArray();
        Object[] rows = new Object[result.rows().size()];
        for (int i = 0; i < rows.length; i++) {
            Object[] values = result.rows().get(i);
            Object row = JsValues.newObject();
            for (int j = 0; j < keys.length; j++) {
                JsValues.set(row, keys[j], toJs(values[j]));
            }
            rows[i] = row;
        }
        Object object = JsValues.newObject();
        JsValues.set(object, "success", true);
        JsValues.set(object, "meta", meta(result.meta()));
        JsValues.set(object, "results", JsValues.newArray(rows));
        return object;
    }

    /** {@code [columns, rows]}. */
    private static Object arrays(D1Result result) {
        Object[] columns = result.columns().stream().map(JsValues::string).toArray();
        Object[] rows = new Object[result.rows().size()];
        for (int i = 0; i < rows.length; i++) {
            Object[] values = result.rows().get(i);
            Object[] row = new Object[values.length];
            for (int j = 0; j < row.length; j++) {
                row[j] = toJs(values[j]);
            }
            rows[i] = JsValues.newArray(row);
        }
        return JsValues.newArray(JsValues.newArray(columns), JsValues.newArray(rows));
    }

    private static Object meta(D1Result.Meta meta) {
        Object object = JsValues.newObject();
        JsValues.set(object, "served_by", SERVED_BY);
        JsValues.set(object, "duration", meta.durationMillis());
        JsValues.set(object, "changes", meta.changes());
        JsValues.set(object, "last_row_id", meta.lastRowId());
        JsValues.set(object, "changed_db", meta.changed());
        JsValues.set(object, "size_after", meta.sizeAfter());
        JsValues.set(object, "rows_read", meta.rowsRead());
        JsValues.set(object, "rows_written", meta.rowsWritten());
        return object;
    }

    private static Object toJs(Object value) {
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
