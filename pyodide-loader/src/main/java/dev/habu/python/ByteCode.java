package dev.habu.python;

import dev.habu.compiler.CacheFolder;
import dev.habu.compiler.Progress;
import dev.habu.js.JsBuffers;
import dev.habu.js.JsOptions;
import dev.habu.js.JsRuntime;
import dev.habu.js.JsValues;
import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.CRC32;
import java.util.zip.CheckedOutputStream;

/**
 * The byte code of Python sources, made once for the same sources and kept in the cache folder: files for {@code __pycache__} that are used
 * without a look at their sources (unchecked ones of PEP 552). An interpreter of its own makes them and runs none of the code.
 */
public final class ByteCode {
    private static final String PROGRAM = "byte_code.py";

    private ByteCode() {}

    /**
     * The byte code of some files, from the cache if it is there and whole. Any thread.
     *
     * @param sources contents by the absolute path that they will have in interpreters
     * @return contents by path; what does not compile is left out, so that its import says why
     * @throws PyodideException if the interpreter does not start
     * @throws dev.habu.compiler.CacheException if the cache folder cannot be written
     */
    public static SortedMap<String, byte[]> of(
            Pyodide pyodide, SortedMap<String, byte[]> sources, CacheFolder cache, Progress progress) {
        if (sources.isEmpty()) {
            return new TreeMap<>();
        }
        String entry = "bytecode/" + key(pyodide, sources) + ".bin";
        Path file = cache.entry(entry);
        SortedMap<String, byte[]> kept = read(file);
        if (kept != null) {
            return kept;
        }
        Runnable wait = () -> progress.note("Another habu process is compiling packages; waiting for it ...");
        try (CacheFolder.Lock _ = cache.lock(entry, wait)) {
            kept = read(file);
            return kept != null ? kept : make(pyodide, sources, cache, entry, progress);
        }
    }

    private static String key(Pyodide pyodide, Map<String, byte[]> sources) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(pyodide.version().integrity().getBytes(StandardCharsets.UTF_8));
            digest.update(Resources.read(ByteCode.class, PROGRAM));
            sources.forEach((path, content) -> {
                digest.update((path + "\0" + content.length + "\0").getBytes(StandardCharsets.UTF_8));
                digest.update(content);
            });
            return HexFormat.of().formatHex(digest.digest(), 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every JDK has SHA-256", e);
        }
    }

    private static SortedMap<String, byte[]> make(
            Pyodide pyodide, Map<String, byte[]> sources, CacheFolder cache, String entry, Progress progress) {
        try (Progress.Step step = progress.begin("Compiling the Python of the packages", sources.size())) {
            SortedMap<String, byte[]> made = compile(pyodide, sources, step);
            cache.publish(entry, target -> write(target, made));
            step.done();
            return made;
        }
    }

    private static SortedMap<String, byte[]> compile(Pyodide pyodide, Map<String, byte[]> sources, Progress.Step step) {
        JsOptions.Builder runtime = JsOptions.builder().threadName("habu-bytecode");
        pyodide.register(runtime);
        InterpreterOptions options = InterpreterOptions.builder().build();
        try (JsRuntime js = JsRuntime.start(runtime.build())) {
            Interpreter interpreter = Interpreter.join(Interpreter.start(js, pyodide, options));
            return js.call(() -> {
                interpreter.mount(sources, true);
                Object compiled = interpreter.runResource(ByteCode.class, PROGRAM);
                SortedMap<String, byte[]> made = new TreeMap<>();
                int done = 0;
                for (String path : sources.keySet()) {
                    Object file = JsValues.call(compiled, JsValues.undefined(), JsValues.string(path));
                    if (JsValues.isObject(file)) {
                        made.put(
                                JsValues.toJavaString(JsValues.getElement(file, 0)),
                                JsBuffers.copyOf(JsValues.getElement(file, 1)));
                    }
                    step.advance(++done);
                }
                return made;
            });
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PyodideException("interrupted while packages were compiled", e);
        }
    }

    /** A number of files, each its path and content with their lengths, and a checksum of all of it. */
    private static void write(Path target, Map<String, byte[]> files) throws IOException {
        CRC32 checksum = new CRC32();
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(target));
                DataOutputStream data = new DataOutputStream(new CheckedOutputStream(out, checksum))) {
            data.writeInt(files.size());
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                byte[] path = file.getKey().getBytes(StandardCharsets.UTF_8);
                data.writeInt(path.length);
                data.write(path);
                data.writeInt(file.getValue().length);
                data.write(file.getValue());
            }
            data.writeLong(checksum.getValue());
        }
    }

    /** What {@link #write} wrote; null if there is nothing or something else. */
    private static SortedMap<String, byte[]> read(Path file) {
        try {
            ByteBuffer data = ByteBuffer.wrap(Files.readAllBytes(file));
            int length = data.limit() - Long.BYTES;
            CRC32 checksum = new CRC32();
            checksum.update(data.array(), 0, Math.max(0, length));
            if (length < 0 || data.getLong(length) != checksum.getValue()) {
                return null;
            }
            SortedMap<String, byte[]> files = new TreeMap<>();
            for (int left = data.getInt(); left > 0; left--) {
                String path = new String(bytes(data), StandardCharsets.UTF_8);
                files.put(path, bytes(data));
            }
            return files;
        } catch (IOException | BufferUnderflowException e) {
            return null;
        }
    }

    private static byte[] bytes(ByteBuffer data) {
        byte[] bytes = new byte[data.getInt()];
        data.get(bytes);
        return bytes;
    }
}
