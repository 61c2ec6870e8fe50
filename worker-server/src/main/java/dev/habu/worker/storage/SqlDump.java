package dev.habu.worker.storage;

import java.io.IOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.sqlite.SQLiteConnection;

/**
 * Writes a database as SQL, as {@code wrangler d1 export} does.
 *
 * @param tables those to write; all if empty
 * @param schema whether to write how they are made
 * @param data whether to write what is in them
 * @param out gets the text
 */
public record SqlDump(Set<String> tables, boolean schema, boolean data, Appendable out) {
    private record Item(String type, String name, String table, String sql) {}

    void write(SQLiteConnection connection) throws SQLException, StorageException {
        List<Item> items = items(connection);
        for (String wanted : tables) {
            if (items.stream().noneMatch(item -> item.type.equals("table") && item.name.equals(wanted))) {
                throw new StorageException("no such table: " + wanted);
            }
        }
        try {
            out.append("PRAGMA defer_foreign_keys=TRUE;\n");
            for (Item item : items) {
                if (item.type.equals("table")) {
                    writeTable(connection, item);
                }
            }
            for (Item item : items) {
                if (schema && !item.type.equals("table")) {
                    out.append(item.sql).append(";\n");
                }
            }
        } catch (IOException e) {
            throw new StorageException("the export cannot be written: " + e.getMessage());
        }
    }

    private List<Item> items(SQLiteConnection connection) throws SQLException, StorageException {
        List<Item> items = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("SELECT type, name, tbl_name, sql FROM sqlite_schema "
                        + "WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY rowid")) {
            while (result.next()) {
                Item item =
                        new Item(result.getString(1), result.getString(2), result.getString(3), result.getString(4));
                if (item.sql.regionMatches(true, 0, "CREATE VIRTUAL TABLE", 0, 20)) {
                    throw new StorageException("cannot export virtual tables, and \"" + item.name + "\" is one");
                }
                if (tables.isEmpty() || tables.contains(item.table)) {
                    items.add(item);
                }
            }
        }
        return items;
    }

    private void writeTable(SQLiteConnection connection, Item table) throws SQLException, IOException {
        if (schema) {
            out.append(table.sql).append(";\n");
        }
        if (!data) {
            return;
        }
        List<String> columns = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                // Not what table_xinfo has beyond it: generated columns cannot be written.
                ResultSet result = statement.executeQuery("PRAGMA table_info(" + quoted(table.name) + ")")) {
            while (result.next()) {
                columns.add(quoted(result.getString("name")));
            }
        }
        String values =
                columns.stream().map(column -> "quote(" + column + ")").collect(Collectors.joining(" || ',' || "));
        String insert = "INSERT INTO " + quoted(table.name) + " (" + String.join(",", columns) + ") VALUES(";
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("SELECT " + values + " FROM " + quoted(table.name))) {
            while (result.next()) {
                out.append(insert).append(result.getString(1)).append(");\n");
            }
        }
    }

    private static String quoted(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }
}
