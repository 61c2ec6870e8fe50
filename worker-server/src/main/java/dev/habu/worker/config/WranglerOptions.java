package dev.habu.worker.config;

import java.util.Map;

/**
 * What the command line says about a worker's configuration.
 *
 * @param environment the {@code [env.NAME]} to use; null for the top level
 * @param vars variables that replace those of the files
 */
public record WranglerOptions(String environment, Map<String, String> vars) {
    /** The configuration as the files have it. */
    public static final WranglerOptions NONE = new WranglerOptions(null, Map.of());
}
