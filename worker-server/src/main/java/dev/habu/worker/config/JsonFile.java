package dev.habu.worker.config;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import dev.habu.worker.UserException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads JSON with comments and trailing commas into the tree that {@link WranglerReader} understands. */
final class JsonFile {
    private static final JsonFactory JSONC = JsonFactory.builder()
            .enable(JsonReadFeature.ALLOW_JAVA_COMMENTS)
            .enable(JsonReadFeature.ALLOW_TRAILING_COMMA)
            .build();

    private final JsonParser parser;
    private final String file;

    private JsonFile(JsonParser parser, String file) {
        this.parser = parser;
        this.file = file;
    }

    /**
     * The document as a table.
     *
     * @param file its name for messages
     * @throws UserException if it is not JSON, with the line of the first error
     */
    static ConfigNode read(String text, String file) {
        try (JsonParser parser = JSONC.createParser(text)) {
            JsonFile json = new JsonFile(parser, file);
            parser.nextToken();
            ConfigNode document = json.node("");
            if (parser.nextToken() != null) {
                throw json.problem("text after the end of the object");
            }
            return document;
        } catch (JsonParseException e) {
            throw new UserException(
                    file + ":" + e.getLocation().getLineNr() + ": not valid JSON: " + e.getOriginalMessage());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private UserException problem(String what) {
        return new UserException(file + ":" + parser.currentTokenLocation().getLineNr() + ": not valid JSON: " + what);
    }

    /** The value whose first token is the current one. */
    private ConfigNode node(String path) throws IOException {
        if (parser.currentToken() == null) {
            throw problem("the file is empty");
        }
        int line = parser.currentTokenLocation().getLineNr();
        Object value = switch (parser.currentToken()) {
            case START_OBJECT -> table(path);
            case START_ARRAY -> array(path);
            case VALUE_STRING -> parser.getText();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NULL -> ConfigNode.NULL;
            case VALUE_NUMBER_INT -> integer();
            default -> parser.getDoubleValue();
        };
        return new ConfigNode(value, path, file, line);
    }

    private Object integer() throws IOException {
        return parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER
                ? (Object) parser.getDoubleValue()
                : (Object) parser.getLongValue();
    }

    private Map<String, ConfigNode> table(String path) throws IOException {
        Map<String, ConfigNode> entries = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String key = parser.currentName();
            if (entries.containsKey(key)) {
                throw problem("\"" + key + "\" was given before");
            }
            parser.nextToken();
            entries.put(key, node(path.isEmpty() ? key : path + "." + key));
        }
        return entries;
    }

    private List<ConfigNode> array(String path) throws IOException {
        List<ConfigNode> elements = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            elements.add(node(path + "[" + elements.size() + "]"));
        }
        return elements;
    }
}
