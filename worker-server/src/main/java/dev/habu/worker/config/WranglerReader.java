package dev.habu.worker.config;

import dev.habu.worker.UserException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Finds and checks a project's wrangler file. */
public final class WranglerReader {
    private static final String FILE_NAME = "wrangler.toml";
    private static final Pattern NAME = Pattern.compile("[a-z0-9_][a-z0-9-_]*");

    private static final Set<String> UNDERSTOOD =
            Set.of("name", "main", "compatibility_date", "compatibility_flags", "vars", "rules");

    /** Keys of wrangler that change nothing for a worker that runs on this machine. */
    private static final Set<String> WITHOUT_EFFECT = Set.of(
            "$schema",
            "account_id",
            "build",
            "dev",
            "find_additional_modules",
            "keep_vars",
            "logpush",
            "minify",
            "no_bundle",
            "observability",
            "placement",
            "preview_urls",
            "route",
            "routes",
            "send_metrics",
            "tail_consumers",
            "upload_source_maps",
            "workers_dev");

    /** Keys of wrangler that a worker may rely on and that habu does not offer yet. */
    private static final Set<String> NOT_YET = Set.of(
            "ai",
            "analytics_engine_datasets",
            "assets",
            "browser",
            "d1_databases",
            "dispatch_namespaces",
            "durable_objects",
            "env",
            "hyperdrive",
            "images",
            "kv_namespaces",
            "limits",
            "migrations",
            "queues",
            "r2_buckets",
            "ratelimits",
            "secrets_store_secrets",
            "send_email",
            "services",
            "site",
            "triggers",
            "vectorize",
            "version_metadata",
            "worker_loaders",
            "workflows");

    private final Path file;
    private final Path projectFolder;
    private final Map<String, ConfigNode> keys;
    private final List<String> warnings = new ArrayList<>();

    private WranglerReader(Path file, ConfigNode document) {
        this.file = file;
        this.projectFolder = file.toAbsolutePath().normalize().getParent();
        this.keys = document.table();
    }

    /**
     * Reads the wrangler file of the project in {@code folder}.
     *
     * @throws UserException if there is none or it cannot be used
     */
    public static WranglerConfig read(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw new UserException(
                    Files.exists(folder)
                            ? folder + " is not a folder; give the folder that holds the worker's " + FILE_NAME
                            : "there is no folder " + folder);
        }
        Path file = folder.resolve(FILE_NAME);
        return new WranglerReader(file, TomlFile.read(text(file), file.toString())).config();
    }

    private static String text(Path file) {
        if (!Files.exists(file)) {
            throw new UserException("there is no " + file + "; a worker's folder needs one with name, main, "
                    + "compatibility_date and compatibility_flags");
        }
        try {
            return Files.readString(file);
        } catch (CharacterCodingException e) {
            throw new UserException(file + " is not UTF-8 text");
        } catch (AccessDeniedException e) {
            throw new UserException(file + " is not readable");
        } catch (IOException e) {
            throw new UserException(file + " cannot be read: " + e.getMessage());
        }
    }

    private WranglerConfig config() {
        warnOfKeys();
        String name = name();
        Path main = main();
        LocalDate date = date();
        CompatibilityFlags flags = flags(date);
        return new WranglerConfig(
                file.toAbsolutePath().normalize(), name, main, date, flags, vars(), rules(), List.copyOf(warnings));
    }

    private void warnOfKeys() {
        keys.forEach((key, node) -> {
            if (NOT_YET.contains(key)) {
                warn(node, "is not supported by habu yet and is ignored");
            } else if (!UNDERSTOOD.contains(key) && !WITHOUT_EFFECT.contains(key)) {
                Set<String> known = new TreeSet<>(UNDERSTOOD);
                known.addAll(WITHOUT_EFFECT);
                known.addAll(NOT_YET);
                warn(node, "is not a key of wrangler and is ignored" + Suggestion.didYouMean(key, known));
            }
        });
    }

    private void warn(ConfigNode node, String problem) {
        warnings.add(node.error(problem).getMessage());
    }

    private ConfigNode required(String key, String example) {
        ConfigNode node = keys.get(key);
        if (node == null) {
            throw new UserException(
                    file + ": the key \"" + key + "\" is missing; for example " + key + " = " + example);
        }
        return node;
    }

    private String name() {
        ConfigNode node = required("name", "\"my-worker\"");
        if (!NAME.matcher(node.string()).matches()) {
            throw node.error("must consist of lower-case letters, digits, dashes and underscores, but is \""
                    + node.string() + "\"");
        }
        return node.string();
    }

    private Path main() {
        ConfigNode node = required("main", "\"src/entry.py\"");
        Path main = projectFolder.resolve(node.string()).normalize();
        if (!main.startsWith(projectFolder)) {
            throw node.error("names " + node.string() + ", which is outside of the worker's folder");
        }
        if (!Files.isRegularFile(main)) {
            throw node.error("names " + node.string() + ", but there is no such file");
        }
        if (!main.toString().endsWith(".py")) {
            throw node.error("must name a Python file (.py), but is \"" + node.string() + "\"");
        }
        return main;
    }

    private LocalDate date() {
        ConfigNode node = required("compatibility_date", "\"2024-03-29\"");
        try {
            return LocalDate.parse(node.string());
        } catch (DateTimeParseException e) {
            throw node.error("must be a date such as \"2024-03-29\", but is \"" + node.string() + "\"");
        }
    }

    private CompatibilityFlags flags(LocalDate date) {
        ConfigNode node = required("compatibility_flags", "[\"" + CompatibilityFlags.PYTHON_WORKERS + "\"]");
        List<String> listed = node.strings();
        if (!listed.contains(CompatibilityFlags.PYTHON_WORKERS)) {
            throw node.error("must list \"" + CompatibilityFlags.PYTHON_WORKERS + "\" for a worker written in Python");
        }
        for (ConfigNode flag : node.array()) {
            if (!CompatibilityFlags.known().contains(flag.string())) {
                warn(
                        flag,
                        "is \"" + flag.string() + "\", a flag that has no effect in habu"
                                + Suggestion.didYouMean(flag.string(), CompatibilityFlags.known()));
            }
        }
        try {
            return CompatibilityFlags.of(date, listed);
        } catch (IllegalArgumentException e) {
            throw node.error(e.getMessage());
        }
    }

    private Map<String, Object> vars() {
        Map<String, Object> vars = new LinkedHashMap<>();
        if (keys.containsKey("vars")) {
            keys.get("vars").table().forEach((key, node) -> vars.put(key, node.plain()));
        }
        return vars;
    }

    private List<ModuleRule> rules() {
        List<ModuleRule> rules = new ArrayList<>();
        if (keys.containsKey("rules")) {
            for (ConfigNode rule : keys.get("rules").array()) {
                Map<String, ConfigNode> parts = rule.table();
                if (!parts.containsKey("type") || !parts.containsKey("globs")) {
                    throw rule.error("needs a \"type\" and \"globs\"");
                }
                rules.add(new ModuleRule(
                        parts.get("type").string(), parts.get("globs").strings()));
            }
        }
        rules.addAll(ModuleRule.BUILT_IN);
        return rules;
    }
}
