package dev.habu.worker.storage;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Refuses SQL that reaches out of its database: other files, the machine's paths, native code. What gets past it meets
 * SQLite's own limits ({@link SqliteFile}): nothing can be attached, and extensions cannot be loaded.
 */
final class SqlGuard {
    private static final String NOT_AUTHORIZED = "not authorized: SQLITE_AUTH";

    /** The PRAGMAs that D1 documents. */
    private static final Set<String> PRAGMAS = Set.of(
            "case_sensitive_like",
            "defer_foreign_keys",
            "foreign_key_check",
            "foreign_key_list",
            "foreign_keys",
            "ignore_check_constraints",
            "index_info",
            "index_list",
            "index_xinfo",
            "legacy_alter_table",
            "optimize",
            "page_count",
            "quick_check",
            "recursive_triggers",
            "reverse_unordered_selects",
            "table_info",
            "table_list",
            "table_xinfo");

    private static final String PRAGMA_FUNCTION = "pragma_";

    private SqlGuard() {}

    /**
     * Lets a statement pass.
     *
     * @throws StorageException if it is refused
     */
    static void check(SqlStatement statement) throws StorageException {
        if (statement.isTransactionControl()) {
            throw new StorageException("To execute a transaction, please use batch() instead of the SQL "
                    + statement.head().getFirst() + " statement: SQLITE_AUTH");
        }
        List<String> action = statement.action();
        if (!action.isEmpty()) {
            switch (action.getFirst()) {
                case "ATTACH", "DETACH", "VACUUM" -> throw new StorageException(NOT_AUTHORIZED);
                case "PRAGMA" -> checkPragma(action);
                default -> {}
            }
        }
        for (String word : statement.words()) {
            if (word.equals("load_extension")) {
                throw new StorageException("not authorized to use function: load_extension: SQLITE_AUTH");
            }
            // Each PRAGMA is a table-valued function too, whose name may be quoted in any way.
            if (word.startsWith(PRAGMA_FUNCTION) && !PRAGMAS.contains(word.substring(PRAGMA_FUNCTION.length()))) {
                throw new StorageException(NOT_AUTHORIZED);
            }
        }
    }

    private static void checkPragma(List<String> action) throws StorageException {
        int name = action.size() > 3 && action.get(2).equals(".") ? 3 : 1;
        if (action.size() <= name || !PRAGMAS.contains(action.get(name).toLowerCase(Locale.ROOT))) {
            throw new StorageException(NOT_AUTHORIZED);
        }
    }
}
