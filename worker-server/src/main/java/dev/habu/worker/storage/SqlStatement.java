package dev.habu.worker.storage;

import java.util.List;
import java.util.Set;

/**
 * One statement of a script.
 *
 * @param text without the semicolon that ends it and without the comments before it
 * @param line where it begins in the script, counted from 1
 * @param end the offset behind it in the script
 * @param head its first tokens: words in upper case, quoted names without their quotes, anything else as a character
 * @param words every word and every quoted name or string in it, in lower case
 */
record SqlStatement(String text, int line, int end, List<String> head, Set<String> words) {
    private static final Set<String> READS = Set.of("SELECT", "VALUES", "EXPLAIN");
    private static final Set<String> WRITING_WORDS = Set.of("insert", "replace", "update", "delete");
    private static final Set<String> TRANSACTION = Set.of("BEGIN", "COMMIT", "END", "ROLLBACK", "SAVEPOINT", "RELEASE");

    /** Whether it certainly leaves the database as it is. */
    boolean isRead() {
        return READS.contains(head.getFirst())
                || (head.getFirst().equals("WITH") && words.stream().noneMatch(WRITING_WORDS::contains));
    }

    /** Whether it begins or ends a transaction or a part of one. */
    boolean isTransactionControl() {
        return TRANSACTION.contains(head.getFirst());
    }

    /** The tokens from the one that says what is done, behind {@code EXPLAIN} or {@code EXPLAIN QUERY PLAN}. */
    List<String> action() {
        if (!head.getFirst().equals("EXPLAIN")) {
            return head;
        }
        int skip = head.size() > 3 && head.get(1).equals("QUERY") && head.get(2).equals("PLAN") ? 3 : 1;
        return head.subList(Math.min(skip, head.size()), head.size());
    }
}
