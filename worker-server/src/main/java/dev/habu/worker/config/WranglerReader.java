package dev.habu.worker.config;

import dev.habu.worker.UserException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Finds and checks a project's wrangler file. */
public final class WranglerReader {
    private static final Pattern NAME = Pattern.compile("[a-z0-9_][a-z0-9-_]*");

    private final Path file;
    private final Path projectFolder;
    private final Map<String, ConfigNode> keys;
    private final WranglerOptions options;
    private final List<String> warnings;

    private WranglerReader(Path file, Map<String, ConfigNode> keys, WranglerOptions options, List<String> warnings) {
        this.file = file;
        this.projectFolder = file.toAbsolutePath().normalize().getParent();
        this.keys = keys;
        this.options = options;
        this.warnings = warnings;
    }

    /**
     * Reads the wrangler file of the project in {@code folder}, and its {@code .dev.vars}.
     *
     * @throws UserException if there is none or it cannot be used
     */
    public static WranglerConfig read(Path folder, WranglerOptions options) {
        List<String> warnings = new ArrayList<>();
        Path file = ConfigFile.find(folder, warnings);
        Map<String, ConfigNode> keys = new Environments(ConfigFile.read(file), warnings).select(options.environment());
        return new WranglerReader(file, keys, options, warnings).config();
    }

    private WranglerConfig config() {
        String name = name();
        Path main = main();
        LocalDate date = date();
        CompatibilityFlags flags = flags(date);
        Path secrets = DevVars.file(projectFolder, options.environment());
        List<BindingConfig> bindings = new BindingReader(keys, warnings).bindings();
        return new WranglerConfig(
                file.toAbsolutePath().normalize(),
                name,
                main,
                date,
                flags,
                vars(DevVars.read(secrets)),
                bindings,
                rules(),
                List.of(file, secrets),
                List.copyOf(warnings));
    }

    private void warn(ConfigNode node, String problem) {
        warnings.add(node.error(problem).getMessage());
    }

    private ConfigNode required(String key, String example) {
        ConfigNode node = keys.get(key);
        if (node == null) {
            throw new UserException(file + ": the key \"" + key + "\" is missing; for example "
                    + (file.toString().endsWith(".toml") ? key + " = " : "\"" + key + "\": ") + example);
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

    private Map<String, Object> vars(Map<String, String> secrets) {
        Map<String, Object> vars = new LinkedHashMap<>();
        if (keys.containsKey("vars")) {
            keys.get("vars").table().forEach((key, node) -> vars.put(key, node.plain()));
        }
        vars.putAll(secrets);
        vars.putAll(options.vars());
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
