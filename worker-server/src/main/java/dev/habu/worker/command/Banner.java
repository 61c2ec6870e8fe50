package dev.habu.worker.command;

import dev.habu.worker.config.BindingConfig;
import dev.habu.worker.config.WranglerConfig;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/** The list of what a worker finds in its {@code env}, as shown before it serves. Values are never shown. */
final class Banner {
    private record Row(String name, String resource) {}

    private Banner() {}

    /** Prints the list; nothing for a worker without bindings. */
    static void print(WranglerConfig config, PrintStream out) {
        List<Row> rows = new ArrayList<>();
        for (BindingConfig binding : config.bindings()) {
            rows.add(
                    switch (binding) {
                        case BindingConfig.D1 d1 -> row(d1, d1.databaseName(), "D1 database");
                        case BindingConfig.Kv kv -> row(kv, kv.id(), "KV namespace");
                    });
        }
        config.vars().keySet().forEach(name -> rows.add(new Row("env." + name + " (\"(hidden)\")", "variable")));
        if (rows.isEmpty()) {
            return;
        }
        int width = rows.stream().mapToInt(row -> row.name.length()).max().orElse(0);
        out.println("The worker has access to:");
        rows.forEach(row -> out.println("  " + row.name + " ".repeat(width - row.name.length() + 2) + row.resource));
    }

    private static Row row(BindingConfig binding, String resource, String kind) {
        return new Row("env." + binding.binding() + " (" + resource + ")", kind);
    }
}
