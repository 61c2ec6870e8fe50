package dev.habu.compiler.emission;

import java.util.HashSet;
import java.util.Set;

/** Turns WebAssembly names, which can be any text, into names that Java source code can use, each only once. */
public final class JavaIdentifiers {
    private static final int MAX_LENGTH = 200;

    private static final Set<String> KEYWORDS = Set.of(
            ("_ abstract assert boolean break byte case catch char class const continue default do double else enum extends false final"
                            + " finally float for goto if implements import instanceof int interface long native new null package private"
                            + " protected public return short static strictfp super switch synchronized this throw throws transient true try"
                            + " void volatile while")
                    .split(" "));

    /** Methods that every object has, and those of the accessor itself. */
    private static final Set<String> TAKEN = Set.of(
            "clone",
            "equals",
            "finalize",
            "getClass",
            "hashCode",
            "notify",
            "notifyAll",
            "toString",
            "wait",
            "instance",
            "instantiate");

    private final Set<String> used = new HashSet<>();

    JavaIdentifiers() {}

    /** Whether a word can be a name in Java source code. */
    public static boolean isIdentifier(String word) {
        return !word.isEmpty()
                && Character.isJavaIdentifierStart(word.codePointAt(0))
                && word.codePoints()
                        .allMatch(c -> Character.isJavaIdentifierPart(c) && !Character.isIdentifierIgnorable(c))
                && !KEYWORDS.contains(word);
    }

    /** The name with everything that Java forbids replaced by underscores; a number is added if it is taken. */
    String of(String name) {
        StringBuilder safe = new StringBuilder();
        name.codePoints().limit(MAX_LENGTH).forEach(c -> {
            boolean fits = Character.isJavaIdentifierPart(c) && !Character.isIdentifierIgnorable(c);
            if (fits && safe.isEmpty() && !Character.isJavaIdentifierStart(c)) {
                safe.append('_');
            }
            safe.appendCodePoint(fits ? c : '_');
        });
        String identifier = safe.isEmpty() ? "_" : safe.toString();
        if (KEYWORDS.contains(identifier) || TAKEN.contains(identifier)) {
            identifier += "_";
        }
        String unique = identifier;
        for (int i = 2; !used.add(unique); i++) {
            unique = identifier + "_" + i;
        }
        return unique;
    }
}
