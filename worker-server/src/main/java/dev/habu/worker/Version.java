package dev.habu.worker;

import dev.habu.python.PyodideVersion;
import java.util.Objects;
import picocli.CommandLine.IVersionProvider;

/** What {@code habu --version} says. */
final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
        String habu =
                Objects.requireNonNullElse(Version.class.getPackage().getImplementationVersion(), "(not packaged)");
        PyodideVersion pyodide = PyodideVersion.LATEST;
        return new String[] {
            "habu " + habu,
            "Pyodide " + pyodide.version() + " (CPython " + pyodide.python() + ")",
            "Java " + Runtime.version() + " (" + System.getProperty("java.vm.name") + ")"
        };
    }
}
