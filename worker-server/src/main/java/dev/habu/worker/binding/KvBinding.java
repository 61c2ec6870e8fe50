package dev.habu.worker.binding;

import dev.habu.js.JsBuffers;
import dev.habu.js.JsRuntime;
import dev.habu.js.JsValues;
import dev.habu.worker.storage.KvEntry;
import dev.habu.worker.storage.KvStore;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** A KV namespace in {@code env}; the JavaScript side, which knows KV's rules and limits, is {@code kv.js}. */
record KvBinding(String name, KvStore store) implements Binding {
    @Override
    public Object attach(JsRuntime js) {
        Object host = JsValues.newObject();
        JsValues.set(host, "now", js.function("now", 0, (self, args) -> store.now()));
        JsValues.set(
                host,
                "get",
                js.function("get", 1, (self, args) -> js.promise(store.get(text(args[0])), KvBinding::entry)));
        JsValues.set(
                host,
                "getAll",
                js.function("getAll", 1, (self, args) -> js.promise(getAll(args[0]), KvBinding::entries)));
        JsValues.set(
                host,
                "put",
                js.function(
                        "put",
                        4,
                        (self, args) -> js.promise(
                                store.put(new KvEntry(
                                        text(args[0]),
                                        bytes(args[1]),
                                        (long) JsValues.toDouble(args[2]),
                                        JsValues.isNullish(args[3]) ? null : text(args[3]))),
                                _ -> null)));
        JsValues.set(
                host,
                "delete",
                js.function("delete", 1, (self, args) -> js.promise(store.delete(text(args[0])), _ -> null)));
        JsValues.set(
                host,
                "list",
                js.function(
                        "list",
                        3,
                        (self, args) -> js.promise(
                                store.list(
                                        text(args[0]),
                                        JsValues.isNullish(args[1]) ? null : text(args[1]),
                                        JsValues.toInt32(args[2])),
                                KvBinding::entries)));
        return JsValues.call(js.evaluateResource(KvBinding.class, "kv.js"), JsValues.undefined(), host);
    }

    private CompletableFuture<List<KvEntry>> getAll(Object keys) {
        int count = JsValues.toInt32(JsValues.get(keys, "length"));
        List<CompletableFuture<KvEntry>> gets = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            gets.add(store.get(text(JsValues.getElement(keys, i))));
        }
        return CompletableFuture.allOf(gets.toArray(CompletableFuture[]::new))
                .thenApply(_ -> gets.stream().map(CompletableFuture::join).toList());
    }

    private static String text(Object value) {
        return JsValues.toJavaString(value);
    }

    private static byte[] bytes(Object value) {
        return JsValues.isString(value) ? text(value).getBytes(StandardCharsets.UTF_8) : JsBuffers.copyOf(value);
    }

    private static Object entries(List<KvEntry> entries) {
        return JsValues.newArray(entries.stream().map(KvBinding::entry).toArray());
    }

    /** {@code [key, ArrayBuffer, expiration, metadata]}; null for none. */
    private static Object entry(KvEntry entry) {
        return entry == null
                ? JsValues.nullValue()
                : JsValues.newArray(
                        JsValues.string(entry.key()),
                        entry.value() == null ? JsValues.undefined() : JsBuffers.wrap(entry.value()),
                        JsValues.number(entry.expirationSeconds()),
                        entry.metadata() == null ? JsValues.undefined() : JsValues.string(entry.metadata()));
    }
}
