package dev.habu.worker.bundle;

import dev.habu.python.Preload;
import dev.habu.worker.config.PythonLine;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The Python modules that habu brings to every worker, in memory when its interpreter begins. */
public final class HabuModules {
    private static final String FOLDER = "/lib/habu/";

    private static final List<String> MODULES = List.of(
            "_habu/__init__.py",
            "_habu/adapted.py",
            "_habu/entropy.py",
            "_habu/entrypoint.py",
            "_habu/httpx_fetch.py",
            "_habu/layout.py",
            "_habu/sdk_host.py",
            "_habu/tracebacks.py",
            "_habu/web_loop.py",
            "_habu/worker.py");

    /** On the first line, beside the SDK: {@code ssl}, which is no part of its standard library. */
    private static final List<String> MODULES_OF_2024 =
            List.of("cloudflare/__init__.py", "cloudflare/workers.py", "ssl.py");

    private static final String PROGRAM = "import sys; sys.path.append('%s'); import _habu.worker".formatted(FOLDER);

    private HabuModules() {}

    /** What workers of a line need. Any thread. */
    public static Preload of(PythonLine line) {
        Map<String, byte[]> files = new TreeMap<>();
        MODULES.forEach(name -> files.put(FOLDER + name, resource(name)));
        if (line.isFirst()) {
            MODULES_OF_2024.forEach(name -> files.put(FOLDER + name, resource(name)));
        }
        return new Preload(files, PROGRAM);
    }

    private static byte[] resource(String name) {
        try (InputStream in = HabuModules.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("the class path lacks " + name);
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
