package dev.habu.python;

import dev.habu.compiler.CacheFolder;
import dev.habu.compiler.Progress;
import dev.habu.js.JsBuffers;
import dev.habu.js.JsOptions;
import dev.habu.js.JsRuntime;
import dev.habu.js.JsValues;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.ref.SoftReference;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * The memory of an interpreter that has started and run {@code prelude.py} and its {@link Preload}, in the cache folder. An interpreter that begins
 * with it copies that memory (31 MB) instead of starting Python, and has the prelude's modules imported already.
 *
 * <p>It is made on this machine by Pyodide's own {@code makeMemorySnapshot}. Interpreters that begin with it draw their own
 * randomness, except for the seed of {@code str} hashes, which they share. Safe for use by any thread.
 */
final class Snapshot {
    /** SHA-256 of what the image was made of, then its length: a file without this end is no whole snapshot. */
    private static final int TRAILER = 32 + Long.BYTES;

    private static final String PRELUDE = "prelude.py";

    /** Leaves a module behind whose function each interpreter calls that begins with the snapshot. */
    private static final String RESTORED = "restored.py";

    private final Pyodide pyodide;
    private final CacheFolder cache;
    private final Progress progress;
    private SoftReference<byte[]> image = new SoftReference<>(null);

    Snapshot(Pyodide pyodide, CacheFolder cache, Progress progress) {
        this.pyodide = pyodide;
        this.cache = cache;
        this.progress = progress;
    }

    /**
     * The image for {@code loadPyodide}; shared, so that nobody may write to it. It is made first if it is missing or damaged.
     *
     * @throws PyodideException if the interpreter does not start, or if the file cannot be read
     * @throws dev.habu.compiler.CacheException if the cache folder cannot be written
     */
    synchronized byte[] image() {
        byte[] bytes = image.get();
        if (bytes == null) {
            Path file = file();
            try (var in = Files.newInputStream(file)) {
                bytes = in.readNBytes(Math.toIntExact(Files.size(file) - TRAILER));
            } catch (IOException e) {
                throw new PyodideException("cannot read the snapshot " + file + ": " + e.getMessage(), e);
            }
            image = new SoftReference<>(bytes);
        }
        return bytes;
    }

    private Path file() {
        byte[] key = key(pyodide);
        String entry = "snapshots/" + HexFormat.of().formatHex(key, 0, 16) + ".bin";
        Path file = cache.entry(entry);
        if (!isWhole(file, key)) {
            Runnable wait = () -> progress.note("Another habu process is starting Python; waiting for it ...");
            try (CacheFolder.Lock _ = cache.lock(entry, wait)) {
                if (!isWhole(file, key)) {
                    make(key, entry);
                }
            }
        }
        return file;
    }

    private static byte[] key(Pyodide pyodide) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(pyodide.version().integrity().getBytes(StandardCharsets.UTF_8));
            digest.update(Resources.read(Snapshot.class, "start-pyodide.js"));
            digest.update(Resources.read(Snapshot.class, PRELUDE));
            digest.update(Resources.read(Snapshot.class, RESTORED));
            pyodide.preload().files().forEach((path, content) -> {
                digest.update((path + "\0" + content.length + "\0").getBytes(StandardCharsets.UTF_8));
                digest.update(content);
            });
            digest.update(pyodide.preload().program().getBytes(StandardCharsets.UTF_8));
            return digest.digest();
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every JDK has SHA-256", e);
        }
    }

    /** Whether a file is the whole of the snapshot that was made for a key. */
    static boolean isWhole(Path file, byte[] key) {
        try (var channel = Files.newByteChannel(file)) {
            long length = channel.size() - TRAILER;
            if (length < 0) {
                return false;
            }
            ByteBuffer trailer = ByteBuffer.allocate(TRAILER);
            channel.position(length);
            while (trailer.hasRemaining() && channel.read(trailer) >= 0) {
                // reads on
            }
            return !trailer.hasRemaining()
                    && Arrays.equals(trailer.array(), 0, key.length, key, 0, key.length)
                    && trailer.getLong(key.length) == length;
        } catch (IOException e) {
            return false;
        }
    }

    private void make(byte[] key, String entry) {
        try (Progress.Step step = progress.begin("Starting Python once", 0)) {
            byte[] memory = boot();
            cache.publish(entry, target -> {
                try (OutputStream out = Files.newOutputStream(target)) {
                    out.write(memory);
                    out.write(key);
                    out.write(ByteBuffer.allocate(Long.BYTES)
                            .putLong(memory.length)
                            .array());
                }
            });
            step.done();
        }
    }

    private byte[] boot() {
        JsOptions.Builder runtime = JsOptions.builder().threadName("habu-snapshot");
        pyodide.register(runtime);
        InterpreterOptions options = InterpreterOptions.builder().forSnapshot().build();
        try (JsRuntime js = JsRuntime.start(runtime.build())) {
            Interpreter interpreter = Interpreter.join(Interpreter.start(js, pyodide, options));
            return js.call(() -> {
                interpreter.runResource(Snapshot.class, RESTORED);
                interpreter.run(pyodide.preload().program());
                interpreter.run(new String(Resources.read(Snapshot.class, PRELUDE), StandardCharsets.UTF_8));
                return JsBuffers.copyOf(JsValues.call(interpreter.api(), "makeMemorySnapshot"));
            });
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PyodideException("interrupted while Python was starting", e);
        }
    }
}
