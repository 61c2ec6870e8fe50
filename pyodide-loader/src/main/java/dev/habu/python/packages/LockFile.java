package dev.habu.python.packages;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.habu.python.PyodideDistribution;
import dev.habu.python.PyodideException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** The packages that Pyodide's makers have built for one version of it, with their hashes: {@code pyodide-lock.json}. */
final class LockFile {
    static final String NAME = "pyodide-lock.json";

    private record Entry(String fileName, String sha256) {}

    private final Map<String, Entry> byName = new HashMap<>();
    private final Map<String, Entry> byFileName = new HashMap<>();

    private LockFile() {}

    static LockFile of(PyodideDistribution distribution) {
        LockFile lock = new LockFile();
        try (JsonParser json = new JsonFactory().createParser(distribution.read(NAME))) {
            json.nextToken();
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                boolean packages = json.currentName().equals("packages");
                json.nextToken();
                if (packages) {
                    lock.readPackages(json);
                } else {
                    json.skipChildren();
                }
            }
        } catch (IOException e) {
            throw new PyodideException("cannot read " + NAME + ": " + e.getMessage(), e);
        }
        return lock;
    }

    private void readPackages(JsonParser json) throws IOException {
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            Map<String, String> texts = new HashMap<>();
            json.nextToken();
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String key = json.currentName();
                if (json.nextToken() == JsonToken.VALUE_STRING) {
                    texts.put(key, json.getText());
                } else {
                    json.skipChildren();
                }
            }
            Entry entry = new Entry(texts.get("file_name"), texts.get("sha256"));
            byName.put(Requirement.normalize(name), entry);
            byFileName.put(entry.fileName, entry);
        }
    }

    Set<String> names() {
        return byName.keySet();
    }

    boolean has(String name) {
        return byName.containsKey(name) && byName.get(name).fileName.endsWith(".whl");
    }

    /**
     * Refuses a wheel that has the name of one of Pyodide's files, and another content.
     *
     * @throws PyodideException if it does
     */
    void check(Wheel wheel) {
        Entry entry = byFileName.get(wheel.fileName());
        if (entry != null && !wheel.sha256().equals(entry.sha256)) {
            throw new PyodideException("the wheel " + wheel.file() + " is not what it is called: its hash is "
                    + wheel.sha256() + ", that of Pyodide's package is " + entry.sha256);
        }
    }

    /**
     * Fetches a package from where Pyodide's own loader would.
     *
     * @throws PyodideException if it cannot be fetched, or is not what the lock file says
     */
    void download(String name, PyodideDistribution distribution, Path folder) throws IOException {
        Entry entry = byName.get(name);
        Path target = Files.createDirectories(folder).resolve(entry.fileName);
        URI address = distribution.packageSite().resolve(entry.fileName);
        try (HttpClient client =
                HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build()) {
            HttpResponse<Path> response = client.send(
                    HttpRequest.newBuilder(address)
                            .timeout(Duration.ofMinutes(10))
                            .build(),
                    HttpResponse.BodyHandlers.ofFile(target));
            if (response.statusCode() != 200) {
                throw new IOException("status " + response.statusCode());
            }
        } catch (IOException e) {
            throw new PyodideException("the package index has no wheel of " + name + " for Pyodide "
                    + distribution.version().version() + ", and Pyodide's own (" + entry.fileName
                    + ") cannot be fetched: " + (e.getMessage() == null ? "no connection" : e.getMessage())
                    + ". Put it into a folder and name that with --packages DIR, or see docs/packages.md");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PyodideException("interrupted while fetching " + entry.fileName, e);
        }
        check(Wheel.of(target));
    }
}
