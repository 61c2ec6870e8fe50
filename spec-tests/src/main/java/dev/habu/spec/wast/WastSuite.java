package dev.habu.spec.wast;

import dev.habu.compiler.text.TextCursor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A folder of scripts. */
public final class WastSuite {
    private WastSuite() {}

    /** The names of all scripts in a folder and below. */
    public static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".wast"))
                    .map(file -> folder.relativize(file).toString().replace('\\', '/'))
                    .sorted()
                    .toList();
        }
    }

    /** Whether a script is in the language that habu's parser knows: the proposal for custom descriptors is not. */
    static boolean isReadable(String name) {
        return !name.startsWith("proposals/custom-descriptors/");
    }

    /** The binary form of the modules in all scripts of a folder that can be read, those that a script expects to be wrong left out. */
    public static List<byte[]> modules(Path folder) throws IOException {
        List<byte[]> modules = new ArrayList<>();
        for (String name : names(folder).stream().filter(WastSuite::isReadable).toList()) {
            TextCursor text = TextCursor.of(Files.readAllBytes(folder.resolve(name)), name);
            while (!text.atEnd()) {
                TextCursor command = text.copy();
                text.skip();
                TextCursor form = command.copy();
                if (form.acceptOpen("module")) {
                    form.accept("definition");
                    form.optionalId();
                    if (!form.accept("instance")) {
                        modules.add(ScriptModule.read(command).binary());
                    }
                }
            }
        }
        return modules;
    }
}
