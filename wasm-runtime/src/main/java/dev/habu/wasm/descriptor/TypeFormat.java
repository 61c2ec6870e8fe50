package dev.habu.wasm.descriptor;

import dev.habu.wasm.AbstractHeapType;
import dev.habu.wasm.ArrayType;
import dev.habu.wasm.DefinedType;
import dev.habu.wasm.FieldType;
import dev.habu.wasm.FunctionType;
import dev.habu.wasm.HeapType;
import dev.habu.wasm.NumberType;
import dev.habu.wasm.PackedType;
import dev.habu.wasm.RecursionGroup;
import dev.habu.wasm.RefType;
import dev.habu.wasm.StorageType;
import dev.habu.wasm.StructType;
import dev.habu.wasm.ValueType;
import dev.habu.wasm.VectorType;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;

/** The form of types in a compiled jar: defined types group by group, then their indices wherever they are mentioned. */
final class TypeFormat {
    private static final int VECTOR = NumberType.values().length;
    private static final int REFERENCE = VECTOR + 1;
    private static final int NULLABLE_REFERENCE = VECTOR + 2;
    private static final int PACKED = VECTOR + 3;

    private TypeFormat() {}

    /** Knows the indices of the defined types. */
    static final class TypeOutput extends DataOutputStream {
        private final IdentityHashMap<DefinedType, Integer> indices = new IdentityHashMap<>();

        TypeOutput(DataOutputStream out, List<DefinedType> types) {
            super(out);
            for (DefinedType type : types) {
                indices.put(type, indices.size());
            }
        }
    }

    /** Knows the defined types by index. */
    static final class TypeInput extends DataInputStream {
        private final List<DefinedType> types = new ArrayList<>();

        TypeInput(DataInputStream in) {
            super(in);
        }
    }

    static void write(TypeOutput out, List<DefinedType> types) throws IOException {
        out.writeInt(types.size());
        int next = 0;
        while (next < types.size()) {
            List<DefinedType> group = types.get(next).group().types();
            DescriptorFormat.writeList(
                    out, group, (_, type) -> out.writeByte(kind(type).ordinal()));
            for (DefinedType type : group) {
                out.writeBoolean(type.isFinal());
                out.writeBoolean(type.supertype() != null);
                if (type.supertype() != null) {
                    writeHeapType(out, type.supertype());
                }
                switch (type) {
                    case FunctionType function -> {
                        DescriptorFormat.writeList(out, function.params(), TypeFormat::writeValueType);
                        DescriptorFormat.writeList(out, function.results(), TypeFormat::writeValueType);
                    }
                    case StructType struct ->
                        DescriptorFormat.writeList(out, struct.fields(), TypeFormat::writeFieldType);
                    case ArrayType array -> writeFieldType(out, array.element());
                }
            }
            next += group.size();
        }
    }

    private static RecursionGroup.Kind kind(DefinedType type) {
        return switch (type) {
            case FunctionType function -> RecursionGroup.Kind.FUNCTION;
            case StructType struct -> RecursionGroup.Kind.STRUCT;
            case ArrayType array -> RecursionGroup.Kind.ARRAY;
        };
    }

    static List<DefinedType> read(TypeInput in) throws IOException {
        int count = in.readInt();
        while (in.types.size() < count) {
            RecursionGroup group =
                    RecursionGroup.of(DescriptorFormat.readList(in, i -> RecursionGroup.Kind.values()[i.readByte()]));
            in.types.addAll(group.types());
            for (int i = 0; i < group.types().size(); i++) {
                boolean isFinal = in.readBoolean();
                group.subtyping(i, isFinal, in.readBoolean() ? (DefinedType) readHeapType(in) : null);
                switch (group.types().get(i)) {
                    case FunctionType function ->
                        group.function(
                                i,
                                DescriptorFormat.readList(in, TypeFormat::readValueType),
                                DescriptorFormat.readList(in, TypeFormat::readValueType));
                    case StructType struct ->
                        group.structure(i, DescriptorFormat.readList(in, TypeFormat::readFieldType));
                    case ArrayType array -> group.array(i, readFieldType(in));
                }
            }
        }
        return in.types;
    }

    private static void writeFieldType(DataOutputStream out, FieldType field) throws IOException {
        if (field.type() instanceof PackedType packed) {
            out.writeByte(PACKED);
            out.writeByte(packed.ordinal());
        } else {
            writeValueType(out, field.type().unpacked());
        }
        out.writeBoolean(field.mutable());
    }

    private static FieldType readFieldType(DataInputStream in) throws IOException {
        int code = in.readByte();
        StorageType type = code == PACKED ? PackedType.values()[in.readByte()] : readValueType(code, in);
        return new FieldType(type, in.readBoolean());
    }

    static void writeValueType(DataOutputStream out, ValueType type) throws IOException {
        switch (type) {
            case NumberType number -> out.writeByte(number.ordinal());
            case VectorType vector -> out.writeByte(VECTOR);
            case RefType ref -> {
                out.writeByte(ref.nullable() ? NULLABLE_REFERENCE : REFERENCE);
                writeHeapType(out, ref.heapType());
            }
        }
    }

    static ValueType readValueType(DataInputStream in) throws IOException {
        return readValueType(in.readByte(), in);
    }

    private static ValueType readValueType(int code, DataInputStream in) throws IOException {
        if (code < VECTOR) {
            return NumberType.values()[code];
        }
        return code == VECTOR ? VectorType.V128 : new RefType(code == NULLABLE_REFERENCE, readHeapType(in));
    }

    /** The stream is a {@link TypeOutput}. */
    static void writeHeapType(DataOutputStream out, HeapType type) throws IOException {
        out.writeInt(
                switch (type) {
                    case AbstractHeapType heap -> -1 - heap.ordinal();
                    case DefinedType defined -> ((TypeOutput) out).indices.get(defined);
                });
    }

    /** The stream is a {@link TypeInput}. */
    static HeapType readHeapType(DataInputStream in) throws IOException {
        int code = in.readInt();
        return code < 0 ? AbstractHeapType.values()[-1 - code] : ((TypeInput) in).types.get(code);
    }
}
