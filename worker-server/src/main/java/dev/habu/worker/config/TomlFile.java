package dev.habu.worker.config;

import dev.habu.worker.UserException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tomlj.Toml;
import org.tomlj.TomlArray;
import org.tomlj.TomlParseError;
import org.tomlj.TomlParseResult;
import org.tomlj.TomlTable;

/** Reads TOML into the tree that {@link WranglerReader} understands. */
final class TomlFile {
    private final String file;

    private TomlFile(String file) {
        this.file = file;
    }

    /**
     * The document as a table.
     *
     * @param file its name for messages
     * @throws UserException if it is not TOML, with the line of the first error
     */
    static ConfigNode read(String text, String file) {
        TomlParseResult result = Toml.parse(text);
        if (result.hasErrors()) {
            TomlParseError error = result.errors().getFirst();
            throw new UserException(file + ":" + error.position().line() + ": not valid TOML: " + error.getMessage());
        }
        return new TomlFile(file).table(result, "", 1);
    }

    private ConfigNode table(TomlTable table, String path, int line) {
        Map<String, ConfigNode> entries = new LinkedHashMap<>();
        for (String key : table.keySet()) {
            List<String> keyPath = List.of(key);
            String inner = path.isEmpty() ? key : path + "." + key;
            entries.put(
                    key,
                    node(
                            table.get(keyPath),
                            inner,
                            table.inputPositionOf(keyPath).line()));
        }
        return new ConfigNode(entries, path, file, line);
    }

    private ConfigNode array(TomlArray array, String path, int line) {
        List<ConfigNode> elements = new ArrayList<>();
        for (int i = 0; i < array.size(); i++) {
            elements.add(node(
                    array.get(i), path + "[" + i + "]", array.inputPositionOf(i).line()));
        }
        return new ConfigNode(elements, path, file, line);
    }

    private ConfigNode node(Object value, String path, int line) {
        return switch (value) {
            case TomlTable inner -> table(inner, path, line);
            case TomlArray inner -> array(inner, path, line);
            case String _, Boolean _, Long _, Double _ -> new ConfigNode(value, path, file, line);
            default -> new ConfigNode(value.toString(), path, file, line);
        };
    }
}
