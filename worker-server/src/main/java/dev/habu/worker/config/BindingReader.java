package dev.habu.worker.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Reads the lists of bindings, each an array of tables that have a {@code binding} and more. */
final class BindingReader {
    private static final Set<String> D1_KEYS = Set.of(
            "binding",
            "database_name",
            "database_id",
            "preview_database_id",
            "migrations_dir",
            "migrations_table",
            "remote");

    private static final Set<String> KV_KEYS = Set.of("binding", "id", "preview_id", "remote");

    private final Map<String, ConfigNode> keys;
    private final List<String> warnings;
    private final Map<String, String> taken = new LinkedHashMap<>();

    /** @param keys those in force */
    BindingReader(Map<String, ConfigNode> keys, List<String> warnings) {
        this.keys = keys;
        this.warnings = warnings;
        if (keys.containsKey("vars")) {
            keys.get("vars").table().forEach((name, node) -> taken.put(name, node.path()));
        }
    }

    /**
     * All bindings but plain variables.
     *
     * @throws dev.habu.worker.UserException if one lacks something, or has a name that is taken
     */
    List<BindingConfig> bindings() {
        List<BindingConfig> bindings = new ArrayList<>();
        for (Entry entry : entries("d1_databases", D1_KEYS)) {
            String name = entry.get("database_name", entry.binding);
            bindings.add(new BindingConfig.D1(
                    entry.binding,
                    name,
                    entry.get("preview_database_id", entry.get("database_id", name)),
                    entry.get("migrations_dir", "migrations"),
                    entry.get("migrations_table", "d1_migrations")));
        }
        for (Entry entry : entries("kv_namespaces", KV_KEYS)) {
            bindings.add(new BindingConfig.Kv(entry.binding, entry.get("preview_id", entry.get("id", entry.binding))));
        }
        return bindings;
    }

    private record Entry(String binding, Map<String, ConfigNode> parts) {
        String get(String key, String otherwise) {
            return parts.containsKey(key) ? parts.get(key).string() : otherwise;
        }
    }

    private List<Entry> entries(String list, Set<String> known) {
        List<Entry> entries = new ArrayList<>();
        if (keys.containsKey(list)) {
            for (ConfigNode node : keys.get(list).array()) {
                entries.add(entry(node, known));
            }
        }
        return entries;
    }

    private Entry entry(ConfigNode node, Set<String> known) {
        Map<String, ConfigNode> parts = node.table();
        parts.forEach((key, part) -> {
            if (!known.contains(key)) {
                warnings.add(part.error("is not a key of wrangler and is ignored"
                                + Suggestion.didYouMean(key, new TreeSet<>(known)))
                        .getMessage());
            }
        });
        if (!parts.containsKey("binding")) {
            throw node.error("needs a \"binding\", the name that it has in env");
        }
        ConfigNode binding = parts.get("binding");
        if (binding.string().isEmpty()) {
            throw binding.error("must not be empty");
        }
        String before = taken.putIfAbsent(binding.string(), node.path());
        if (before != null) {
            throw binding.error("is \"" + binding.string() + "\", but \"" + before + "\" has this name in env already");
        }
        return new Entry(binding.string(), parts);
    }
}
