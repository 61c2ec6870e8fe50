package dev.habu.worker.config;

import java.time.LocalDate;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The Python flags that are in force for a compatibility date and the flags listed with it. Immutable. */
public final class CompatibilityFlags {
    /** The flag without which a worker is not a Python worker. */
    public static final String PYTHON_WORKERS = "python_workers";

    /**
     * A flag of the platform.
     *
     * @param since from this date on it is in force without being listed; null if it has to be listed
     * @param off the flag that takes it back; null if there is none
     * @param needs the flag it is only implied together with; null if it stands alone
     */
    private record Flag(String name, LocalDate since, String off, String needs) {
        static Flag listed(String name) {
            return new Flag(name, null, "no_" + name, null);
        }

        static Flag from(String date, String name) {
            return new Flag(name, LocalDate.parse(date), "disable_" + name, null);
        }

        static Flag from(String date, String name, String off, String needs) {
            return new Flag(name, LocalDate.parse(date), off, needs);
        }
    }

    private static final String RELEASE_2025 = "python_workers_20250116";

    /** A flag comes after the one it needs. */
    private static final List<Flag> FLAGS = List.of(
            new Flag(PYTHON_WORKERS, null, null, null),
            Flag.from("2025-09-29", RELEASE_2025, "no_" + RELEASE_2025, PYTHON_WORKERS),
            Flag.listed("python_workers_20260610"),
            Flag.listed("python_workers_20260817"),
            Flag.from("2025-08-11", "python_workers_force_new_vendor_path"),
            Flag.from("2025-08-14", "python_no_global_handlers"),
            Flag.from("2025-09-20", "python_workflows", "disable_python_workflows", PYTHON_WORKERS),
            Flag.from("2025-10-16", "python_dedicated_snapshot", "disable_python_dedicated_snapshot", RELEASE_2025),
            Flag.from("2025-12-16", "python_check_rng_state", "disable_python_check_rng_state", PYTHON_WORKERS),
            Flag.from("2026-02-17", "python_request_headers_preserve_commas"),
            Flag.from(
                    "2026-02-25",
                    "python_workflows_implicit_dependencies",
                    "no_python_workflows_implicit_dependencies",
                    PYTHON_WORKERS),
            Flag.from("2026-04-21", "enable_python_external_sdk", "disable_python_external_sdk", null),
            Flag.from("2026-05-26", "python_process_pth_files"));

    /** Why each is in force, by name. */
    private final Map<String, String> enabled;

    private CompatibilityFlags(Map<String, String> enabled) {
        this.enabled = enabled;
    }

    /**
     * The flags in force.
     *
     * @throws IllegalArgumentException if a flag is listed together with the one that takes it back; the message names
     *     both
     */
    public static CompatibilityFlags of(LocalDate date, Collection<String> listed) {
        Map<String, String> enabled = new TreeMap<>();
        for (Flag flag : FLAGS) {
            boolean on = listed.contains(flag.name);
            boolean off = flag.off != null && listed.contains(flag.off);
            if (on && off) {
                throw new IllegalArgumentException(
                        "lists both \"" + flag.name + "\" and \"" + flag.off + "\", which contradict each other");
            }
            boolean implied = flag.since != null
                    && !date.isBefore(flag.since)
                    && (flag.needs == null || enabled.containsKey(flag.needs));
            if (on || (implied && !off)) {
                enabled.put(flag.name, on ? "listed" : "since " + flag.since);
            }
        }
        return new CompatibilityFlags(enabled);
    }

    /** Whether the flag is in force. */
    public boolean isEnabled(String flag) {
        return enabled.containsKey(flag);
    }

    /** All flags in force, sorted, each with the reason why it is. */
    public Map<String, String> enabled() {
        return Collections.unmodifiableMap(enabled);
    }

    /** Every name that may be listed: flags, and those that take one back. */
    static List<String> known() {
        return FLAGS.stream()
                .flatMap(flag -> flag.off == null ? Stream.of(flag.name) : Stream.of(flag.name, flag.off))
                .toList();
    }
}
