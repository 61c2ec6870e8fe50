package dev.habu.js.web;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.habu.js.BodySource;
import dev.habu.js.Header;
import dev.habu.js.JsException;
import dev.habu.js.JsOptions;
import dev.habu.js.JsRuntime;
import dev.habu.js.JsValues;
import dev.habu.js.WebRequest;
import dev.habu.js.WebResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Requests into scripts, responses out of them, and {@code fetch} through an embedder's fetcher. */
class HttpMessagesTest {
    private final List<WebRequest> fetched = new ArrayList<>();
    private CompletableFuture<WebResponse> answer = new CompletableFuture<>();
    private final JsRuntime js = JsRuntime.start(JsOptions.builder()
            .fetcher(request -> {
                fetched.add(request);
                return answer;
            })
            .resource("file:///app/data.json", utf8("{\"a\":1}"))
            .build());

    @AfterEach
    void close() {
        js.close();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Chunks that are handed out one by one, each when it is asked for. */
    private static final class Chunks implements BodySource {
        final Queue<byte[]> chunks = new ArrayDeque<>();
        final AtomicInteger reads = new AtomicInteger();
        final CountDownLatch cancelled = new CountDownLatch(1);
        RuntimeException failure;

        Chunks(String... texts) {
            for (String text : texts) {
                chunks.add(utf8(text));
            }
        }

        @Override
        public CompletionStage<byte[]> read() {
            reads.incrementAndGet();
            return CompletableFuture.supplyAsync(() -> {
                byte[] chunk = chunks.poll();
                if (chunk == null && failure != null) {
                    throw failure;
                }
                return chunk;
            });
        }

        @Override
        public void cancel(String reason) {
            cancelled.countDown();
        }
    }

    /** Calls a handler, a function expression, with a request; the response it resolves to. */
    private WebResponse handle(String handler, WebRequest request) throws Exception {
        CompletableFuture<Object> response = js.call(() -> js.future(JsValues.call(
                js.evaluate("handler.js", handler),
                JsValues.undefined(),
                request == null ? JsValues.undefined() : js.web().request(request))));
        try {
            Object value = response.get(20, TimeUnit.SECONDS);
            return js.call(() -> js.web().response(value).orElse(null));
        } catch (ExecutionException e) {
            if (e.getCause() instanceof JsException failure) {
                throw new AssertionError(failure.jsStack());
            }
            throw e;
        }
    }

    private static WebRequest post(BodySource body) {
        return new WebRequest("POST", "http://h/p?q=1", List.of(new Header("Content-Type", "text/x")), body);
    }

    private static String text(BodySource body) throws Exception {
        StringBuilder text = new StringBuilder();
        for (byte[] chunk = next(body); chunk != null; chunk = next(body)) {
            text.append(new String(chunk, StandardCharsets.UTF_8));
        }
        return text.toString();
    }

    private static byte[] next(BodySource body) throws Exception {
        return body.read().toCompletableFuture().get(20, TimeUnit.SECONDS);
    }

    @Test
    void aRequestArrivesAsItWasSent() throws Exception {
        List<Header> headers = List.of(
                new Header("Host", "h"),
                new Header("Cookie", "a=1"),
                new Header("cookie", "b=2"),
                new Header("X-Ü", "ü"));
        WebResponse response = handle(
                "r => Response.json([r.method, r.url, r.headers.get('COOKIE'), r.headers.get('host'), r.body, r.bodyUsed])",
                new WebRequest("PROPFIND", "http://Sub.H:8080/é?q#f", headers.subList(0, 3), null));
        assertEquals(
                "[\"PROPFIND\",\"http://Sub.H:8080/é?q#f\",\"a=1, b=2\",\"h\",null,false]",
                new String(response.body().takeBytes(), StandardCharsets.UTF_8));
    }

    @Test
    void requestHeadersCannotBeChangedButCopied() throws Exception {
        WebResponse response = handle(
                "async r => { try { r.headers.set('a', 'b'); } catch (e) { const h = new Headers(r.headers); h.set('a', 'b');"
                        + " return new Response(`${e.name} ${h.get('a')} ${await r.text()}`); } }",
                post(BodySource.of(utf8("body"))));
        assertEquals("TypeError b body", text(response.body()));
    }

    @Test
    void aResponseLeavesAsItWasMade() throws Exception {
        WebResponse response = handle(
                "() => { const h = new Headers({'X-A': '1'}); h.append('Set-Cookie', 'a=1'); h.append('set-cookie', 'b=2');"
                        + " return new Response('hé', {status: 404, statusText: 'Gone Fishing', headers: h}); }",
                null);
        assertEquals(404, response.status());
        assertEquals("Gone Fishing", response.statusText());
        assertEquals(
                List.of(
                        new Header("x-a", "1"),
                        new Header("set-cookie", "a=1"),
                        new Header("set-cookie", "b=2"),
                        new Header("content-type", "text/plain;charset=UTF-8")),
                response.headers());
        assertEquals(3, response.body().length());
        assertArrayEquals(utf8("hé"), response.body().takeBytes());
        assertNull(response.body().takeBytes());
    }

    @Test
    void onlyAResponseIsOne() throws Exception {
        assertNull(handle("() => 'text'", null));
        assertNull(handle("() => undefined", null));
        assertNull(handle("() => ({status: 200, headers: new Headers()})", null));
    }

    @Test
    void aUsedResponseCannotBeSent() throws Exception {
        Object used = js.call(() -> js.future(js.evaluate(
                        "t", "(async () => { const r = new Response('x');" + " await r.text(); return r; })()")))
                .get(20, TimeUnit.SECONDS);
        JsException e =
                assertThrows(JsException.class, () -> js.call(() -> js.web().response(used)));
        assertTrue(e.getMessage().startsWith("TypeError: Body has already been used"), e.getMessage());
    }

    @Test
    void aStreamedRequestIsPulledChunkByChunk() throws Exception {
        Chunks body = new Chunks("one ", "two ", "three");
        WebResponse first = handle(
                "async r => { globalThis.reader = r.body.getReader(); const c = await reader.read();"
                        + " return new Response(c.value); }",
                post(body));
        assertEquals("one ", text(first.body()));
        assertEquals(1, body.reads.get(), "nothing is read ahead");
        WebResponse rest = handle(
                "async () => { let t = ''; for (;;) { const {done, value} = await reader.read(); if (done) return new Response(t);"
                        + " t += new TextDecoder().decode(value); } }",
                null);
        assertEquals("two three", text(rest.body()));
    }

    @Test
    void aStreamedRequestIsReadAsAWhole() throws Exception {
        assertEquals(
                "hé!",
                text(handle("async r => new Response(await r.text())", post(new Chunks("hé", "!")))
                        .body()));
        assertEquals(
                "2",
                text(handle("async r => new Response((await r.bytes()).length)", post(new Chunks("a", "b")))
                        .body()));
        assertEquals(
                "",
                text(handle("async r => new Response(await r.text())", post(new Chunks()))
                        .body()));
    }

    @Test
    void aRequestBodyPassedOnNeverEntersTheScript() throws Exception {
        Chunks body = new Chunks("a", "b");
        assertSame(body, handle("r => new Response(r.body)", post(body)).body());
        Chunks other = new Chunks("a");
        assertSame(
                other,
                handle("r => new Response(new Request(r).body)", post(other)).body());
        assertEquals(0, body.reads.get());
    }

    @Test
    void aBrokenRequestBodyRejects() throws Exception {
        Chunks body = new Chunks("a");
        body.failure = new IllegalStateException("client gone");
        WebResponse response = handle("r => r.text().catch(e => new Response(`caught ${e.message}`))", post(body));
        assertEquals("caught client gone", text(response.body()));
    }

    @Test
    void aStreamedResponseIsPulledOnDemand() throws Exception {
        WebResponse response = handle(
                "() => { let n = 0; globalThis.pulls = () => n; return new Response(new ReadableStream({ pull(c) {"
                        + " if (++n > 3) c.close(); else c.enqueue(new TextEncoder().encode(n + ',')); } },"
                        + " { highWaterMark: 0 })); }",
                null);
        assertEquals(-1, response.body().length());
        assertNull(response.body().takeBytes());
        assertEquals(0, js.call(() -> JsValues.toInt32(js.evaluate("t", "pulls()"))));
        assertArrayEquals(utf8("1,"), next(response.body()));
        assertEquals(1, js.call(() -> JsValues.toInt32(js.evaluate("t", "pulls()"))));
        assertEquals("2,3,", text(response.body()));
        assertNull(next(response.body()));
    }

    @Test
    void aClientThatLeavesCancelsTheScriptsStream() throws Exception {
        WebResponse response = handle(
                "() => { globalThis.why = new Promise(cancel => { globalThis.stream = new ReadableStream({ cancel,"
                        + " pull(c) { c.enqueue(new Uint8Array(1)); } }); }); return new Response(stream); }",
                null);
        next(response.body());
        response.body().cancel("client left");
        Object reason = js.call(() -> js.future(js.evaluate("t", "why"))).get(20, TimeUnit.SECONDS);
        assertEquals("client left", js.call(() -> JsValues.toJavaString(reason)));
    }

    @Test
    void aStreamThatBreaksFailsTheRead() throws Exception {
        WebResponse response = handle(
                "() => { let n = 0; return new Response(new ReadableStream({ pull(c) { if (n++) c.error(new RangeError('broke'));"
                        + " else c.enqueue(new Uint8Array(1)); } })); }",
                null);
        next(response.body());
        ExecutionException e = assertThrows(ExecutionException.class, () -> next(response.body()));
        assertEquals(
                "RangeError: broke",
                assertInstanceOf(JsException.class, e.getCause()).getMessage());
        WebResponse text =
                handle("() => new Response(new ReadableStream({ start(c) { c.enqueue('text'); c.close(); } }))", null);
        ExecutionException bad = assertThrows(ExecutionException.class, () -> next(text.body()));
        assertTrue(
                bad.getCause().getMessage().contains("must yield bytes"),
                bad.getCause().getMessage());
    }

    @Test
    void fetchSendsAndReceives() throws Exception {
        answer.complete(new WebResponse(
                201,
                "Made",
                List.of(new Header("Set-Cookie", "a=1"), new Header("Set-Cookie", "b=2"), new Header("X-A", "1")),
                new Chunks("he", "llo")));
        WebResponse response = handle(
                "async () => { const r = await fetch('http://h/x?y', {method: 'put', body: 'bödy', headers: {'X-Q': '1'}});"
                        + " return Response.json([r.status, r.statusText, r.ok, r.headers.getSetCookie(), r.headers.get('x-a'),"
                        + " await r.text(), r.url, r.redirected, r.bodyUsed]); }",
                null);
        assertEquals(
                "[201,\"Made\",true,[\"a=1\",\"b=2\"],\"1\",\"hello\",\"http://h/x?y\",false,true]",
                text(response.body()));
        WebRequest sent = fetched.getFirst();
        assertEquals("PUT", sent.method());
        assertEquals("http://h/x?y", sent.url());
        assertEquals(
                List.of(new Header("x-q", "1"), new Header("content-type", "text/plain;charset=UTF-8")),
                sent.headers());
        assertArrayEquals(utf8("bödy"), sent.body().takeBytes());
    }

    @Test
    void fetchStreamsBothWays() throws Exception {
        Chunks upload = new Chunks("up");
        Chunks download = new Chunks("down");
        answer.complete(new WebResponse(200, "OK", List.of(), download));
        WebResponse response = handle("r => fetch('http://h/', {method: 'POST', body: r.body})", post(upload));
        assertSame(upload, fetched.getFirst().body());
        assertSame(download, response.body());
        handle(
                "() => fetch('http://h/', {method: 'POST', body: new ReadableStream({ start(c) {"
                        + " c.enqueue(new TextEncoder().encode('made')); c.close(); } })})",
                null);
        assertEquals("made", text(fetched.getLast().body()));
    }

    @Test
    void fetchFollowsRedirects() throws Exception {
        answer.complete(new WebResponse(302, "Found", List.of(new Header("Location", "/next?q")), null));
        String handler = "async () => { try { const r = await fetch('http://h/a', {method: 'POST', body: 'x', headers:"
                + " {authorization: 's'}, redirect: '%s'}); return new Response(`${r.status} ${r.headers.get('location')}`);"
                + " } catch (e) { return new Response(`${e.name}: ${e.message}`); } }";
        assertEquals(
                "302 /next?q", text(handle(handler.formatted("manual"), null).body()));
        assertTrue(text(handle(handler.formatted("error"), null).body()).startsWith("TypeError: Redirected"));
        fetched.clear();
        assertEquals(
                "TypeError: Too many redirects",
                text(handle(handler.formatted("follow"), null).body()));
        assertEquals(21, fetched.size());
        WebRequest second = fetched.get(1);
        assertEquals("GET http://h/next?q null", second.method() + " " + second.url() + " " + second.body());
        assertEquals(List.of(new Header("authorization", "s")), second.headers());
        fetched.clear();
        answer = CompletableFuture.completedFuture(
                new WebResponse(307, "", List.of(new Header("location", "https://other/")), null));
        handle(handler.formatted("follow"), null);
        assertEquals(
                "POST https://other/",
                fetched.get(1).method() + " " + fetched.get(1).url());
        assertEquals(
                List.of(new Header("content-type", "text/plain;charset=UTF-8")),
                fetched.get(1).headers());
    }

    @Test
    void fetchFailsLikeWorkerd() throws Exception {
        answer.completeExceptionally(new IOException("connection refused"));
        String all =
                "async () => { const out = []; for (const u of ['/relative', 'ftp://e.com/', 'http://h/', 'not a url']) try {"
                        + " await fetch(u); out.push('ok'); } catch (e) { out.push(`${e.name}: ${e.message}`); }"
                        + " return new Response(out.join('\\n')); }";
        assertEquals("""
                TypeError: Fetch API cannot load: /relative
                TypeError: Fetch API cannot load: ftp://e.com/
                Error: Network connection lost.
                TypeError: Fetch API cannot load: not a url""", text(handle(all, null).body()));
    }

    @Test
    void fetchIsAborted() throws Exception {
        String handler = "async () => { const c = new AbortController(); setTimeout(() => c.abort(), 1);"
                + " try { await fetch('http://h/', {signal: c.signal}); } catch (e) { return new Response(e.name); } }";
        assertEquals("AbortError", text(handle(handler, null).body()));
        assertTrue(answer.isCancelled());
        answer = new CompletableFuture<>();
        assertEquals(
                "TimeoutError",
                text(handle(
                                "async () => { try { await fetch('http://h/', {signal: AbortSignal.timeout(1)}); }"
                                        + " catch (e) { return new Response(e.name); } }",
                                null)
                        .body()));
    }

    @Test
    void anAbortAfterTheHeadCancelsTheBody() throws Exception {
        Chunks body = new Chunks("a", "b");
        answer.complete(new WebResponse(200, "OK", List.of(), body));
        handle(
                "async () => { const c = new AbortController(); const r = await fetch('http://h/', {signal: c.signal});"
                        + " await r.body.getReader().read(); c.abort(); return new Response(); }",
                null);
        assertTrue(body.cancelled.await(20, TimeUnit.SECONDS));
    }

    @Test
    void aResponseBodyThatIsCancelledEndsTheExchange() throws Exception {
        Chunks body = new Chunks("a", "b");
        answer.complete(new WebResponse(200, "OK", List.of(), body));
        handle("async () => { await (await fetch('http://h/')).body.cancel(); return new Response(); }", null);
        assertTrue(body.cancelled.await(20, TimeUnit.SECONDS));
    }

    @Test
    void registeredResourcesCanBeFetchedAndNoOtherFile() throws Exception {
        WebResponse response = handle(
                "async () => { const r = await fetch('file:///app/../app/data.json');"
                        + " const e = await fetch('file:///etc/passwd').catch(e => e.name);"
                        + " return Response.json([await r.json(), r.headers.get('content-type'), e]); }",
                null);
        assertEquals("[{\"a\":1},\"application/json\",\"TypeError\"]", text(response.body()));
        assertTrue(fetched.isEmpty());
    }

    @Test
    void ioIsRefusedInGlobalScope() throws Exception {
        js.call(() -> {
            js.web().allowIo(false);
            return null;
        });
        String all =
                "async () => { const out = []; for (const f of [() => fetch('http://h/'), () => setTimeout(() => {}, 1),"
                        + " () => crypto.randomUUID()]) try { await f(); }"
                        + " catch (e) { out.push(e.message.slice(0, 52)); } return Response.json([...new Set(out), out.length]); }";
        assertEquals(
                "[\"Disallowed operation called within global scope. Asy\",3]",
                text(handle(all, null).body()));
    }

    @Test
    void largeBodiesAreNotCollected() throws Exception {
        AtomicInteger left = new AtomicInteger(200);
        BodySource large = new BodySource() {
            @Override
            public CompletionStage<byte[]> read() {
                return CompletableFuture.completedFuture(left.getAndDecrement() > 0 ? new byte[1 << 16] : null);
            }

            @Override
            public void cancel(String reason) {
                left.set(0);
            }
        };
        WebResponse response = handle(
                "r => new Response(r.body.pipeThrough(new TransformStream({ transform(c, t) { t.enqueue(c); } })))",
                post(large));
        long size = 0;
        for (byte[] chunk = next(response.body()); chunk != null; chunk = next(response.body())) {
            size += chunk.length;
            assertTrue(left.get() >= 199 - size / (1 << 16) - 3, "the source is read a few chunks ahead at most");
        }
        assertEquals(200L << 16, size);
    }
}
