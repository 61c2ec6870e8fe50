package dev.habu.js;

import com.oracle.js.parser.ir.Module.ModuleRequest;
import com.oracle.truffle.api.strings.TruffleString;
import com.oracle.truffle.js.runtime.JSRealm;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.Engine;
import org.graalvm.polyglot.HostAccess;
import org.graalvm.polyglot.PolyglotAccess;
import org.graalvm.polyglot.SandboxPolicy;
import org.graalvm.polyglot.Source;
import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.io.IOAccess;

/** One engine for all realms, and its scripts: each is read and parsed once in the life of the process. Any thread. */
final class Scripts {
    private static final Map<String, Source> SOURCES = new ConcurrentHashMap<>();

    private static final Engine ENGINE = Engine.newBuilder("js")
            .allowExperimentalOptions(true)
            .option("engine.WarnInterpreterOnly", "false")
            .option("js.console", "false")
            .option("js.print", "false")
            .option("js.load", "false")
            .option("js.graal-builtin", "false")
            .option("js.polyglot-builtin", "false")
            .option("js.java-package-globals", "false")
            .option("js.global-arguments", "false")
            .option("js.text-encoding", "true")
            .option("js.esm-eval-returns-exports", "true")
            .option("js.agent-can-block", "false")
            .build();

    private Scripts() {}

    /** A new realm from which nothing of the host can be reached but the resources that its options name. */
    static Context open(JsOptions options) {
        Context opened = Context.newBuilder("js")
                .engine(ENGINE)
                .sandbox(SandboxPolicy.TRUSTED)
                .allowHostAccess(HostAccess.NONE)
                .allowHostClassLookup(null)
                .allowPolyglotAccess(PolyglotAccess.NONE)
                .allowIO(IOAccess.newBuilder()
                        .fileSystem(new ResourceFileSystem(options.resources, options.imports))
                        .build())
                .allowCreateProcess(false)
                .allowCreateThread(false)
                .allowNativeAccess(false)
                .build();
        opened.initialize("js");
        return opened;
    }

    /** @param name stands for the same code for ever, and appears in stack traces */
    static Source named(String name, Supplier<String> code) {
        return SOURCES.computeIfAbsent(
                name,
                key -> Source.newBuilder("js", code.get(), key).cached(true).buildLiteral());
    }

    /** A resource on the class path, beside {@code anchor}. */
    static Source resource(Class<?> anchor, String name) {
        return SOURCES.computeIfAbsent(
                anchor.getName() + "/" + name,
                _ -> Source.newBuilder("js", text(anchor, name), "habu:" + name)
                        .cached(true)
                        .buildLiteral());
    }

    private static String text(Class<?> anchor, String name) {
        try (InputStream in = anchor.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("The class path lacks " + name + " beside " + anchor.getName());
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + name + " from the class path", e);
        }
    }

    /** Parses a script, unless that is done; while another thread parses the same one it waits for the result. */
    static Value parsed(Context context, Source source) {
        synchronized (source) {
            return context.parse(source);
        }
    }

    /**
     * Reads and parses a module in the realm that is entered, and does not run it.
     *
     * @return what keeps the parsed module from being forgotten
     */
    static Object parseModule(String url) {
        return JSRealm.get(null)
                .getModuleLoader()
                .resolveImportedModule(null, ModuleRequest.create((TruffleString) JsValues.string(url)))
                .getSource();
    }
}
