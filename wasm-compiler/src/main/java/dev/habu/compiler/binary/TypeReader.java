package dev.habu.compiler.binary;

import dev.habu.compiler.LimitException;
import dev.habu.compiler.ValidationException;
import dev.habu.wasm.AbstractHeapType;
import dev.habu.wasm.FunctionType;
import dev.habu.wasm.GlobalType;
import dev.habu.wasm.HeapType;
import dev.habu.wasm.Limits;
import dev.habu.wasm.MemoryType;
import dev.habu.wasm.NumberType;
import dev.habu.wasm.RefType;
import dev.habu.wasm.TableType;
import dev.habu.wasm.ValueType;
import dev.habu.wasm.VectorType;
import java.util.ArrayList;
import java.util.List;

/** Reads types (WebAssembly 3.0, section 5.3). */
public class TypeReader extends ByteReader {
    private final List<FunctionType> types;

    /**
     * Reads from {@code position} to before {@code end}.
     *
     * @param types what type indices point into; may grow while the type section is read
     */
    public TypeReader(byte[] bytes, int position, int end, List<FunctionType> types) {
        super(bytes, position, end);
        this.types = types;
    }

    /** The types that indices point into. */
    public final List<FunctionType> types() {
        return types;
    }

    /** A type index. */
    public final FunctionType functionTypeAt(int index) {
        if (index < 0 || index >= types.size()) {
            throw new ValidationException("unknown type " + Integer.toUnsignedString(index), position());
        }
        return types.get(index);
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
        return functionTypeAt((int) Math.min(index, Integer.MAX_VALUE));
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

    /** One entry of the type section, which may define several types; appends them to {@link #types}. */
    final void recursionGroup() {
        if (peek() == 0x4e) {
            u8();
            int count = count("types in a recursion group");
            if (count != 1) {
                throw unsupported("a recursion group of " + count + " types");
            }
        }
        int code = u8();
        if (code == 0x4f) {
            if (count("supertypes") != 0) {
                throw unsupported("a supertype");
            }
            code = u8();
        }
        switch (code) {
            case 0x60 -> types.add(new FunctionType(resultTypes("parameters"), resultTypes("results")));
            case 0x50 -> throw unsupported("an open type");
            case 0x5f -> throw unsupported("a struct type");
            case 0x5e -> throw unsupported("an array type");
            default -> throw malformed("malformed type definition 0x" + Integer.toHexString(code));
        }
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
        int flags = limitFlags(7);
        boolean wide = (flags & 4) != 0;
        return new MemoryType(limits(flags), (flags & 2) != 0, wide);
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
        if ((flags & ~7) != 0) {
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
        int mutability = u8();
        if (mutability > 1) {
            throw malformed("malformed mutability");
        }
        return new GlobalType(type, mutability == 1);
    }

    /** An exception for a part of WebAssembly 3.0 that this compiler does not have yet. */
    final LimitException unsupported(String what) {
        return new LimitException("not supported yet: " + what, position());
    }
}
