package dev.habu.worker.http;

import dev.habu.js.BodySource;
import dev.habu.js.Header;
import dev.habu.js.WebRequest;
import dev.habu.js.WebResponse;
import dev.habu.worker.isolate.Reply;
import dev.habu.worker.isolate.RequestHandler;
import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** One request and its response on a connection. Its state is touched on the connection's Vert.x context only. */
final class Exchange implements Reply {
    /** What belongs to the connection and not to the worker; the length is ours to tell, since we know what we send. */
    private static final Set<String> HOP_BY_HOP =
            Set.of("connection", "content-length", "keep-alive", "transfer-encoding", "upgrade");

    private final HttpServerRequest request;
    private final HttpServerResponse response;
    private final Context context;
    private final boolean development;
    private final long startNanos = System.nanoTime();
    private IncomingBody requestBody;
    private BodySource responseBody;
    private RequestHandler handler;
    private int generation;
    private Runnable clientHasGone = () -> {};
    private boolean over;

    /** Called on the connection's context, before anything of the request's body has been delivered. */
    Exchange(HttpServerRequest request, Context context, boolean development) {
        this.request = request;
        this.response = request.response();
        this.context = context;
        this.development = development;
        response.closeHandler(_ -> closed());
        response.exceptionHandler(_ -> closed());
    }

    /**
     * Hands the request over; the answer comes back through {@link Reply}. On the connection's context.
     *
     * @param generation which of the handlers that follow each other this one is
     */
    void handTo(RequestHandler handler, int generation) {
        this.handler = handler;
        this.generation = generation;
        if (!over) {
            clientHasGone = handler.serve(webRequest(), this);
        }
    }

    private WebRequest webRequest() {
        List<Header> headers = new ArrayList<>(request.headers().size());
        for (Map.Entry<String, String> header : request.headers()) {
            headers.add(new Header(header.getKey().toLowerCase(Locale.ROOT), header.getValue()));
        }
        String url = RequestUrl.of(
                request.uri(),
                request.getHeader("host"),
                request.localAddress().hostAddress() + ":"
                        + request.localAddress().port());
        return new WebRequest(request.method().name(), url, headers, requestBody);
    }

    /** Keeps the request's body until the worker reads it. On the connection's context. */
    void takeBody() {
        String length = request.getHeader("content-length");
        boolean hasBody = request.headers().contains("transfer-encoding") || (length != null && !length.equals("0"));
        if (hasBody) {
            requestBody = new IncomingBody(context, request, length == null ? -1 : Long.parseLong(length));
        }
    }

    @Override
    public void respond(WebResponse answer) {
        context.runOnContext(_ -> {
            if (over) {
                cancel(answer.body());
                return;
            }
            response.setStatusCode(answer.status());
            response.setStatusMessage(answer.statusText());
            for (Header header : answer.headers()) {
                if (!HOP_BY_HOP.contains(header.name())) {
                    response.headers().add(header.name(), header.value());
                }
            }
            send(answer.body());
        });
    }

    private void send(BodySource body) {
        byte[] whole = body == null ? new byte[0] : body.takeBytes();
        if (request.method().equals(HttpMethod.HEAD)) {
            long length = whole != null ? whole.length : body.length();
            if (length >= 0) {
                response.putHeader("content-length", Long.toString(length));
            }
            cancel(body);
            end(null);
        } else if (whole != null) {
            end(whole.length == 0 ? null : Buffer.buffer(whole));
        } else {
            responseBody = body;
            if (body.length() >= 0) {
                response.putHeader("content-length", Long.toString(body.length())); // a request's body, passed on
            } else {
                response.setChunked(true);
            }
            pump();
        }
    }

    /** Sends one chunk after the other, each when the connection has room for it. */
    private void pump() {
        responseBody
                .read()
                .whenComplete((chunk, failure) -> context.runOnContext(_ -> {
                    if (over) {
                        return;
                    }
                    if (failure != null) {
                        breakOff("the body broke off: " + failure.getMessage());
                    } else if (chunk == null) {
                        end(null);
                    } else {
                        response.write(Buffer.buffer(chunk));
                        if (response.writeQueueFull()) {
                            response.drainHandler(_ -> {
                                response.drainHandler(null);
                                pump();
                            });
                        } else {
                            pump();
                        }
                    }
                }));
    }

    @Override
    public void fail(String problem) {
        context.runOnContext(_ -> {
            System.err.print(problem);
            if (over) {
                return;
            }
            response.setStatusCode(500);
            String text = ErrorPage.TERSE;
            if (development) {
                String accept = request.getHeader("accept");
                boolean html = accept != null && accept.contains("text/html");
                text = html ? ErrorPage.html(problem, handler::source, generation) : problem;
                response.putHeader("content-type", html ? "text/html;charset=UTF-8" : "text/plain;charset=UTF-8");
            }
            send(BodySource.of(text.getBytes(StandardCharsets.UTF_8)));
        });
    }

    private void end(Buffer last) {
        over = true;
        if (last == null) {
            response.end();
        } else {
            response.end(last);
        }
        if (requestBody != null) {
            requestBody.cancel("the response has been sent");
        }
        log(response.getStatusCode() + "");
    }

    private void breakOff(String why) {
        over = true;
        response.reset();
        log(response.getStatusCode() + ", " + why);
    }

    /** The connection was closed, by the client if we are not done. */
    private void closed() {
        if (over) {
            return;
        }
        over = true;
        clientHasGone.run();
        cancel(responseBody);
        if (requestBody != null) {
            requestBody.fail("the client has gone");
        }
        log("the client has gone");
    }

    private static void cancel(BodySource body) {
        if (body != null) {
            body.cancel("the client has gone");
        }
    }

    private void log(String outcome) {
        long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startNanos);
        System.err.println(request.method() + " " + request.uri() + " " + outcome + " (" + millis + " ms)");
    }
}
