package dev.habu.python.packages;

import dev.habu.compiler.CacheFolder;
import dev.habu.compiler.Progress;
import dev.habu.python.PyodideDistribution;
import dev.habu.python.PyodideException;
import dev.habu.python.PyodideVersion;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The packages that a project asks for, unpacked in a folder of the cache as {@code python_modules/} wants them. What was resolved once for the same requirements stays
 * as it is, whatever is published later. Safe for use by any thread and process.
 */
public final class PackageFolder {
    /** What all packages of a worker may take unpacked, in bytes: the memory that the platform gives a worker. */
    public static final long LIMIT = 128L << 20;

    private static final String LIST = "packages.txt";
    private static final String MODULES = "modules";

    private final Path folder;

    private PackageFolder(Path folder) {
        this.folder = folder;
    }

    /**
     * Opens the packages in the cache, and resolves, fetches and unpacks them first if they are not there.
     *
     * @param mirror the user's folder with wheels, which go before all others; null if there is none
     * @throws PyodideException if a package cannot be had for that version of Pyodide, or has another hash, or is too large
     * @throws dev.habu.compiler.CacheException if the cache folder cannot be written
     */
    public static PackageFolder open(
            PackageRequest request, PyodideVersion version, Path mirror, CacheFolder cache, Progress progress) {
        return open(request, version, mirror, cache, progress, System.getenv("PATH"));
    }

    static PackageFolder open(
            PackageRequest request,
            PyodideVersion version,
            Path mirror,
            CacheFolder cache,
            Progress progress,
            String searchPath) {
        String entry = "packages/" + key(request, version, mirror);
        Path folder = cache.entry(entry);
        if (!Files.isDirectory(folder)) {
            Runnable wait = () -> progress.note("Another habu process is fetching packages; waiting for it ...");
            try (CacheFolder.Lock _ = cache.lock(entry, wait)) {
                if (!Files.isDirectory(folder)) {
                    PyodideDistribution distribution = PyodideDistribution.open(version, cache, progress);
                    Pip pip = Pip.on(searchPath, version);
                    try (Progress.Step step =
                            progress.begin("Fetching the packages of " + request.source() + " with pip", 0)) {
                        cache.publish(entry, target -> make(request, distribution, pip, mirror, target));
                        step.done();
                    }
                }
            }
        }
        return new PackageFolder(folder);
    }

    private static String key(PackageRequest request, PyodideVersion version, Path mirror) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            String inputs = String.join(
                    "\n",
                    version.version(),
                    request.requirements().toString(),
                    request.overrides().toString(),
                    request.constraints().toString(),
                    new TreeMap<>(request.hashes()).toString());
            digest.update(inputs.getBytes(StandardCharsets.UTF_8));
            if (mirror != null) {
                for (Path file : wheelsIn(mirror)) {
                    digest.update((file + " " + Files.size(file) + " " + Files.getLastModifiedTime(file))
                            .getBytes(StandardCharsets.UTF_8));
                }
            }
            return HexFormat.of().formatHex(digest.digest(), 0, 16);
        } catch (IOException e) {
            throw new PyodideException("cannot read the packages folder " + mirror + ": " + e.getMessage(), e);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every JDK has SHA-256", e);
        }
    }

    private static List<Path> wheelsIn(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(Wheel::isWheel).sorted().toList();
        }
    }

    private static void make(
            PackageRequest request, PyodideDistribution distribution, Pip pip, Path mirror, Path target)
            throws IOException {
        Path modules = Files.createDirectories(target.resolve(MODULES));
        Path work = Files.createDirectory(target.resolve("wheels"));
        WheelSource source = new WheelSource(pip, distribution, mirror, work);
        List<Wheel> wheels = new Resolver(request, distribution.version(), source).resolve();
        checkSize(wheels);
        List<String> list = new ArrayList<>();
        for (Wheel wheel : wheels) {
            String sha256 = wheel.sha256();
            Set<String> allowed = request.hashes().getOrDefault(wheel.name(), Set.of(sha256));
            if (!allowed.contains(sha256)) {
                throw new PyodideException("the wheel " + wheel.fileName() + " has the hash " + sha256 + ", and "
                        + request.source() + " asks for " + String.join(" or ", allowed));
            }
            wheel.unpack(modules, LIMIT);
            list.add(wheel.name() + " " + wheel.version() + " sha256:" + sha256);
        }
        try (Stream<Path> files = Files.walk(work)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
        Files.write(target.resolve(LIST), list);
    }

    private static void checkSize(List<Wheel> wheels) {
        long total = 0;
        Wheel largest = null;
        long size = 0;
        for (Wheel wheel : wheels) {
            long unpacked = wheel.unpackedSize();
            total += unpacked;
            if (unpacked > size) {
                size = unpacked;
                largest = wheel;
            }
        }
        if (total > LIMIT) {
            throw new PyodideException("the packages take " + (total >> 20) + " MB unpacked, " + largest.name()
                    + " alone " + (size >> 20) + " MB; a worker has " + (LIMIT >> 20) + " MB");
        }
    }

    /** The folder that holds the packages, for {@code sys.path}. */
    public Path modules() {
        return folder.resolve(MODULES);
    }

    /** Each package, sorted: its name, its version and the hash of its wheel, with a space between them. */
    public List<String> list() {
        try {
            return Files.readAllLines(folder.resolve(LIST));
        } catch (IOException e) {
            throw new PyodideException("cannot read " + folder.resolve(LIST) + ": " + e.getMessage(), e);
        }
    }
}
