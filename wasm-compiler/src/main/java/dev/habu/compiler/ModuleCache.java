package dev.habu.compiler;

import dev.habu.wasm.Module;
import java.io.IOException;
import java.io.Serial;
import java.lang.ref.SoftReference;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Compiled modules, found by the hash of their binary form: in this process, on the class path, in the cache folder; what
 * is nowhere is compiled, and kept in the cache folder unless it is small.
 *
 * <p>A module's Java package is named after the hash of its bytes and of the compiler, so that classes on the class path
 * are the right ones if they are there at all. A jar in the cache folder is checked before it is used; one that is cut or
 * foreign is made again. Safe for use by any thread and by several processes.
 */
public final class ModuleCache {
    private static final int MODULE_BITS_AS_HEX = 32;
    private static final int PROGRESS_STEPS = 1000;

    /** Modules up to this size in bytes are compiled sooner than a file is found, locked and checked. */
    private static final int SMALL = 4096;

    /** How many modules are remembered in this process. */
    private static final int MAX_OPEN = 512;

    private final CacheFolder folder;
    private final Map<String, SoftReference<Module>> open = new LinkedHashMap<>(16, 0.75f, true) {
        @Serial
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, SoftReference<Module>> eldest) {
            return size() > MAX_OPEN;
        }
    };

    /** A cache over a folder; several may share one. */
    public ModuleCache(CacheFolder folder) {
        this.folder = folder;
    }

    /**
     * The compiled form of a binary module.
     *
     * @throws CompileException if it is no valid module or beyond a limit
     * @throws CacheException if the cache folder cannot be written
     */
    public Module get(byte[] wasm) {
        return get(wasm, "a WebAssembly module", Progress.silent());
    }

    /**
     * As {@link #get(byte[])}, and reports a compilation.
     *
     * @param name what to call the module
     */
    public Module get(byte[] wasm, String name, Progress progress) {
        String sha256 = Sha256.hex(wasm);
        if (wasm.length > SMALL) {
            return get(sha256, () -> wasm, name, progress);
        }
        String packageName = packageName(sha256);
        return opened(
                packageName,
                () -> WasmCompiler.compile(wasm, new CompileOptions(packageName, 1, (_, _) -> {}))
                        .load());
    }

    /**
     * The compiled form of a binary module whose hash is known, so that it need not be read if it is compiled already.
     *
     * @param sha256 of the module, in lower-case hexadecimal digits; the caller answers for it
     * @param wasm the module, asked for only if it must be compiled
     * @param name what to call it when compilation is reported
     * @throws CompileException if it is no valid module or beyond a limit
     * @throws CacheException if the cache folder cannot be written
     */
    public Module get(String sha256, Supplier<byte[]> wasm, String name, Progress progress) {
        String packageName = packageName(sha256);
        return opened(packageName, () -> WasmCompiler.open(jar(sha256, wasm, name, progress), packageName));
    }

    private Module opened(String packageName, Supplier<Module> elsewhere) {
        synchronized (open) {
            SoftReference<Module> known = open.get(packageName);
            Module module = known == null ? null : known.get();
            if (module != null) {
                return module;
            }
        }
        Module module = isOnClassPath(packageName)
                ? Module.load(ModuleCache.class.getClassLoader(), packageName)
                : elsewhere.get();
        synchronized (open) {
            open.put(packageName, new SoftReference<>(module));
        }
        return module;
    }

    /**
     * The jar of a module in the cache folder, compiled first if need be, for putting it on a class path.
     *
     * @see #get(String, Supplier, String, Progress)
     */
    public Path jar(String sha256, Supplier<byte[]> wasm, String name, Progress progress) {
        String packageName = packageName(sha256);
        String entry = "modules/" + packageName + ".jar";
        Path jar = folder.entry(entry);
        if (isIntact(jar)) {
            return jar;
        }
        Runnable wait = () -> progress.note("Another habu process is compiling " + name + "; waiting for it ...");
        try (CacheFolder.Lock _ = folder.lock(entry, wait)) {
            if (!isIntact(jar)) {
                CompiledModule compiled = compile(wasm.get(), packageName, name, progress);
                folder.publish(entry, target -> {
                    compiled.writeJar(target);
                    Files.write(target, JarSeal.seal(Files.readAllBytes(target)));
                });
            }
        }
        return jar;
    }

    private static String packageName(String sha256) {
        String both = Sha256.hex((sha256 + CompilerIdentity.current()).getBytes(StandardCharsets.US_ASCII));
        return "habu.m" + both.substring(0, MODULE_BITS_AS_HEX);
    }

    private static boolean isOnClassPath(String packageName) {
        String resource = packageName.replace('.', '/') + "/" + Module.DESCRIPTOR_RESOURCE;
        return ModuleCache.class.getClassLoader().getResource(resource) != null;
    }

    private static boolean isIntact(Path jar) {
        try {
            return JarSeal.isIntact(Files.readAllBytes(jar));
        } catch (NoSuchFileException e) {
            return false;
        } catch (IOException e) {
            throw CacheException.of(jar, e);
        }
    }

    private static CompiledModule compile(byte[] wasm, String packageName, String name, Progress progress) {
        try (Progress.Step step = progress.begin("Compiling " + name, PROGRESS_STEPS)) {
            CompileProgress listener = (done, total) -> step.advance((long) done * PROGRESS_STEPS / total);
            int threads = Runtime.getRuntime().availableProcessors();
            CompiledModule compiled = WasmCompiler.compile(wasm, new CompileOptions(packageName, threads, listener));
            step.done();
            return compiled;
        }
    }
}
