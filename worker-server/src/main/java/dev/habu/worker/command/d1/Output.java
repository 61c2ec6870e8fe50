package dev.habu.worker.command.d1;

import dev.habu.worker.config.JsonText;
import dev.habu.worker.storage.D1Result;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Results as text for a terminal and as JSON for programs. */
final class Output {
    private Output() {}

    /** Columns under their names, each as wide as its longest value. */
    static String table(List<String> columns, List<Object[]> rows) {
        List<List<String>> lines = new ArrayList<>();
        lines.add(columns);
        for (Object[] row : rows) {
            List<String> cells = new ArrayList<>();
            for (Object value : row) {
                cells.add(cell(value));
            }
            lines.add(cells);
        }
        int[] widths = new int[columns.size()];
        for (List<String> line : lines) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], line.get(i).length());
            }
        }
        StringBuilder table = new StringBuilder();
        for (List<String> line : lines) {
            StringBuilder text = new StringBuilder();
            for (int i = 0; i < widths.length; i++) {
                text.append(line.get(i))
                        .append(" ".repeat(widths[i] - line.get(i).length() + 2));
            }
            table.append(text.toString().stripTrailing()).append('\n');
        }
        return table.toString();
    }

    private static String cell(Object value) {
        return switch (value) {
            case null -> "NULL";
            case byte[] bytes -> "x'" + HexFormat.of().formatHex(bytes) + "'";
            case Double number when number == Math.rint(number) && Math.abs(number) < 1e15 -> number.longValue() + ".0";
            default -> value.toString().replace("\n", "\\n");
        };
    }

    static String json(Object value) {
        return JsonText.of(value);
    }

    /** As wrangler prints the result of a statement. */
    static Map<String, Object> object(D1Result result) {
        List<Map<String, Object>> rows = new ArrayList<>();
        for (Object[] values : result.rows()) {
            Map<String, Object> row = new LinkedHashMap<>();
            for (int i = 0; i < values.length; i++) {
                row.put(result.columns().get(i), values[i] instanceof byte[] bytes ? numbers(bytes) : values[i]);
            }
            rows.add(row);
        }
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("results", rows);
        object.put("success", true);
        object.put("meta", Map.of("duration", result.meta().durationMillis()));
        return object;
    }

    private static List<Long> numbers(byte[] bytes) {
        List<Long> numbers = new ArrayList<>();
        for (byte b : bytes) {
            numbers.add(b & 0xFFL);
        }
        return numbers;
    }
}
