package dev.habu.js;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class EventLoopTest {
    private final List<String> console = new CopyOnWriteArrayList<>();
    private final JsRuntime js = JsRuntime.start(JsOptions.builder()
            .console((level, message) -> console.add(level + " " + message))
            .build());

    @AfterEach
    void close() {
        js.close();
    }

    private Object evaluate(String code) throws InterruptedException {
        return js.call(() -> js.evaluate("test.js", code));
    }

    /** Lets the loop finish what is queued now. */
    private void settle() throws InterruptedException {
        for (int i = 0; i < 3; i++) {
            js.call(() -> null);
        }
    }

    @Test
    void aPromiseThatNothingCanSettleIsNoticed() throws Exception {
        CountDownLatch idle = new CountDownLatch(1);
        js.call(() -> {
            js.eventLoop().onIdle(idle::countDown);
            return js.future(js.evaluate("test.js", "new Promise(() => {})"));
        });
        assertTrue(idle.await(20, TimeUnit.SECONDS));
    }

    @Test
    void timersAndHoldsKeepTheLoopFromBeingIdle() throws Exception {
        List<String> order = new CopyOnWriteArrayList<>();
        CountDownLatch idle = new CountDownLatch(1);
        CompletableFuture<String> outside = new CompletableFuture<>();
        EventLoop.Hold hold = js.eventLoop().hold();
        js.call(() -> {
            js.eventLoop().onIdle(() -> {
                order.add("idle");
                idle.countDown();
            });
            JsValues.set(
                    js.global(),
                    "say",
                    js.function("say", 1, (self, args) -> order.add(JsValues.toJavaString(args[0]))));
            JsValues.set(js.global(), "outside", js.promise(outside, text -> text));
            return js.evaluate("test.js", "setTimeout(say, 20, 'timer'); outside.then(say); 0");
        });
        assertFalse(js.call(() -> js.eventLoop().isIdle()));
        CompletableFuture.delayedExecutor(60, TimeUnit.MILLISECONDS).execute(() -> outside.complete("outside"));
        CompletableFuture.delayedExecutor(120, TimeUnit.MILLISECONDS).execute(() -> {
            order.add("hold");
            hold.close();
            hold.close();
        });
        assertTrue(idle.await(20, TimeUnit.SECONDS));
        assertEquals(List.of("timer", "outside", "hold", "idle"), order);
    }

    @Test
    void errorsInTasksAreReportedAndTheLoopGoesOn() throws Exception {
        evaluate("setTimeout(() => { throw new TypeError('in a timer'); }, 0);"
                + " Promise.reject(new RangeError('left alone')); setTimeout(() => null.x, 0); 0");
        js.eventLoop().execute(() -> {
            throw new IllegalStateException("in Java");
        });
        settle();
        assertEquals(7, js.call(() -> js.evaluate("test.js", "3 + 4")));
        assertEquals(3, console.size(), console::toString);
        assertTrue(console.stream().anyMatch(m -> m.startsWith("ERROR Uncaught TypeError: in a timer\n    at ")));
        assertTrue(console.stream().anyMatch(m -> m.startsWith("ERROR Uncaught (in promise) RangeError: left alone")));
    }

    @Test
    void aRejectionThatIsHandledInTimeIsNotReported() throws Exception {
        evaluate("const p = Promise.reject(new Error('x')); queueMicrotask(() => p.catch(() => {})); 0");
        settle();
        assertEquals(List.of(), console);
    }

    @Test
    void endlessRecursionIsARangeErrorAndHarmless() throws Exception {
        // The default stack takes seconds to fill.
        try (JsRuntime shallow =
                JsRuntime.start(JsOptions.builder().stackBytes(8 << 20).build())) {
            JsException e = assertThrows(
                    JsException.class,
                    () -> shallow.call(() -> shallow.evaluate("t", "(function f() { return f() + 1; })()")));
            assertTrue(e.getMessage().startsWith("RangeError"), e.getMessage());
            assertEquals(2, shallow.call(() -> shallow.evaluate("t", "1 + 1")));
        }
    }

    @Test
    void hostFailuresAreErrorsInScripts() throws Exception {
        js.call(() -> {
            JsValues.set(js.global(), "fail", js.function("fail", 0, (self, args) -> {
                throw new IllegalArgumentException("host says no");
            }));
            return null;
        });
        assertEquals(
                "Error: host says no",
                js.call(() -> JsValues.toJavaString(
                        js.evaluate("t", "try { fail(); } catch (e) { `${e.name}: ${e.message}` }"))));
    }

    @Test
    void thrownValuesKeepTheirIdentityAcrossJava() throws Exception {
        assertEquals(true, js.call(() -> {
            JsValues.set(js.global(), "callIt", js.function("callIt", 1, (self, args) -> JsValues.call(args[0], self)));
            return js.evaluate(
                    "t",
                    "const o = {}; let same; try { callIt(() => { throw o; }); } catch (e) { same = e === o; } same");
        }));
    }

    @Test
    void consoleFormats() throws Exception {
        evaluate(
                "console.log('a', 1, [1, 'x'], {b: null}); console.warn('%s is %d%%', 'x', 42.5, 'more'); console.error()");
        assertEquals(List.of("INFO a 1 [ 1, 'x' ] { b: null }", "WARN x is 42% more", "ERROR "), console);
    }

    @Test
    void closingEndsTheLoopAndRefusesWork() throws Exception {
        CompletableFuture<Object> never = js.call(() -> js.future(js.evaluate("t", "new Promise(() => {})")));
        js.close();
        assertThrows(RejectedExecutionException.class, () -> js.eventLoop().execute(() -> {}));
        assertFalse(never.isDone());
        js.close();
    }

    @Test
    void aScriptThatRunsForeverCanBeTerminated() throws Exception {
        CompletableFuture<Object> result = js.eventLoop().submit(() -> js.evaluate("t", "for (;;) {}"));
        Thread.sleep(50);
        js.terminate();
        assertThrows(Exception.class, () -> result.get(20, TimeUnit.SECONDS));
    }

    @Test
    void runtimesDoNotShareGlobals() throws Exception {
        evaluate("globalThis.secret = 1; Array.prototype.evil = 2; 0");
        try (JsRuntime other = JsRuntime.start(JsOptions.builder().build())) {
            assertEquals(true, other.call(() -> other.evaluate("t", "!('secret' in globalThis) && !('evil' in [])")));
        }
    }

    @Test
    void scriptsReachNoJava() throws Exception {
        for (String code : List.of(
                "Java.type('java.lang.System')",
                "java.lang.System",
                "Packages.java",
                "Polyglot.eval('js', '1')",
                "load('/etc/passwd')",
                "setTimeout.constructor('return Java')()",
                "console.log.getClass()",
                "new Worker('x')")) {
            assertThrows(JsException.class, () -> evaluate(code), code);
        }
        CompletableFuture<Object> file = js.call(() -> js.future(js.evaluate("t", "import('/etc/passwd')")));
        assertThrows(ExecutionException.class, () -> file.get(20, TimeUnit.SECONDS));
        CompletableFuture<Object> url = js.call(() -> js.future(js.evaluate("t", "import('http://h/x.js')")));
        assertThrows(ExecutionException.class, () -> url.get(20, TimeUnit.SECONDS));
    }
}
