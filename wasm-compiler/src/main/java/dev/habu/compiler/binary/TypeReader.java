package dev.habu.compiler.binary;

import dev.habu.compiler.LimitException;
import dev.habu.compiler.ValidationException;
import dev.habu.wasm.AbstractHeapType;
import dev.habu.wasm.DefinedType;
import dev.habu.wasm.FieldType;
import dev.habu.wasm.FunctionType;
import dev.habu.wasm.GlobalType;
import dev.habu.wasm.HeapType;
import dev.habu.wasm.Limits;
import dev.habu.wasm.MemoryType;
import dev.habu.wasm.NumberType;
import dev.habu.wasm.PackedType;
import dev.habu.wasm.RecursionGroup;
import dev.habu.wasm.RefType;
import dev.habu.wasm.StorageType;
import dev.habu.wasm.TableType;
import dev.habu.wasm.ValueType;
import dev.habu.wasm.VectorType;
import java.util.ArrayList;
import java.util.List;

/** Reads types (WebAssembly 3.0, section 5.3). */
public class TypeReader extends ByteReader {
    private static final int RECURSIVE = 0x4e;
    private static final int OPEN = 0x50;
    private static final int FINAL = 0x4f;
    private static final int FUNCTION = 0x60;
    private static final int STRUCT = 0x5f;
    private static final int ARRAY = 0x5e;

    private final List<DefinedType> types;

    /** Whether types are only looked at, so that indices mean nothing yet. */
    private boolean looksAhead;

    /**
     * Reads from {@code position} to before {@code end}.
     *
     * @param types what type indices point into; may grow while the type section is read
     */
    public TypeReader(byte[] bytes, int position, int end, List<DefinedType> types) {
        super(bytes, position, end);
        this.types = types;
    }

    /** The types that indices point into. */
    public final List<DefinedType> types() {
        return types;
    }

    /** The type with an index. */
    public final DefinedType typeAt(int index) {
        if (index < 0 || index >= types.size()) {
            throw new ValidationException("unknown type " + Integer.toUnsignedString(index), position());
        }
        return types.get(index);
    }

    /** The type with an index, which must be a function type. */
    public final FunctionType functionTypeAt(int index) {
        if (typeAt(index) instanceof FunctionType function) {
            return function;
        }
        throw new ValidationException("type mismatch: type " + index + " is no function type", position());
    }

    /** A value type. */
    public final ValueType valueType() {
        int code = u8();
        return switch (code) {
            case 0x7f -> NumberType.I32;
            case 0x7e -> NumberType.I64;
            case 0x7d -> NumberType.F32;
            case 0x7c -> NumberType.F64;
            case 0x7b -> VectorType.V128;
            case 0x64 -> new RefType(false, heapType());
            case 0x63 -> new RefType(true, heapType());
            default -> {
                AbstractHeapType heap = abstractHeapType(code);
                if (heap == null) {
                    throw malformed("malformed value type 0x" + Integer.toHexString(code));
                }
                yield nullable(heap);
            }
        };
    }

    private static RefType nullable(AbstractHeapType heap) {
        return switch (heap) {
            case FUNC -> RefType.FUNCREF;
            case EXTERN -> RefType.EXTERNREF;
            default -> new RefType(true, heap);
        };
    }

    /** A reference type. */
    public final RefType refType() {
        int at = position();
        if (valueTypeIsReference(peek()) && valueType() instanceof RefType ref) {
            return ref;
        }
        seek(at);
        throw malformed("malformed reference type");
    }

    private static boolean valueTypeIsReference(int code) {
        return code == 0x63 || code == 0x64 || abstractHeapType(code) != null;
    }

    /** A heap type. */
    public final HeapType heapType() {
        int code = peek();
        AbstractHeapType heap = code < 0 ? null : abstractHeapType(code);
        if (heap != null) {
            u8();
            return heap;
        }
        long index = signed(33);
        if (index < 0) {
            throw malformed("malformed heap type");
        }
        return looksAhead ? AbstractHeapType.ANY : typeAt((int) Math.min(index, Integer.MAX_VALUE));
    }

    private static AbstractHeapType abstractHeapType(int code) {
        return switch (code) {
            case 0x73 -> AbstractHeapType.NOFUNC;
            case 0x72 -> AbstractHeapType.NOEXTERN;
            case 0x71 -> AbstractHeapType.NONE;
            case 0x70 -> AbstractHeapType.FUNC;
            case 0x6f -> AbstractHeapType.EXTERN;
            case 0x6e -> AbstractHeapType.ANY;
            case 0x6d -> AbstractHeapType.EQ;
            case 0x6c -> AbstractHeapType.I31;
            case 0x6b -> AbstractHeapType.STRUCT;
            case 0x6a -> AbstractHeapType.ARRAY;
            case 0x69 -> AbstractHeapType.EXN;
            case 0x74 -> AbstractHeapType.NOEXN;
            default -> null;
        };
    }

