package dev.habu.js.web;

import static org.junit.jupiter.api.Assertions.assertNotNull;

import dev.habu.js.JsException;
import dev.habu.js.JsOptions;
import dev.habu.js.JsRuntime;
import dev.habu.js.JsValues;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Runs the {@code *.test.js} beside this class: what a worker's script sees of the Web platform. */
class WebPlatformTest {
    private static final String[] FILES = {"headers", "bodies", "messages", "events", "platform", "json"};

    @TestFactory
    Stream<DynamicContainer> scripts() throws Exception {
        return Stream.of(FILES).map(file -> DynamicContainer.dynamicContainer(file, tests(file)));
    }

    private static Stream<DynamicTest> tests(String file) {
        JsRuntime js = JsRuntime.start(JsOptions.builder().threadName(file).build());
        try {
            Object run = js.call(() -> js.evaluate("harness.js", text("harness.js")));
            String[] names = js.call(() -> {
                js.evaluate(file + ".test.js", text(file + ".test.js"));
                return JsValues.toJavaString(js.evaluate("names", "[...tests.keys()].join('\\0')"))
                        .split("\0", -1);
            });
            return Stream.of(names)
                    .map(name -> DynamicTest.dynamicTest(name, () -> runOne(js, run, name)))
                    .onClose(js::close);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void runOne(JsRuntime js, Object run, String name) throws Exception {
        try {
            js.call(() -> js.future(JsValues.call(run, JsValues.undefined(), JsValues.string(name))))
                    .get(20, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof JsException failure) {
                throw new AssertionError(failure.jsStack());
            }
            throw e;
        }
    }

    private static String text(String name) throws IOException {
        try (InputStream in = WebPlatformTest.class.getResourceAsStream(name)) {
            assertNotNull(in, name);
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
