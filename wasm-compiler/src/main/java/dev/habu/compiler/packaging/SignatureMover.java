package dev.habu.compiler.packaging;

import dev.habu.wasm.signature.SignatureBundle;
import dev.habu.wasm.signature.Signatures;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.objectweb.asm.ClassReader;

/**
 * Moves the classes of function types out of their package, which belongs to wasm-runtime: on the module path no two jars may have a package in common.
 * They become one resource, from which they are defined when the module is loaded.
 */
public final class SignatureMover {
    private SignatureMover() {}

    /** The files of a module in {@code packageName} with all signature classes in the module's own folder. */
    public static SortedMap<String, byte[]> move(String packageName, SortedMap<String, byte[]> files) {
        SortedMap<String, byte[]> others = new TreeMap<>();
        SortedMap<String, byte[]> signatures = new TreeMap<>();
        files.forEach((name, content) -> {
            String className = name.endsWith(".class")
                    ? name.substring(0, name.length() - ".class".length()).replace('/', '.')
                    : "";
            if (Signatures.isSignature(className)) {
                signatures.put(className, content);
            } else {
                others.put(name, content);
            }
        });
        Map<String, byte[]> ordered = new LinkedHashMap<>();
        signatures.keySet().forEach(name -> add(name, signatures, ordered));
        others.put(packageName.replace('.', '/') + "/" + SignatureBundle.RESOURCE, SignatureBundle.write(ordered));
        return others;
    }

    /** Adds a class after its superclass, which has to be defined first. */
    private static void add(String name, Map<String, byte[]> signatures, Map<String, byte[]> ordered) {
        byte[] classFile = signatures.get(name);
        if (classFile != null && !ordered.containsKey(name)) {
            add(new ClassReader(classFile).getSuperName().replace('/', '.'), signatures, ordered);
            ordered.put(name, classFile);
        }
    }
}
