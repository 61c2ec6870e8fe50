package dev.habu.compiler.emission;

/** Turns WebAssembly names, which can be any text, into JVM method names. */
final class JavaNames {
    private static final int MAX_LENGTH = 200;

    private JavaNames() {}

    /** The name with what a JVM method name must not hold (JVMS 4.2.2) and control characters replaced by underscores, cut to a sensible length. */
    static String method(String name) {
        StringBuilder safe = new StringBuilder(Math.min(name.length(), MAX_LENGTH));
        for (int i = 0; i < name.length() && safe.length() < MAX_LENGTH; i++) {
            char c = name.charAt(i);
            boolean forbidden = c == '.'
                    || c == ';'
                    || c == '['
                    || c == '/'
                    || c == '<'
                    || c == '>'
                    || c < ' '
                    || Character.isSurrogate(c);
            safe.append(forbidden ? '_' : c);
        }
        return safe.toString();
    }
}
