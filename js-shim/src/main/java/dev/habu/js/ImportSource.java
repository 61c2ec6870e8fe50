package dev.habu.js;

import java.io.IOException;

/**
 * Where {@code import(specifier)} finds what is no {@link JsOptions.Builder#resource}, for embedders whose scripts are
 * trusted with more. Called on the loop thread.
 */
public interface ImportSource {
    /**
     * The absolute path of the module that a specifier names which is neither a path nor a {@code file:} URL, such as
     * {@code node:fs}; {@code null} if it names none.
     */
    String resolve(String specifier);

    /** The content at an absolute path, {@code null} if there is none. */
    byte[] read(String path) throws IOException;

    /** Finds nothing. */
    static ImportSource none() {
        return new ImportSource() {
            @Override
            public String resolve(String specifier) {
                return null;
            }

            @Override
            public byte[] read(String path) {
                return null;
            }
        };
    }
}
