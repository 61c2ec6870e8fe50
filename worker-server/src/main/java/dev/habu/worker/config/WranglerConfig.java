package dev.habu.worker.config;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;

/**
 * What a project's wrangler file says, checked.
 *
 * @param file the wrangler file, absolute
 * @param name the worker's name
 * @param main the entry file; it exists
 * @param compatibilityDate the platform's behaviour that the worker was written for
 * @param flags the compatibility flags in force, by date or by name
 * @param vars plain values in {@code env}, those of {@code .dev.vars} and of the command line among them: strings,
 *     booleans, numbers, lists, maps and null
 * @param bindings what else {@code env} holds
 * @param rules which files beside the entry file belong to the worker, the built-in rules last
 * @param sources the files that all this comes from, whether they exist or not
 * @param warnings what is odd but no error, one message each
 */
public record WranglerConfig(
        Path file,
        String name,
        Path main,
        LocalDate compatibilityDate,
        CompatibilityFlags flags,
        Map<String, Object> vars,
        List<BindingConfig> bindings,
        List<ModuleRule> rules,
        List<Path> sources,
        List<String> warnings) {
    /** The folder that holds the wrangler file. */
    public Path projectFolder() {
        return file.getParent();
    }

    /** The folder whose files are the worker's modules: the one of the entry file. */
    public Path sourceFolder() {
        return main.getParent();
    }

    /** The source folder as the user would name it, relative to the project: for example {@code src}, or empty. */
    public String sourceFolderName() {
        return projectFolder().relativize(sourceFolder()).toString().replace('\\', '/');
    }
}
