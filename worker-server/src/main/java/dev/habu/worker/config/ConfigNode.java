package dev.habu.worker.config;

import dev.habu.worker.UserException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A value of a configuration file, whatever the file's syntax, with the place it came from.
 *
 * @param value a {@link String}, {@link Boolean}, {@link Long}, {@link Double}, {@code List<ConfigNode>}, {@code
 *     Map<String, ConfigNode>} or {@link #NULL}; a date or time of TOML is a string
 * @param path how a message names it, for example {@code vars.API_HOST} or {@code rules[0].type}
 * @param file the file as the user named it
 * @param line counted from 1
 */
record ConfigNode(Object value, String path, String file, int line) {
    /** JSON's {@code null}; an object, since it can be a member of tables. */
    static final Object NULL = new Object();

    /** The members of a table. */
    Map<String, ConfigNode> table() {
        return entries(expect(Map.class, "a table"));
    }

    private static Map<String, ConfigNode> entries(Map<?, ?> map) {
        Map<String, ConfigNode> entries = new LinkedHashMap<>();
        map.forEach((key, node) -> entries.put((String) key, (ConfigNode) node));
        return entries;
    }

    /** The elements of an array. */
    List<ConfigNode> array() {
        List<ConfigNode> elements = new ArrayList<>();
        for (Object element : expect(List.class, "an array")) {
            elements.add((ConfigNode) element);
        }
        return elements;
    }

    String string() {
        return expect(String.class, "a string");
    }

    List<String> strings() {
        return array().stream().map(ConfigNode::string).toList();
    }

    private <T> T expect(Class<T> type, String what) {
        if (!type.isInstance(value)) {
            throw error("must be " + what + ", but is " + kind());
        }
        return type.cast(value);
    }

    /** An exception that says what is wrong with this value, and where it is. */
    UserException error(String problem) {
        return new UserException(file + ":" + line + ": \"" + path + "\" " + problem);
    }

    private String kind() {
        return switch (value) {
            case String _ -> "a string";
            case Boolean _ -> "a boolean";
            case Long _ -> "an integer";
            case Double _ -> "a number";
            case List<?> _ -> "an array";
            case Map<?, ?> _ -> "a table";
            default -> "null";
        };
    }

    /** This value and what is in it without the places: strings, booleans, numbers, lists, maps and null. */
    Object plain() {
        return switch (value) {
            case List<?> _ -> array().stream().map(ConfigNode::plain).collect(Collectors.toList());
            case Map<?, ?> map -> {
                Map<String, Object> plain = new LinkedHashMap<>();
                entries(map).forEach((key, node) -> plain.put(key, node.plain()));
                yield plain;
            }
            default -> value == NULL ? null : value;
        };
    }
}
