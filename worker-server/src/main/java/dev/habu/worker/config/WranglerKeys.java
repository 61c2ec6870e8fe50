package dev.habu.worker.config;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The keys of a wrangler file: which there are, which of them habu acts on, and what an environment does with them. */
final class WranglerKeys {
    private static final Set<String> UNDERSTOOD = Set.of(
            "name",
            "main",
            "compatibility_date",
            "compatibility_flags",
            "vars",
            "rules",
            "env",
            "d1_databases",
            "kv_namespaces");

    /** They change nothing for a worker that runs on this machine. */
    private static final Set<String> WITHOUT_EFFECT = Set.of(
            "$schema",
            "account_id",
            "build",
            "compliance_region",
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

    /** A worker may rely on them, and habu does not offer them yet. */
    private static final Set<String> NOT_YET = Set.of(
            "ai",
            "analytics_engine_datasets",
            "assets",
            "browser",
            "define",
            "dispatch_namespaces",
            "durable_objects",
            "hyperdrive",
            "images",
            "limits",
            "migrations",
            "mtls_certificates",
            "pipelines",
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

    private static final Set<String> TOP_LEVEL_ONLY =
            Set.of("$schema", "dev", "env", "keep_vars", "send_metrics", "site");

    /** What a worker reaches: an environment has only its own. */
    private static final Set<String> NOT_INHERITED = Set.of(
            "ai",
            "analytics_engine_datasets",
            "browser",
            "d1_databases",
            "define",
            "dispatch_namespaces",
            "durable_objects",
            "hyperdrive",
            "images",
            "kv_namespaces",
            "mtls_certificates",
            "pipelines",
            "queues",
            "r2_buckets",
            "ratelimits",
            "secrets_store_secrets",
            "send_email",
            "services",
            "tail_consumers",
            "vars",
            "vectorize",
            "version_metadata",
            "worker_loaders",
            "workflows");

    private WranglerKeys() {}

    /** Whether an environment that does not have the key takes the value of the top level. */
    static boolean isInherited(String key) {
        return !NOT_INHERITED.contains(key) && !TOP_LEVEL_ONLY.contains(key);
    }

    /** Whether the key has no place in an environment. */
    static boolean isTopLevelOnly(String key) {
        return TOP_LEVEL_ONLY.contains(key);
    }

    /** Adds a warning for a key that has no effect, because there is no such key or not yet. */
    static void warnOf(String key, ConfigNode node, List<String> warnings) {
        if (NOT_YET.contains(key)) {
            warnings.add(
                    node.error("is not supported by habu yet and is ignored").getMessage());
        } else if (!UNDERSTOOD.contains(key) && !WITHOUT_EFFECT.contains(key)) {
            Set<String> known = new TreeSet<>(UNDERSTOOD);
            known.addAll(WITHOUT_EFFECT);
            known.addAll(NOT_YET);
            warnings.add(node.error("is not a key of wrangler and is ignored" + Suggestion.didYouMean(key, known))
                    .getMessage());
        }
    }
}
