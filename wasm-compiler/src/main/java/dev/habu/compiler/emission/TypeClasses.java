package dev.habu.compiler.emission;

import dev.habu.wasm.ArrayType;
import dev.habu.wasm.DefinedType;
import dev.habu.wasm.FunctionType;
import dev.habu.wasm.StructType;
import dev.habu.wasm.signature.SignatureSource;
import dev.habu.wasm.signature.Signatures;

/** Makes the class for a type, whatever its kind. */
public final class TypeClasses implements SignatureSource {
    /** For the service loader. */
    public TypeClasses() {}

    /** The internal name of the class for a type. */
    static String name(DefinedType type) {
        return Signatures.className(type).replace('.', '/');
    }

    @Override
    public byte[] classFile(DefinedType type) {
        return switch (type) {
            case FunctionType function -> SignatureClass.classFile(function);
            case StructType struct -> StructClass.classFile(struct);
            case ArrayType array -> ArrayClass.classFile(array);
        };
    }
}
