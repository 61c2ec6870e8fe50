package dev.habu.python;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * One pinned version of Pyodide: what is fetched and how it is recognised.
 *
 * @param version the version of the npm package, such as {@code 314.0.7}
 * @param python the version of CPython in it, such as {@code 3.14.2}
 * @param wheelPlatforms the platforms whose wheels it can load, the best first, such as {@code pyemscripten_2026_0_wasm32}
 * @param integrity the tarball's hash as npm writes it: {@code sha512-} and Base64
 * @param files the files that are taken from the tarball, by name
 */
public record PyodideVersion(
        String version, String python, List<String> wheelPlatforms, String integrity, Map<String, Pin> files) {
    /** The version that runs when nothing else is asked for. */
    public static final PyodideVersion LATEST = of("314.0.7");

    static final String WASM = "pyodide.asm.wasm";

    /** The Emscripten glue, if it is a module; in versions before 314 it is a script. */
    static final String GLUE_MODULE = "pyodide.asm.mjs";

    private static final String INTEGRITY = ".integrity";

    private static final String RESOURCE = "pyodide-versions.properties";

    public PyodideVersion {
        wheelPlatforms = List.copyOf(wheelPlatforms);
        files = Map.copyOf(files);
    }

    /**
     * How one file is recognised.
     *
     * @param size in bytes
     * @param sha256 in lower-case hexadecimal digits
     */
    public record Pin(long size, String sha256) {}

    /**
     * The pinned version of that name, or of a line: {@code 314} or {@code 0.28}.
     *
     * @throws PyodideException if habu does not know it; the message lists those it knows
     */
    public static PyodideVersion of(String versionOrLine) {
        Properties rows = new Properties();
        try (InputStream in = PyodideVersion.class.getResourceAsStream(RESOURCE)) {
            rows.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the resource " + RESOURCE, e);
        }
        String version = rows.stringPropertyNames().stream()
                .filter(key -> key.endsWith(INTEGRITY) && key.startsWith(versionOrLine + "."))
                .map(key -> key.substring(0, key.length() - INTEGRITY.length()))
                .findFirst()
                .orElse(versionOrLine);
        String integrity = rows.getProperty(version + INTEGRITY);
        if (integrity == null) {
            throw new PyodideException("Pyodide " + version + " is not among the versions habu runs: " + known(rows));
        }
        String filePrefix = version + ".file.";
        Map<String, Pin> files = new TreeMap<>();
        for (String key : rows.stringPropertyNames()) {
            if (key.startsWith(filePrefix)) {
                String[] sizeAndHash = rows.getProperty(key).split(" ", 2);
                files.put(key.substring(filePrefix.length()), new Pin(Long.parseLong(sizeAndHash[0]), sizeAndHash[1]));
            }
        }
        List<String> platforms = List.of(rows.getProperty(version + ".wheels").split(" "));
        return new PyodideVersion(version, rows.getProperty(version + ".python"), platforms, integrity, files);
    }

    private static String known(Properties rows) {
        TreeSet<String> versions = new TreeSet<>();
        for (String key : rows.stringPropertyNames()) {
            if (key.endsWith(INTEGRITY)) {
                versions.add(key.substring(0, key.length() - INTEGRITY.length()));
            }
        }
        return String.join(", ", versions);
    }

    /** The SHA-256 of the interpreter's WebAssembly module, in hexadecimal digits. */
    public String wasmSha256() {
        return files.get(WASM).sha256();
    }
}
