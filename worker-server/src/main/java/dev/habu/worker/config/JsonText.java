package dev.habu.worker.config;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;

/** Plain values as JSON. */
public final class JsonText {
    private JsonText() {}

    /**
     * The value as JSON.
     *
     * @param value a string, boolean, number, list or map of such, or null
     */
    public static String of(Object value) {
        if (value instanceof Map<?, ?> map && map.isEmpty()) {
            return "{}"; // without loading the JSON library
        }
        StringWriter text = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
            write(json, value);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    private static void write(JsonGenerator json, Object value) throws IOException {
        switch (value) {
            case Map<?, ?> map -> {
                json.writeStartObject();
                for (Map.Entry<?, ?> entry : map.entrySet()) {
                    json.writeFieldName((String) entry.getKey());
                    write(json, entry.getValue());
                }
                json.writeEndObject();
            }
            case List<?> list -> {
                json.writeStartArray();
                for (Object element : list) {
                    write(json, element);
                }
                json.writeEndArray();
            }
            case String text -> json.writeString(text);
            case Boolean bool -> json.writeBoolean(bool);
            case Long number -> json.writeNumber(number);
            case null -> json.writeNull();
            default -> json.writeNumber((Double) value);
        }
    }
}
