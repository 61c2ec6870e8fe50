package dev.habu.python.packages;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The Python packages that a project asks for.
 *
 * @param source the file that asks for them, as messages call it
 * @param requirements dependency specifiers, such as {@code httpx>=0.25}
 * @param overrides specifiers that replace every other one for the same package; one whose marker does not hold removes the package
 * @param constraints specifiers that hold for a package if something asks for it
 * @param hashes for some packages, by normalized name, the SHA-256 of the wheels that will do
 */
public record PackageRequest(
        String source,
        List<String> requirements,
        List<String> overrides,
        List<String> constraints,
        Map<String, Set<String>> hashes) {
    public PackageRequest {
        requirements = List.copyOf(requirements);
        overrides = List.copyOf(overrides);
        constraints = List.copyOf(constraints);
        hashes = Map.copyOf(hashes);
    }

    /** A request without overrides, constraints and hashes. */
    public static PackageRequest of(String source, List<String> requirements) {
        return new PackageRequest(source, requirements, List.of(), List.of(), Map.of());
    }

    /**
     * The normalized name in a dependency specifier.
     *
     * @throws dev.habu.python.PyodideException if it has another form
     */
    public static String nameOf(String requirement) {
        return Requirement.parse(requirement).name();
    }
}
