package dev.habu.js;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class JsRuntimeTest {
    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void importsRegisteredModulesAndNothingElse() throws Exception {
        JsOptions options = JsOptions.builder()
                .resource(
                        "file:///app/a.mjs",
                        utf8("import {b} from './lib/b.mjs'; export const a = b + import.meta.url"))
                .resource("file:///app/lib/b.mjs", utf8("export const b = 'b of '"))
                .build();
        try (JsRuntime js = JsRuntime.start(options)) {
            CompletableFuture<Object> module = js.call(() -> js.future(js.importModule("file:///app/a.mjs")));
            Object namespace = module.get(10, TimeUnit.SECONDS);
            assertEquals("b of file:///app/a.mjs", js.call(() -> JsValues.toJavaString(JsValues.get(namespace, "a"))));
            CompletableFuture<Object> missing = js.call(() -> js.future(js.importModule("file:///etc/passwd")));
            assertThrows(Exception.class, () -> missing.get(10, TimeUnit.SECONDS));
        }
    }

    @Test
    void importsWhatTheEmbedderFinds() throws Exception {
        JsOptions options = JsOptions.builder()
                .imports(new ImportSource() {
                    @Override
                    public String resolve(String specifier) {
                        return specifier.equals("own:a") ? "/own/a.mjs" : null;
                    }

                    @Override
                    public byte[] read(String path) {
                        return path.equals("/own/a.mjs") ? utf8("export * from './b.mjs'") : utf8("export const b = 2");
                    }
                })
                .build();
        try (JsRuntime js = JsRuntime.start(options)) {
            CompletableFuture<Object> module = js.call(() -> js.future(js.importModule("own:a")));
            Object namespace = module.get(10, TimeUnit.SECONDS);
            assertEquals(2, js.call(() -> JsValues.toInt32(JsValues.get(namespace, "b"))));
            CompletableFuture<Object> unknown = js.call(() -> js.future(js.importModule("other:a")));
            assertThrows(Exception.class, () -> unknown.get(10, TimeUnit.SECONDS));
        }
    }

    @Test
    void microtasksRunAfterEachTaskAndPromisesFollowFutures() throws Exception {
        try (JsRuntime js = JsRuntime.start(JsOptions.builder().build())) {
            List<String> log = new ArrayList<>();
            CompletableFuture<String> outside = new CompletableFuture<>();
            CompletableFuture<Object> done = js.call(() -> {
                Object say = js.function("say", 1, (self, args) -> log.add(JsValues.toJavaString(args[0])));
                JsValues.set(js.global(), "say", say);
                JsValues.set(js.global(), "outside", js.promise(outside, text -> text));
                js.evaluate("test.js", "Promise.resolve().then(() => say('micro')); say('sync')");
                js.eventLoop().setTimer(() -> log.add("timer"), 0, false);
                js.eventLoop().execute(() -> log.add("task"));
                return js.future(js.evaluate("test.js", "outside.then(x => say(x))"));
            });
            outside.complete("outside");
            done.get(10, TimeUnit.SECONDS);
            List<String> seen = js.call(() -> List.copyOf(log));
            assertEquals(List.of("sync", "micro"), seen.subList(0, 2));
            assertTrue(seen.contains("outside"), seen::toString);
        }
    }
}
