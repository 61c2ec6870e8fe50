package dev.habu.worker.config;

import java.util.Collection;
import java.util.Comparator;

/** Finds what a misspelt word was meant to be. */
final class Suggestion {
    private static final int MAX_DISTANCE = 3;

    private Suggestion() {}

    /** {@code ; did you mean "x"?} for the nearest of the known words, or nothing if none is near. */
    static String didYouMean(String word, Collection<String> known) {
        return known.stream()
                .filter(other -> distance(word, other) <= Math.min(MAX_DISTANCE, other.length() / 2))
                .min(Comparator.comparingInt(other -> distance(word, other)))
                .map(other -> "; did you mean \"" + other + "\"?")
                .orElse("");
    }

    /** Levenshtein's distance. */
    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int substituted = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(substituted, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[b.length()];
    }
}
