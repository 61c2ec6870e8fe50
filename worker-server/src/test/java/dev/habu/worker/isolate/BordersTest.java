package dev.habu.worker.isolate;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What crosses between Python and JavaScript in a worker gives what it gives on V8: {@code src/test/workers/borders}. */
final class BordersTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path EXPECTED = Path.of("src/test/workers/borders/expected.json");

    static Stream<String> cases() throws IOException {
        return JSON.readTree(Files.readString(EXPECTED)).propertyStream().map(Map.Entry::getKey);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void givesWhatV8Gives(String name) throws Exception {
        JsonNode expected = JSON.readTree(Files.readString(EXPECTED)).get(name);
        String answer = ServedWorker.named("borders").text("/" + name);
        assertEquals(expected.toPrettyString(), JSON.readTree(answer).toPrettyString(), answer);
    }
}
