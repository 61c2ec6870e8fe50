package dev.habu.python.packages;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.habu.python.PyodideException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class RequirementTest {
    private static final Map<String, String> ENVIRONMENT = Map.of(
            "python_version", "3.14",
            "python_full_version", "3.14.2",
            "sys_platform", "emscripten",
            "platform_python_implementation", "CPython");

    @Test
    void takesApartWhatMetadataAndRequirementFilesSay() {
        assertEquals(
                new Requirement("typing-extensions", List.of(), ">=4.8.0", ""),
                Requirement.parse("typing_extensions>=4.8.0"));
        assertEquals(
                new Requirement("httpx", List.of("http2", "socks"), ">=0.25,<1", "python_version >= \"3.9\""),
                Requirement.parse("httpx[http2, SOCKS] (>=0.25,<1) ; python_version >= \"3.9\""));
        assertEquals(
                new Requirement("tool", List.of(), "@ file:///w/tool-1-py3-none-any.whl", ""),
                Requirement.parse("tool @ file:///w/tool-1-py3-none-any.whl"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "./here", "two names", "name>=", "name>>1", "-e .", "name @"})
    void refusesOtherForms(String text) {
        assertThrows(PyodideException.class, () -> Requirement.parse(text));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "python_version < '3.11'|false",
                "python_version>=\"3.9\" and python_version < '4'|true",
                "python_full_version >= '3.14.2' and not_known == '1'|error",
                "sys_platform == 'win32' or (sys_platform != 'linux' and python_version > '3.2')|true",
                "platform_python_implementation not in 'PyPy Jython'|true",
                "python_version ~= '3.8'|true",
                "python_version == '3.*'|true",
                "'emscripten' in sys_platform|true",
                "extra == 'http2'|true",
                "extra == 'HTTP2' and python_version < '3'|false",
                "extra == 'cli'|false",
                "(python_version > '3'|error",
                "python_version|error",
            })
    void markersHoldForTheInterpreterNotForThisMachine(String marker, String expected) {
        if (expected.equals("error")) {
            assertThrows(PyodideException.class, () -> Marker.holds(marker, ENVIRONMENT, List.of("http2")));
        } else {
            assertEquals(Boolean.valueOf(expected), Marker.holds(marker, ENVIRONMENT, List.of("http2")));
        }
    }
}
