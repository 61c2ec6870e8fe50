package dev.habu.worker.binding;

import dev.habu.js.JsBuffers;
import dev.habu.js.JsRuntime;
import dev.habu.js.JsValues;
import dev.habu.worker.storage.D1Store;

/** A D1 database in {@code env}: what a request is likely to use is in {@link D1Statements}, the rest in {@code d1.js}. */
record D1Binding(String name, D1Store store) implements Binding {
    @Override
    public Object attach(JsRuntime js) {
        Object host = JsValues.newObject();
        D1Statements statements = new D1Statements(js, store, host);
        JsValues.set(host, "prepare", js.function("prepare", 1, statements::prepare));
        JsValues.set(host, "prepareInSession", js.function("prepare", 2, statements::prepareInSession));
        JsValues.set(host, "batch", js.function("batch", 1, statements::batch));
        JsValues.set(host, "exec", js.function("exec", 1, (self, args) -> {
            long start = System.nanoTime();
            return js.promise(
                    store.exec(JsValues.toJavaString(args[0])),
                    count -> JsValues.newArray(count, (System.nanoTime() - start) / 1e6));
        }));
        JsValues.set(host, "dump", js.function("dump", 0, (self, args) -> js.promise(store.dump(), JsBuffers::wrap)));
        JsValues.set(host, "bookmark", js.function("bookmark", 0, (self, args) -> store.bookmark()));
        Object database = JsValues.call(js.evaluateResource(D1Binding.class, "d1.js"), JsValues.undefined(), host);
        statements.addMethods();
        return database;
    }
}
