package dev.habu.worker.config;

import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.List;

/**
 * Which files are modules of a type.
 *
 * @param type {@code PythonModule}, {@code Text}, {@code Data} or another type of wrangler
 * @param globs as wrangler writes them, for example {@code **}{@code /*.py}
 */
public record ModuleRule(String type, List<String> globs) {
    /** The rules that hold for every Python worker. */
    static final List<ModuleRule> BUILT_IN = List.of(
            new ModuleRule("PythonModule", List.of("**/*.py")),
            new ModuleRule("Text", List.of("**/*.txt", "**/*.html", "**/*.sql")),
            new ModuleRule("Data", List.of("**/*.bin")),
            new ModuleRule("CompiledWasm", List.of("**/*.wasm")));

    /** Whether the rule takes the file; the path is relative to the source folder. */
    public boolean matches(Path file) {
        return globs.stream().anyMatch(glob -> matcher(glob).matches(file));
    }

    /** In a glob of wrangler a leading {@code **}{@code /} also stands for no folder at all; in one of Java it does not. */
    private static PathMatcher matcher(String glob) {
        PathMatcher deep = FileSystems.getDefault().getPathMatcher("glob:" + glob);
        if (!glob.startsWith("**/")) {
            return deep;
        }
        PathMatcher here = FileSystems.getDefault().getPathMatcher("glob:" + glob.substring(3));
        return file -> here.matches(file) || deep.matches(file);
    }
}
