package dev.habu.python;

import java.util.List;
import java.util.Map;

/** The example of the user guide: a Java program that uses Python. */
final class EmbeddingExample {
    private EmbeddingExample() {}

    public static void main(String[] args) {
        try (Python python = Python.create()) {
            python.exec("""
                import statistics

                def summary(name, numbers):
                    return {"name": name, "mean": statistics.fmean(numbers), "sorted": sorted(numbers)}
                """);
            Map<?, ?> summary = (Map<?, ?>) python.call("summary", "sample", List.of(3, 1, 2));
            System.out.println(summary.get("name") + ": mean " + summary.get("mean") + " of " + summary.get("sorted"));

            try (PyObject pattern = (PyObject) python.eval("import re; re.compile(r'(\\w+)@(\\w+)')");
                    PyObject findall = (PyObject) pattern.attribute("findall")) {
                System.out.println(findall.call("ann@home bob@work"));
            }
            try {
                python.call("summary", "nothing", List.of());
            } catch (PythonException e) {
                System.out.println(e.type() + ": " + e.value());
            }
        }
    }
}
