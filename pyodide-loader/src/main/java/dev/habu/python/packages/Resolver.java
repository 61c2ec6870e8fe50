package dev.habu.python.packages;

import dev.habu.python.PyodideException;
import dev.habu.python.PyodideVersion;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds a wheel for everything that a project requires, directly and indirectly, for the interpreter of one Pyodide version.
 *
 * <p>Goes in rounds: walks from the project's requirements through those of the wheels chosen so far, then lets pip choose a wheel for every package on which
 * something new is asked, until nothing new is. Pip chooses the newest version that suits all who ask; a version once asked for is not given up
 * to make another package fit, as pip alone would do, which answers a missing wheel with packages that are years old.
 */
final class Resolver {
    private static final int MAX_ROUNDS = 50;

    /** What is asked of one package. */
    private static final class Need {
        final String name;
        final String by;
        final Set<String> specifiers = new LinkedHashSet<>();
        final Set<String> extras = new LinkedHashSet<>();

        Need(String name, String by) {
            this.name = name;
            this.by = by;
        }

        /** As a line of requirements.txt. */
        String line() {
            return specifiers.stream()
                    .filter(one -> one.startsWith("@"))
                    .findFirst()
                    .map(url -> name + " " + url)
                    .orElse(name + String.join(",", specifiers));
        }
    }

    private final PackageRequest request;
    private final PyodideVersion version;
    private final Map<String, String> environment;
    private final WheelSource source;
    private final Map<String, List<Requirement>> overrides = new HashMap<>();
    private final Map<String, List<Requirement>> constraints = new HashMap<>();
    private final Map<String, Wheel> byLine = new HashMap<>();
    private final Map<String, String> chosenLine = new HashMap<>();
    private final Map<Wheel, List<Requirement>> requires = new HashMap<>();

    Resolver(PackageRequest request, PyodideVersion version, WheelSource source) {
        this.request = request;
        this.version = version;
        this.source = source;
        environment = environment(version);
        index(request.overrides(), overrides);
        index(request.constraints(), constraints);
    }

    private static void index(List<String> texts, Map<String, List<Requirement>> byName) {
        for (String text : texts) {
            Requirement requirement = Requirement.parse(text);
            byName.computeIfAbsent(requirement.name(), _ -> new ArrayList<>()).add(requirement);
        }
    }

    private static Map<String, String> environment(PyodideVersion version) {
        String full = version.python();
        return Map.ofEntries(
                Map.entry("python_version", full.substring(0, full.lastIndexOf('.'))),
                Map.entry("python_full_version", full),
                Map.entry("implementation_version", full),
                Map.entry("os_name", "posix"),
                Map.entry("sys_platform", "emscripten"),
                Map.entry("platform_system", "Emscripten"),
                Map.entry("platform_machine", "wasm32"),
                Map.entry("platform_release", ""),
                Map.entry("platform_version", ""),
                Map.entry("platform_python_implementation", "CPython"),
                Map.entry("implementation_name", "cpython"));
    }

    /**
     * The wheels, sorted by name.
     *
     * @throws PyodideException if there is no wheel for something; the message says who asks for it and what can be done
     */
    List<Wheel> resolve() throws IOException {
        for (int round = 0; round < MAX_ROUNDS; round++) {
            Map<String, Need> needs = walk();
            List<Need> open = needs.values().stream()
                    .filter(need -> !need.line().equals(chosenLine.get(need.name)))
                    .toList();
            if (open.isEmpty()) {
                return needs.values().stream()
                        .map(need -> byLine.get(need.line()))
                        .sorted((a, b) -> a.name().compareTo(b.name()))
                        .toList();
            }
            // What is narrowed goes before what is new: the version given up may be the only one that asks for the new.
            List<Need> narrowed = open.stream()
                    .filter(need -> chosenLine.containsKey(need.name))
                    .toList();
            choose(narrowed.isEmpty() ? open : narrowed, needs);
        }
        throw new PyodideException(
                "the requirements of " + request.source() + " find no versions that suit one another");
    }

    /** What is asked of every package, with the versions chosen so far. */
    private Map<String, Need> walk() {
        Map<String, Need> needs = new LinkedHashMap<>();
        Deque<Need> queue = new ArrayDeque<>();
        for (String text : request.requirements()) {
            ask(Requirement.parse(text), null, needs, queue);
        }
        while (!queue.isEmpty()) {
            Need need = queue.remove();
            Wheel wheel = byLine.get(chosenLine.get(need.name));
            if (wheel != null) {
                for (Requirement requirement : requires.computeIfAbsent(wheel, Wheel::requires)) {
                    if (applies(requirement, need.extras)) {
                        ask(requirement, need.name, needs, queue);
                    }
                }
            }
        }
        return needs;
    }

    private boolean applies(Requirement requirement, Set<String> extras) {
        return requirement.marker().isEmpty() || Marker.holds(requirement.marker(), environment, extras);
    }

    private void ask(Requirement requirement, String by, Map<String, Need> needs, Deque<Need> queue) {
        if (by == null && !applies(requirement, Set.of())) {
            return;
        }
        List<Requirement> instead = overrides.get(requirement.name());
        if (instead == null) {
            add(requirement, by, needs, queue);
        } else {
            instead.stream().filter(other -> applies(other, Set.of())).forEach(other -> add(other, by, needs, queue));
        }
    }

    private void add(Requirement requirement, String by, Map<String, Need> needs, Deque<Need> queue) {
        Need need = needs.get(requirement.name());
        boolean isNew = need == null;
        if (isNew) {
            need = new Need(requirement.name(), by);
            needs.put(need.name, need);
            for (Requirement constraint : constraints.getOrDefault(need.name, List.of())) {
                need.specifiers.add(constraint.specifier());
            }
        }
        if (!requirement.specifier().isEmpty()) {
            need.specifiers.add(requirement.specifier());
        }
        if (need.extras.addAll(requirement.extras()) || isNew) {
            queue.add(need);
        }
    }

    private void choose(List<Need> open, Map<String, Need> needs) throws IOException {
        List<String> unknown = open.stream()
                .map(Need::line)
                .filter(line -> !byLine.containsKey(line))
                .toList();
        if (!unknown.isEmpty()) {
            Map<String, Wheel> found = new HashMap<>();
            try {
                for (Wheel wheel : source.find(unknown)) {
                    found.put(wheel.name(), wheel);
                }
            } catch (Pip.NothingFound e) {
                throw nothingFor(needs.get(e.name), needs);
            }
            for (Need need : open) {
                Wheel wheel = found.get(need.name);
                if (wheel != null) {
                    byLine.put(need.line(), wheel);
                }
            }
        }
        open.forEach(need -> chosenLine.put(need.name, need.line()));
    }

    private PyodideException nothingFor(Need need, Map<String, Need> needs) {
        List<String> chain = new ArrayList<>();
        for (Need one = need; one != null; one = one.by == null ? null : needs.get(one.by)) {
            chain.addFirst(one == need ? need.line() : one.name);
        }
        chain.addFirst(request.source());
        return new PyodideException("there is no wheel of " + need.line() + " for Python " + version.python()
                + " on Pyodide " + version.version() + " (" + String.join(" -> ", chain)
                + "). Choices: ask for a version that"
                + " has one; put a wheel into a folder and name it with --packages DIR; if nothing imports it, drop it with"
                + " override-dependencies = [\"" + need.name + "; sys_platform == 'never'\"] under [tool.uv]"
                + " in pyproject.toml");
    }
}
