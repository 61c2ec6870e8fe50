package dev.habu.wasm;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * Types that are defined together and may refer to each other (WebAssembly 3.0, section 2.3.12). It makes its types empty, so that there is something to refer to, and
 * whoever made it then defines each of them once. After that all is immutable.
 */
public final class RecursionGroup {
    /** The kinds of types. */
    public enum Kind {
        FUNCTION,
        STRUCT,
        ARRAY
    }

    /** 160 bits: nobody finds two groups with the same ones. */
    private static final int HASH_BYTES = 20;

    private final List<DefinedType> types;
    private String hash;

    private RecursionGroup(List<DefinedType> types) {
        this.types = types;
        for (int i = 0; i < types.size(); i++) {
            types.get(i).place(this, i);
        }
    }

    /** A group of types that are still to be defined. */
    public static RecursionGroup of(List<Kind> kinds) {
        List<DefinedType> types = new ArrayList<>();
        for (Kind kind : kinds) {
            types.add(
                    switch (kind) {
                        case FUNCTION -> new FunctionType();
                        case STRUCT -> new StructType();
                        case ARRAY -> new ArrayType();
                    });
        }
        return new RecursionGroup(List.copyOf(types));
    }

    static RecursionGroup of(DefinedType only) {
        return new RecursionGroup(List.of(only));
    }

    /** Its types, in order. */
    public List<DefinedType> types() {
        return types;
    }

    /**
     * Defines where a type is in the hierarchy.
     *
     * @param supertype the type directly above, or null
     */
    public void subtyping(int index, boolean isFinal, DefinedType supertype) {
        types.get(index).subtyping(isFinal, supertype);
    }

    /** Defines a function type. */
    public void function(int index, List<ValueType> params, List<ValueType> results) {
        ((FunctionType) types.get(index)).define(params, results);
    }

    /** Defines a structure type. */
    public void structure(int index, List<FieldType> fields) {
        ((StructType) types.get(index)).define(fields);
    }

    /** Defines an array type. */
    public void array(int index, FieldType element) {
        ((ArrayType) types.get(index)).define(element);
    }

    /**
     * See {@link DefinedType#identity}: the letters of its parameters and results for the common function type, whose class in a stack trace then tells what it
     * takes; for all others a hash of the whole group and the place in it.
     */
    String identity(DefinedType type) {
        if (type instanceof FunctionType function && types.size() == 1 && type.isFinal() && type.supertype() == null) {
            String params = letters(function.params());
            String results = letters(function.results());
            if (params != null && results != null) {
                return params + "_" + results;
            }
        }
        if (hash == null) {
            hash = hash();
        }
        return "T" + hash + "_" + type.index();
    }

    /** The letters of types, or null if they mention a defined type. */
    private static String letters(List<ValueType> types) {
        StringBuilder letters = new StringBuilder();
        for (ValueType type : types) {
            String letter = switch (type) {
                case NumberType.I32 -> "I";
                case NumberType.I64 -> "J";
                case NumberType.F32 -> "F";
                case NumberType.F64 -> "D";
                case VectorType v -> "V";
                case RefType(boolean nullable, AbstractHeapType heap) -> (nullable ? "" : "n") + letter(heap);
                case RefType ref -> null;
            };
            if (letter == null) {
                return null;
            }
            letters.append(letter);
        }
        return letters.toString();
    }

    private static String letter(AbstractHeapType heap) {
        return switch (heap) {
            case FUNC -> "A";
            case EXTERN -> "X";
            case EXN -> "E";
            default -> "L" + heap + "$";
        };
    }

    private String hash() {
        StringBuilder form = new StringBuilder();
        TypeNames names = new TypeNames(this);
        for (DefinedType type : types) {
            form.append(type.isFinal() ? "final " : "open ");
            if (type.supertype() != null) {
                form.append("sub ").append(names.of(type.supertype())).append(' ');
            }
            form.append(type.form(names)).append(';');
        }
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256").digest(form.toString().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, HASH_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every JDK has SHA-256", e);
        }
    }

    /** Names types as the form of a group mentions them: its own types by their place in it, others by their identity. */
    static final class TypeNames {
        private final RecursionGroup group;

        TypeNames(RecursionGroup group) {
            this.group = group;
        }

        String of(FieldType field) {
            return (field.mutable() ? "mut " : "") + of(field.type());
        }

        String of(StorageType type) {
            return type instanceof RefType ref
                    ? (ref.nullable() ? "ref null " : "ref ") + of(ref.heapType())
                    : type.toString();
        }

        String of(HeapType type) {
            return switch (type) {
                case AbstractHeapType heap -> heap.toString();
                case DefinedType defined -> defined.group() == group ? "rec." + defined.index() : defined.identity();
            };
        }
    }
}
