package dev.habu.worker.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The {@code [env.NAME]} tables of a wrangler file. As in wrangler, an environment inherits what describes the worker and
 * must repeat what the worker reaches: variables and bindings.
 */
final class Environments {
    private final Map<String, ConfigNode> topLevel;
    private final Map<String, ConfigNode> environments;
    private final List<String> warnings;

    /** @param warnings gets what is odd, first of all the keys that mean nothing */
    Environments(ConfigNode document, List<String> warnings) {
        this.topLevel = document.table();
        this.environments = topLevel.containsKey("env") ? topLevel.get("env").table() : Map.of();
        this.warnings = warnings;
        topLevel.forEach((key, node) -> WranglerKeys.warnOf(key, node, warnings));
        environments.values().forEach(this::warnOfKeys);
    }

    private void warnOfKeys(ConfigNode environment) {
        environment.table().forEach((key, node) -> {
            if (WranglerKeys.isTopLevelOnly(key)) {
                warnings.add(node.error("belongs to the top level of the file and is ignored here")
                        .getMessage());
            } else {
                WranglerKeys.warnOf(key, node, warnings);
            }
        });
    }

    /**
     * The keys that are in force.
     *
     * @param name the environment; null for the top level alone
     * @throws dev.habu.worker.UserException if there are environments but not this one
     */
    Map<String, ConfigNode> select(String name) {
        if (name == null) {
            return topLevel;
        }
        if (environments.isEmpty()) {
            warnings.add("the environment \"" + name + "\" has no [env." + name + "] of its own: the file has no "
                    + "environments, and its top level is used");
            return topLevel;
        }
        ConfigNode environment = environments.get(name);
        if (environment == null) {
            throw topLevel.get("env")
                    .error("has no environment \"" + name + "\", only " + String.join(", ", environments.keySet())
                            + Suggestion.didYouMean(name, environments.keySet()));
        }
        return merged(name, environment);
    }

    private Map<String, ConfigNode> merged(String name, ConfigNode environment) {
        Map<String, ConfigNode> own = environment.table();
        Map<String, ConfigNode> merged = new LinkedHashMap<>();
        topLevel.forEach((key, node) -> {
            if (own.containsKey(key) || WranglerKeys.isTopLevelOnly(key)) {
                return;
            }
            if (key.equals("name")) {
                // Each environment is a worker of its own.
                merged.put(key, new ConfigNode(node.string() + "-" + name, node.path(), node.file(), node.line()));
            } else if (WranglerKeys.isInherited(key)) {
                merged.put(key, node);
            } else {
                warnOfMissing(node, name);
            }
        });
        own.forEach((key, node) -> {
            if (!WranglerKeys.isTopLevelOnly(key)) {
                merged.put(key, node);
            }
        });
        if (own.containsKey("vars") && topLevel.containsKey("vars")) {
            topLevel.get("vars").table().forEach((variable, node) -> {
                if (!own.get("vars").table().containsKey(variable)) {
                    warnOfMissing(node, name);
                }
            });
        }
        return merged;
    }

    private void warnOfMissing(ConfigNode node, String environment) {
        warnings.add(node.error("is not inherited by environments, and \"env." + environment + "\" does not have it")
                .getMessage());
    }
}
