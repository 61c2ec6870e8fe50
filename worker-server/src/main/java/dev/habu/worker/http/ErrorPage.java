package dev.habu.worker.http;

import java.util.List;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a client sees of an error. */
final class ErrorPage {
    /** All that a client gets in production, as from workerd. */
    static final String TERSE = "Internal Server Error";

    /** Answers as soon as another worker is served than the one of the generation that is asked for. */
    static final String RELOADED = "/cdn-cgi/habu/reloaded";

    private static final Pattern PLACE = Pattern.compile("^ *File \"([^\"]+)\", line (\\d+)", Pattern.MULTILINE);
    private static final int LINES_AROUND = 4;

    private ErrorPage() {}

    /**
     * The problem as a page for a browser, which goes away by itself when another worker is served.
     *
     * @param problem a traceback or another text
     * @param sources gives the text of a file that the traceback names, null for one that is not the worker's
     * @param generation of the worker that failed
     */
    static String html(String problem, Function<String, String> sources, int generation) {
        return """
                <!doctype html>
                <html lang="en">
                <meta charset="utf-8">
                <title>The worker failed</title>
                <style>
                body { font: 16px/1.5 system-ui, sans-serif; margin: 3rem auto; max-width: 60rem; padding: 0 1rem }
                pre { background: #f4f4f4; border-left: 4px solid #c33; overflow-x: auto; padding: 1rem }
                mark { background: #fdd; color: inherit }
                @media (prefers-color-scheme: dark) {
                  body { background: #181818; color: #ddd } pre { background: #262626 } mark { background: #622 }
                }
                </style>
                <h1>The worker failed</h1>
                <pre>%s</pre>
                %s<p>habu dev shows this page until the worker is mended; a client of habu serve only sees “%s”.</p>
                <script>
                const look = () => fetch("%s?since=%d").then((told) => (told.ok ? location.reload() : later()), later);
                const later = () => setTimeout(look, 500);
                look();
                </script>
                </html>
                """.formatted(escape(problem), excerpt(problem, sources), TERSE, RELOADED, generation);
    }

    /** The lines around the last place of a traceback that is in the worker's own files. */
    private static String excerpt(String problem, Function<String, String> sources) {
        String excerpt = "";
        Matcher place = PLACE.matcher(problem);
        while (place.find()) {
            String text = sources.apply(place.group(1));
            if (text != null) {
                excerpt = excerpt(place.group(1), text.lines().toList(), Integer.parseInt(place.group(2)));
            }
        }
        return excerpt;
    }

    private static String excerpt(String file, List<String> lines, int failed) {
        StringBuilder excerpt = new StringBuilder("<h2>")
                .append(escape(file))
                .append(", line ")
                .append(failed)
                .append("</h2>\n<pre>");
        int last = Math.min(lines.size(), failed + LINES_AROUND);
        for (int i = Math.max(1, failed - LINES_AROUND); i <= last; i++) {
            String line = "%4d  %s".formatted(i, escape(lines.get(i - 1)));
            excerpt.append(i == failed ? "<mark>" + line + "</mark>" : line).append('\n');
        }
        return excerpt.append("</pre>\n").toString();
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
