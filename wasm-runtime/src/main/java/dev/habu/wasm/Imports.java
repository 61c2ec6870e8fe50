package dev.habu.wasm;

import java.util.Map;

/** Where a module's imports come from. */
@FunctionalInterface
public interface Imports {
    /** Offers nothing. */
    Imports NONE = (module, name, type) -> null;

    /**
     * Finds one import.
     *
     * @param type the type that the module wants; a hint, the caller checks it
     * @return the value, or null if there is none
     */
    Extern resolve(String module, String name, ExternType type);

    /** Begins to collect imports, among them Java methods. */
    static ImportsBuilder builder() {
        return new ImportsBuilder();
    }

    /** Imports from a map of maps: module name, then import name. */
    static Imports of(Map<String, ? extends Map<String, ? extends Extern>> modules) {
        return (module, name, type) -> {
            Map<String, ? extends Extern> names = modules.get(module);
            return names == null ? null : names.get(name);
        };
    }
}
