package dev.habu.python.glue;

import dev.habu.js.JsClosure;
import dev.habu.js.JsRuntime;
import dev.habu.js.JsValues;
import dev.habu.js.wasm.DirectExport;
import dev.habu.js.wasm.ImportShortcut;
import dev.habu.js.wasm.InstanceView;
import dev.habu.wasm.WasmFunction;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * Java beside Pyodide's glue: what crosses between Python and JavaScript most often is answered without the JavaScript
 * interpreter. The glue is not changed. Its functions are handed to the WebAssembly module with a shortcut each, which leaves to
 * the function all that is not simple, and everything that would run a script. One for each Pyodide that is loaded; loop thread only.
 */
public final class Glue {
    private final Map<String, Shortcut> shortcuts = new HashMap<>();
    private InstanceView instance;
    private Object env;

    private record Shortcut(Set<Integer> sourceHashes, boolean alone, ImportShortcut body) {}

    private final JsRuntime js;

    private Glue(JsRuntime js) {
        this.js = js;
    }

    /**
     * A JavaScript object with {@code imports(env)}, which gives the imports for Pyodide's module, {@code connect(exports, memory)}, to be called once it
     * is there, and {@code toPython(text)}, the address of a new Python string.
     */
    public static Object make(JsRuntime js) {
        Glue glue = new Glue(js);
        Strings strings = new Strings(glue);
        ToPython.addTo(glue, js, strings);
        ToJavaScript.addTo(glue, strings);
        OnceCallables once = OnceCallables.addTo(glue, js);
        Proxies.addTo(glue, js, strings, once);
        PythonCalls.addTo(glue, js);
        Object object = JsValues.newObject();
        JsValues.set(object, "imports", js.function("imports", 1, (_, args) -> glue.imports(args[0])));
        JsValues.set(object, "connect", js.function("connect", 2, (_, args) -> {
            glue.instance = InstanceView.of(args[0], args[1]);
            return null;
        }));
        JsValues.set(
                object,
                "toPython",
                js.function("toPython", 1, (_, args) -> strings.toPython(JsValues.toJavaString(args[0]))));
        return object;
    }

    /**
     * Adds a shortcut for a function of the glue that relies on others. It is used only if all of these functions are as they are known: in
     * another glue the others may do something else.
     *
     * @param sourceHash of the function's text
     */
    void add(String name, int sourceHash, ImportShortcut body) {
        shortcuts.put(name, new Shortcut(Set.of(sourceHash), false, body));
    }

    /** Adds a shortcut for a function that relies on no other, with the hashes of its texts in several glues. */
    void addAlone(String name, Set<Integer> sourceHashes, ImportShortcut body) {
        shortcuts.put(name, new Shortcut(sourceHashes, true, body));
    }

    /** The imports that have shortcuts. They are not put into {@code env}: that is the glue's, which calls some of the functions. */
    private Object imports(Object env) {
        this.env = env;
        boolean known = shortcuts.entrySet().stream()
                .allMatch(e -> e.getValue().alone || isKnown(JsValues.get(env, e.getKey()), e.getValue()));
        Object imports = JsValues.newObject();
        shortcuts.forEach((name, shortcut) -> {
            Object function = JsValues.get(env, name);
            if (shortcut.alone ? isKnown(function, shortcut) : known) {
                JsValues.set(imports, name, ImportShortcut.importOf(function, shortcut.body));
            }
        });
        Object waiting = Waiting.handler(this, js, JsValues.get(env, "syncifyHandler"));
        if (known && waiting != null) {
            JsValues.set(imports, "syncifyHandler", waiting);
        }
        return imports;
    }

    private static boolean isKnown(Object function, Shortcut shortcut) {
        return isKnown(function, shortcut.sourceHashes);
    }

    /** Whether a value is a function whose text has one of the hashes. */
    static boolean isKnown(Object function, Set<Integer> sourceHashes) {
        return JsValues.isCallable(function)
                && sourceHashes.contains(JsValues.toJavaString(JsValues.call(function, "toString"))
                        .hashCode());
    }

    /** A variable that the glue's functions for the module share, null if there is none. */
    Object variable(String name) {
        return JsClosure.variable(JsValues.get(env, "pyproxy_new"), name);
    }

    /** The exported function of a name, null if there is none. */
    DirectExport export(String name) {
        return instance.directExport(name);
    }

    /** The exported function that is the value of a {@link #variable}, null if it is none. */
    DirectExport directExport(String variable) {
        return DirectExport.of(variable(variable));
    }

    /** The module's memory now; it may have grown since the last call. */
    byte[] heap() {
        return instance.memory().bytes;
    }

    /** An exported function, found when it is first called. */
    final class Export {
        private final String name;
        private WasmFunction function;

        Export(String name) {
            this.name = name;
        }

        /** Calls it with WebAssembly values; 0 if it has no result. */
        int call(Object... arguments) {
            if (function == null) {
                function = instance.function(name);
            }
            Object[] results = function.applyUnchecked(arguments);
            return results == null || results.length == 0 ? 0 : (int) results[0];
        }
    }
}