    /**
     * One entry of the type section, which may define several types; appends them to {@link #types}. They are read twice: first only to see what kinds of types there
     * are, so that they can refer to each other, then for good.
     */
    final void recursionGroup() {
        int count = 1;
        if (peek() == RECURSIVE) {
            u8();
            count = count("types in a recursion group");
        }
        int start = position();
        List<RecursionGroup.Kind> kinds = new ArrayList<>();
        looksAhead = true;
        for (int i = 0; i < count; i++) {
            kinds.add(definition(null, 0, 0));
        }
        looksAhead = false;
        seek(start);
        RecursionGroup group = RecursionGroup.of(kinds);
        int first = types.size();
        types.addAll(group.types());
        for (int i = 0; i < count; i++) {
            definition(group, i, first + i);
        }
    }

    /** One type; defines it in its group unless this is only a look ahead. */
    private RecursionGroup.Kind definition(RecursionGroup group, int member, int index) {
        int code = u8();
        boolean isFinal = code != OPEN;
        DefinedType supertype = null;
        if (code == OPEN || code == FINAL) {
            int supertypes = count("supertypes");
            if (supertypes > 1) {
                throw malformed("a type with " + supertypes + " supertypes: unexpected end");
            }
            if (supertypes == 1) {
                supertype = supertype(u32(), index);
            }
            code = u8();
        }
        if (!looksAhead) {
            group.subtyping(member, isFinal, supertype);
        }
        return switch (code) {
            case FUNCTION -> {
                List<ValueType> params = resultTypes("parameters");
                List<ValueType> results = resultTypes("results");
                if (!looksAhead) {
                    group.function(member, params, results);
                }
                yield RecursionGroup.Kind.FUNCTION;
            }
            case STRUCT -> {
                int count = count("fields");
                List<FieldType> fields = new ArrayList<>(count);
                for (int i = 0; i < count; i++) {
                    fields.add(fieldType());
                }
                if (!looksAhead) {
                    group.structure(member, fields);
                }
                yield RecursionGroup.Kind.STRUCT;
            }
            case ARRAY -> {
                FieldType element = fieldType();
                if (!looksAhead) {
                    group.array(member, element);
                }
                yield RecursionGroup.Kind.ARRAY;
            }
            default -> throw malformed("malformed type definition 0x" + Integer.toHexString(code));
        };
    }

    private DefinedType supertype(int index, int subtype) {
        if (looksAhead) {
            return null;
        }
        if (Integer.compareUnsigned(index, subtype) >= 0) {
            throw new ValidationException(
                    "unknown type " + Integer.toUnsignedString(index) + ": a supertype comes before its subtypes",
                    position());
        }
        return types.get(index);
    }

    private FieldType fieldType() {
        PackedType packed = switch (peek()) {
            case 0x78 -> PackedType.I8;
            case 0x77 -> PackedType.I16;
            default -> null;
        };
        if (packed != null) {
            u8();
        }
        StorageType type = packed != null ? packed : valueType();
        return new FieldType(type, mutability());
    }

    private boolean mutability() {
        int mutability = u8();
        if (mutability > 1) {
            throw malformed("malformed mutability");
        }
        return mutability == 1;
    }

    private List<ValueType> resultTypes(String what) {
        int count = count(what);
        List<ValueType> list = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            list.add(valueType());
        }
        return list;
    }

    /** A memory type. */
    final MemoryType memoryType() {
        int flags = limitFlags(15);
        Limits limits = limits(flags);
        int pageBits = MemoryType.PAGE_BITS;
        if ((flags & 8) != 0) {
            pageBits = u32();
            if (pageBits < 0 || pageBits > 63) {
                throw malformed("invalid custom page size");
            }
        }
        return new MemoryType(limits, (flags & 2) != 0, (flags & 4) != 0, pageBits);
    }

    /** A table type. */
    final TableType tableType() {
        RefType element = refType();
        int flags = limitFlags(5);
        boolean wide = (flags & 4) != 0;
        return new TableType(element, limits(flags), wide);
    }

    private int limitFlags(int allowed) {
        int flags = u8();
        if ((flags & ~15) != 0) {
            throw malformed(flags >= 0x80 ? "integer representation too long" : "malformed limits flags");
        }
        if ((flags & ~allowed) != 0) {
            throw malformed("malformed limits flags");
        }
        return flags;
    }

    private Limits limits(int flags) {
        long min = u64();
        Long max = (flags & 1) == 0 ? null : Long.valueOf(u64());
        return new Limits(min, max);
    }

    /** A global type. */
    final GlobalType globalType() {
        ValueType type = valueType();
        return new GlobalType(type, mutability());
    }

    /** An exception for a part of WebAssembly 3.0 that this compiler does not have yet. */
    final LimitException unsupported(String what) {
        return new LimitException("not supported yet: " + what, position());
    }
}
