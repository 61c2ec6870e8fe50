package dev.habu.worker.config;

import dev.habu.worker.UserException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Finds a project's wrangler file and reads it, whichever of the three syntaxes it has. */
final class ConfigFile {
    /** In the order in which wrangler looks for them. */
    private static final List<String> NAMES = List.of("wrangler.json", "wrangler.jsonc", "wrangler.toml");

    private static final String USUAL_NAME = NAMES.getLast();

    private ConfigFile() {}

    /**
     * The wrangler file in a folder.
     *
     * @param warnings gets one if there is more than one such file
     * @throws UserException if there is none
     */
    static Path find(Path folder, List<String> warnings) {
        if (!Files.isDirectory(folder)) {
            throw new UserException(
                    Files.exists(folder)
                            ? folder + " is not a folder; give the folder that holds the worker's " + USUAL_NAME
                            : "there is no folder " + folder);
        }
        List<Path> found =
                NAMES.stream().map(folder::resolve).filter(Files::exists).toList();
        if (found.isEmpty()) {
            throw new UserException("there is no " + folder.resolve(USUAL_NAME)
                    + "; a worker's folder needs one with name, main, compatibility_date and compatibility_flags");
        }
        found.stream()
                .skip(1)
                .forEach(other -> warnings.add(
                        other + " is ignored, since " + found.getFirst().getFileName() + " is there too"));
        return found.getFirst();
    }

    /**
     * What the file says, as a table.
     *
     * @throws UserException if it cannot be read or has another syntax than its name says
     */
    static ConfigNode read(Path file) {
        String text = text(file);
        return file.toString().endsWith(".toml")
                ? TomlFile.read(text, file.toString())
                : JsonFile.read(text, file.toString());
    }

    /**
     * The text of a file of the user.
     *
     * @throws UserException if it cannot be read
     */
    static String text(Path file) {
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
}
