package dev.habu.python.packages;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.habu.python.PyodideDistribution;
import dev.habu.python.PyodideException;
import dev.habu.python.PyodideVersion;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A user's folder with wheels, as the packages that an interpreter loads while it runs: they stand in its lock file in the place of
 * Pyodide's own. Immutable; any thread.
 */
public final class WheelFolder {
    private final Map<String, Wheel> byName = new TreeMap<>();

    /**
     * Reads which wheels there are for a version of Pyodide.
     *
     * @throws PyodideException if the folder or a wheel in it cannot be read
     */
    public WheelFolder(Path folder, PyodideVersion version) {
        try (Stream<Path> files = Files.list(folder)) {
            files.filter(Wheel::isWheel)
                    .filter(file -> fits(file.toString(), version))
                    .map(Wheel::of)
                    .forEach(wheel -> byName.put(wheel.name(), wheel));
        } catch (IOException e) {
            throw new PyodideException("cannot read the packages folder " + folder + ": " + e.getMessage(), e);
        }
    }

    private static boolean fits(String file, PyodideVersion version) {
        return file.endsWith("-any.whl")
                || version.wheelPlatforms().stream().anyMatch(platform -> file.endsWith(platform + ".whl"));
    }

    /** The files that {@link #merged} names. */
    public Collection<Path> files() {
        return byName.values().stream().map(Wheel::file).toList();
    }

    /**
     * A lock file with the folder's wheels.
     *
     * @param distribution whose lock file it is
     * @param site address of the folder in which the interpreter finds the wheels, with a slash at its end
     */
    public String merged(PyodideDistribution distribution, String site) {
        LockFile lock = LockFile.of(distribution);
        Map<String, Wheel> left = new TreeMap<>(byName);
        StringWriter text = new StringWriter();
        try (JsonParser in = new JsonFactory().createParser(distribution.read(LockFile.NAME));
                JsonGenerator out = new JsonFactory().createGenerator(text)) {
            in.nextToken();
            out.writeStartObject();
            while (in.nextToken() == JsonToken.FIELD_NAME) {
                boolean packages = in.currentName().equals("packages");
                out.writeFieldName(in.currentName());
                in.nextToken();
                if (packages) {
                    mergePackages(in, out, left, lock, site);
                } else {
                    out.copyCurrentStructure(in);
                }
            }
            out.writeEndObject();
        } catch (IOException e) {
            throw new PyodideException("cannot read pyodide-lock.json: " + e.getMessage(), e);
        }
        return text.toString();
    }

    private void mergePackages(JsonParser in, JsonGenerator out, Map<String, Wheel> left, LockFile lock, String site)
            throws IOException {
        out.writeStartObject();
        while (in.nextToken() == JsonToken.FIELD_NAME) {
            String key = in.currentName();
            in.nextToken();
            Wheel wheel = left.remove(Requirement.normalize(key));
            if (wheel == null) {
                out.writeFieldName(key);
                out.copyCurrentStructure(in);
            } else {
                in.skipChildren();
                write(wheel, key, out, lock, site);
            }
        }
        for (Wheel wheel : left.values()) {
            write(wheel, wheel.name(), out, lock, site);
        }
        out.writeEndObject();
    }

    private void write(Wheel wheel, String key, JsonGenerator out, LockFile lock, String site) throws IOException {
        out.writeObjectFieldStart(key);
        out.writeStringField("name", key);
        out.writeStringField("version", wheel.version());
        out.writeStringField("file_name", site + wheel.fileName());
        out.writeStringField("install_dir", "site");
        out.writeStringField("sha256", wheel.sha256());
        out.writeStringField("package_type", "package");
        out.writeBooleanField("unvendored_tests", false);
        out.writeBooleanField("shared_library", false);
        out.writeArrayFieldStart("imports");
        out.writeEndArray();
        out.writeArrayFieldStart("depends");
        for (Requirement requirement : wheel.requires()) {
            // What has a marker is optional; the loader refuses names that it does not know.
            if (requirement.marker().isEmpty()
                    && (byName.containsKey(requirement.name()) || lock.names().contains(requirement.name()))) {
                out.writeString(requirement.name());
            }
        }
        out.writeEndArray();
        out.writeEndObject();
    }
}
