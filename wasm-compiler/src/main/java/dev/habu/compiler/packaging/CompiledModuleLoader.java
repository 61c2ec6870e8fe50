package dev.habu.compiler.packaging;

import dev.habu.wasm.Instance;
import dev.habu.wasm.signature.Signatures;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import org.objectweb.asm.ClassReader;

/** Loads the classes of one compiled module. Signature classes go to the loader that all modules share. */
public final class CompiledModuleLoader extends ClassLoader {
    static {
        registerAsParallelCapable();
    }

    /** Gives the content of a file, or null if there is none of that name. */
    private interface Files {
        byte[] read(String name) throws IOException;
    }

    private final Files files;

    private CompiledModuleLoader(Files files) {
        super("habu-module", Instance.class.getClassLoader());
        this.files = files;
    }

    /** Loads from memory. */
    public static CompiledModuleLoader of(Map<String, byte[]> files) {
        return new CompiledModuleLoader(files::get);
    }

    /**
     * Loads from a jar, which stays open.
     *
     * @throws IllegalArgumentException if it is not a readable jar
     */
    public static CompiledModuleLoader of(Path jar) {
        try {
            JarFile file = new JarFile(jar.toFile());
            return new CompiledModuleLoader(name -> {
                ZipEntry entry = file.getEntry(name);
                if (entry == null) {
                    return null;
                }
                try (InputStream in = file.getInputStream(entry)) {
                    return in.readAllBytes();
                }
            });
        } catch (IOException e) {
            throw new IllegalArgumentException("cannot read the compiled module " + jar + ": " + e.getMessage(), e);
        }
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (Signatures.isSignature(name)) {
            byte[] content = read(name.replace('.', '/') + ".class");
            if (content != null) {
                // The shared loader does not find a superclass here, so that one has to be there already.
                String superName = new ClassReader(content).getSuperName().replace('/', '.');
                if (Signatures.isSignature(superName)) {
                    loadClass(superName, false);
                }
                return Signatures.find(name, () -> content);
            }
        }
        return super.loadClass(name, resolve);
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        byte[] content = read(name.replace('.', '/') + ".class");
        if (content == null) {
            throw new ClassNotFoundException(name);
        }
        return defineClass(name, content, 0, content.length);
    }

    @Override
    public InputStream getResourceAsStream(String name) {
        byte[] content = read(name);
        return content != null ? new ByteArrayInputStream(content) : super.getResourceAsStream(name);
    }

    private byte[] read(String name) {
        try {
            return files.read(name);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + name + " of a compiled module", e);
        }
    }
}
