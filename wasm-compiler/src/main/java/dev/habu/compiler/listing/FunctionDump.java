package dev.habu.compiler.listing;

import dev.habu.compiler.CompiledModule;
import dev.habu.compiler.emission.MethodSize;
import dev.habu.compiler.text.WatPrinter;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** One function twice: as WebAssembly, and the bytecode that it has become. */
public final class FunctionDump {
    private FunctionDump() {}

    /**
     * Prints a function.
     *
     * @param wasm the module
     * @param compiled what it was compiled to
     * @param function its name in the name section, the name of an export, or its index
     * @return the text, or null if the module defines no such function
     */
    public static String of(byte[] wasm, CompiledModule compiled, String function) {
        int index = new FunctionIndex(wasm).find(function);
        String text = WatPrinter.printFunction(wasm, index);
        if (text.isEmpty()) {
            return null;
        }
        Map<String, Set<String>> methods = new LinkedHashMap<>();
        for (MethodSize method : compiled.methods()) {
            if (method.function() == index) {
                methods.computeIfAbsent(method.owner(), _ -> new HashSet<>()).add(method.method());
            }
        }
        StringBuilder dump = new StringBuilder(text);
        methods.forEach((owner, names) ->
                dump.append('\n').append(CodeListing.of(compiled.files().get(owner + ".class"), names::contains)));
        return dump.toString();
    }
}
