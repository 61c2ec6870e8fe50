package dev.habu.worker.command.wasm;

import dev.habu.compiler.text.WatParser;
import dev.habu.worker.UserException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads modules from files that may hold either format. */
final class WasmFile {
    private WasmFile() {}

    /**
     * The binary module in a file; text is translated.
     *
     * @throws UserException if the file cannot be read
     * @throws dev.habu.compiler.TextFormatException if it is text and malformed
     */
    static byte[] read(Path file) {
        byte[] content = bytes(file);
        boolean binary = content.length > 0 && content[0] == 0;
        return binary ? content : WatParser.parse(content, file.toString());
    }

    /** The path of a file with another ending. */
    static Path beside(Path file, String ending) {
        return file.resolveSibling(file.getFileName().toString().replaceFirst("\\.\\w+$", "") + ending);
    }

    /** Writes a file. */
    static void write(Path file, byte[] content) {
        try {
            Files.write(file, content);
        } catch (IOException e) {
            throw new UserException("cannot write " + file + ": " + e.getMessage());
        }
    }

    /** What is in a file. */
    static byte[] bytes(Path file) {
        if (Files.isDirectory(file)) {
            throw new UserException(file + " is a folder, not a WebAssembly module");
        }
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UserException(
                    Files.exists(file) ? file + " is not readable" : "there is no WebAssembly module " + file);
        }
    }
}
