package dev.habu.js.wasm;

import dev.habu.wasm.FunctionType;
import dev.habu.wasm.Tag;
import dev.habu.wasm.TagType;
import dev.habu.wasm.ValueType;
import java.util.List;

/** {@code WebAssembly.Tag} (JS API, section 5.8). */
final class TagInterface {
    private static final String NAME = "WebAssembly.Tag()";

    private TagInterface() {}

    static Interface<Tag> define(ApiRealm realm) {
        return new Interface<>(
                realm, "Tag", Tag.class, 1, args -> create(args[0]), Tag::embedderObject, Tag::embedderObject);
    }

    private static Tag create(Object descriptor) {
        Idl.dictionary(descriptor, NAME + ": Argument 0");
        Object parameters = Idl.requiredMember(descriptor, "parameters", NAME);
        List<ValueType> types = Idl.sequence(parameters, NAME + ": property 'parameters'").stream()
                .map(name -> ValueTypeNames.valueType(name, NAME))
                .toList();
        return new Tag(new TagType(new FunctionType(types, List.of())));
    }
}
