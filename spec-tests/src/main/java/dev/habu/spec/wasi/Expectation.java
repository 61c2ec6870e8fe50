package dev.habu.spec.wasi;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How a program of the WASI suite is run and what it must do: the suite's legacy specification, the only one that preview 1 uses.
 *
 * @param stdout what it must write, or null if that does not matter
 */
record Expectation(
        List<String> arguments, List<String> folders, Map<String, String> environment, int exitCode, String stdout) {
    private static final JsonFactory JSON = new JsonFactory();

    /** Of the program beside {@code file}, which need not exist. */
    static Expectation read(Path file) throws IOException {
        List<String> arguments = new ArrayList<>();
        List<String> folders = new ArrayList<>();
        Map<String, String> environment = new LinkedHashMap<>();
        int exitCode = 0;
        String stdout = null;
        if (Files.exists(file)) {
            try (JsonParser json = JSON.createParser(Files.readAllBytes(file))) {
                json.nextToken();
                while (json.nextToken() == JsonToken.FIELD_NAME) {
                    String key = json.currentName();
                    json.nextToken();
                    switch (key) {
                        case "args" -> strings(json, arguments);
                        case "dirs" -> strings(json, folders);
                        case "env" -> {
                            while (json.nextToken() == JsonToken.FIELD_NAME) {
                                environment.put(json.currentName(), json.nextTextValue());
                            }
                        }
                        case "exit_code" -> exitCode = json.getIntValue();
                        case "stdout" -> stdout = json.getText();
                        default -> throw new IOException(file + " has an unknown key \"" + key + "\"");
                    }
                }
            }
        }
        return new Expectation(arguments, folders, environment, exitCode, stdout);
    }

    private static void strings(JsonParser json, List<String> target) throws IOException {
        while (json.nextToken() == JsonToken.VALUE_STRING) {
            target.add(json.getText());
        }
    }
}
