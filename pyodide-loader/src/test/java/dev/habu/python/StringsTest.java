package dev.habu.python;

import org.junit.jupiter.api.Test;

class StringsTest {
    @Test
    void stringsOfEveryWidthGoToJavaScriptAndBack() {
        try (Python python = Python.create()) {
            python.exec("""
                import js
                for char in ["a", "\\xff", "\\u0100", "✓", "🐍", "\\ud83d", "\\udc0d"]:
                    for length in [0, 1, 15, 16, 17, 63, 64, 65, 5000]:
                        for text in [char * length, "x" * length + char, char + "é" * length, char + "\\uffff" * length]:
                            js.globalThis.text = text
                            back = js.globalThis.text
                            assert back == text, (char, length, len(back))
                assert js.JSON.stringify("🐍" * 20) == '"' + "🐍" * 20 + '"'
                assert js.String.new("a" * 40).length == 40 and js.String.new("🐍" * 40).length == 80
                """);
        }
    }
}
