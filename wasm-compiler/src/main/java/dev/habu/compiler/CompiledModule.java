package dev.habu.compiler;

import dev.habu.compiler.emission.MethodSize;
import dev.habu.compiler.packaging.CompiledModuleLoader;
import dev.habu.compiler.packaging.JarWriter;
import dev.habu.compiler.packaging.SignatureMover;
import dev.habu.wasm.Module;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;

/** The classes of a compiled module. Immutable and thread-safe. */
public final class CompiledModule {
    private final String packageName;
    private final SortedMap<String, byte[]> files;
    private final List<MethodSize> methods;
    private final boolean library;

    /**
     * Holds a compilation's result.
     *
     * @param library whether Java programs use the classes directly, from the class path or the module path
     */
    CompiledModule(String packageName, SortedMap<String, byte[]> files, List<MethodSize> methods, boolean library) {
        this.packageName = packageName;
        this.files = Collections.unmodifiableSortedMap(files);
        this.methods = List.copyOf(methods);
        this.library = library;
    }

    /** The package of the classes, with dots. */
    public String packageName() {
        return packageName;
    }

    /** Class files and resources by their names in a jar; the arrays are not to be changed. */
    public SortedMap<String, byte[]> files() {
        return files;
    }

    /** The size of each method that holds a function or a part of one. */
    public List<MethodSize> methods() {
        return methods;
    }

    /**
     * Writes a jar, the same bytes each time. A jar that is there is replaced in one step: nobody sees half of it. One with an accessor class is also a
     * module of the package's name.
     *
     * @throws IOException if the file cannot be written
     */
    public void writeJar(Path jar) throws IOException {
        if (library) {
            JarWriter.write(jar, SignatureMover.move(packageName, files), packageName);
        } else {
            JarWriter.write(jar, files, null);
        }
    }

    /** Loads the classes into this JVM. */
    public Module load() {
        return Module.load(CompiledModuleLoader.of(files), packageName);
    }
}
