package dev.habu.worker.http;

/** What a client sees of an error. */
final class ErrorPage {
    /** All that a client gets in production, as from workerd. */
    static final String TERSE = "Internal Server Error";

    private ErrorPage() {}

    /** The traceback as a page for a browser. */
    static String html(String traceback) {
        return """
                <!doctype html>
                <html lang="en">
                <meta charset="utf-8">
                <title>The worker failed</title>
                <style>
                body { font: 16px/1.5 system-ui, sans-serif; margin: 3rem auto; max-width: 60rem; padding: 0 1rem }
                pre { background: #f4f4f4; border-left: 4px solid #c33; overflow-x: auto; padding: 1rem }
                @media (prefers-color-scheme: dark) { body { background: #181818; color: #ddd } pre { background: #262626 } }
                </style>
                <h1>The worker failed</h1>
                <pre>%s</pre>
                <p>habu dev shows this page; a client of habu serve only sees “Internal Server Error”.</p>
                </html>
                """.formatted(escape(traceback));
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
