package dev.habu.wasm.descriptor;

import dev.habu.wasm.DefinedType;
import dev.habu.wasm.ExternType;
import dev.habu.wasm.FunctionType;
import dev.habu.wasm.GlobalType;
import dev.habu.wasm.ImportType;
import dev.habu.wasm.Limits;
import dev.habu.wasm.MemoryType;
import dev.habu.wasm.RefType;
import dev.habu.wasm.TableType;
import dev.habu.wasm.TagType;
import dev.habu.wasm.V128;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The form in which a {@link ModuleDescriptor} lies in a compiled jar. Reader and writer stand side by side and change together. */
public final class DescriptorFormat {
    private DescriptorFormat() {}

    interface Writer<T> {
        void write(DataOutputStream out, T item) throws IOException;
    }

    interface Reader<T> {
        T read(DataInputStream in) throws IOException;
    }

    /** Writes a descriptor. */
    public static void write(DataOutputStream target, ModuleDescriptor d) throws IOException {
        TypeFormat.TypeOutput out = new TypeFormat.TypeOutput(target, d.types());
        TypeFormat.write(out, d.types());
        writeList(out, d.imports(), DescriptorFormat::writeImport);
        out.writeInt(d.functionTypes().length);
        for (int type : d.functionTypes()) {
            out.writeInt(type);
        }
        writeList(out, d.tables(), DescriptorFormat::writeTable);
        writeList(out, d.memories(), DescriptorFormat::writeExternType);
        writeList(out, d.globals(), DescriptorFormat::writeGlobal);
        writeList(out, d.tags(), DescriptorFormat::writeExternType);
        writeList(out, d.exports(), DescriptorFormat::writeExport);
        out.writeInt(d.start());
        writeList(out, d.elements(), DescriptorFormat::writeElements);
        writeList(out, d.data(), DescriptorFormat::writeData);
        writeList(out, d.customSections(), DescriptorFormat::writeCustomSection);
    }

    /** Reads what {@link #write} wrote. */
    public static ModuleDescriptor read(DataInputStream source) throws IOException {
        TypeFormat.TypeInput in = new TypeFormat.TypeInput(source);
        List<DefinedType> types = TypeFormat.read(in);
        List<ImportType> imports = readList(in, DescriptorFormat::readImport);
        int[] functionTypes = new int[in.readInt()];
        for (int i = 0; i < functionTypes.length; i++) {
            functionTypes[i] = in.readInt();
        }
        return new ModuleDescriptor(
                types,
                imports,
                functionTypes,
                readList(in, DescriptorFormat::readTable),
                readList(in, i -> (MemoryType) readExternType(i)),
                readList(in, DescriptorFormat::readGlobal),
                readList(in, i -> (TagType) readExternType(i)),
                readList(in, DescriptorFormat::readExport),
                in.readInt(),
                readList(in, DescriptorFormat::readElements),
                readList(in, DescriptorFormat::readData),
                readList(in, DescriptorFormat::readCustomSection));
    }

    static <T> void writeList(DataOutputStream out, List<T> list, Writer<? super T> writer) throws IOException {
        out.writeInt(list.size());
        for (T item : list) {
            writer.write(out, item);
        }
    }

    static <T> List<T> readList(DataInputStream in, Reader<T> reader) throws IOException {
        int size = in.readInt();
        List<T> list = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            list.add(reader.read(in));
        }
        return list;
    }

    private static void writeString(DataOutputStream out, String text) throws IOException {
        writeBytes(out, text.getBytes(StandardCharsets.UTF_8));
    }

    private static String readString(DataInputStream in) throws IOException {
        return new String(readBytes(in), StandardCharsets.UTF_8);
    }

    private static void writeBytes(DataOutputStream out, byte[] bytes) throws IOException {
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    private static byte[] readBytes(DataInputStream in) throws IOException {
        byte[] bytes = new byte[in.readInt()];
        in.readFully(bytes);
        return bytes;
    }

    private static void writeLimits(DataOutputStream out, Limits limits) throws IOException {
        out.writeLong(limits.min());
        out.writeBoolean(limits.max() != null);
        if (limits.max() != null) {
            out.writeLong(limits.max());
        }
    }

    private static Limits readLimits(DataInputStream in) throws IOException {
        long min = in.readLong();
        return new Limits(min, in.readBoolean() ? Long.valueOf(in.readLong()) : null);
    }

    private static void writeExternType(DataOutputStream out, ExternType type) throws IOException {
        switch (type) {
            case FunctionType function -> {
                out.writeByte(ExternKind.FUNCTION.ordinal());
                TypeFormat.writeHeapType(out, function);
            }
            case TableType table -> {
                out.writeByte(ExternKind.TABLE.ordinal());
                TypeFormat.writeValueType(out, table.elementType());
                writeLimits(out, table.limits());
                out.writeBoolean(table.table64());
            }
            case MemoryType memory -> {
                out.writeByte(ExternKind.MEMORY.ordinal());
                writeLimits(out, memory.limits());
                out.writeBoolean(memory.shared());
                out.writeBoolean(memory.memory64());
                out.writeByte(memory.pageBits());
            }
            case GlobalType global -> {
                out.writeByte(ExternKind.GLOBAL.ordinal());
                TypeFormat.writeValueType(out, global.valueType());
                out.writeBoolean(global.mutable());
            }
            case TagType tag -> {
                out.writeByte(ExternKind.TAG.ordinal());
                TypeFormat.writeHeapType(out, tag.type());
            }
        }
    }

    private static ExternType readExternType(DataInputStream in) throws IOException {
        return switch (ExternKind.values()[in.readByte()]) {
            case FUNCTION -> (FunctionType) TypeFormat.readHeapType(in);
            case TABLE -> new TableType((RefType) TypeFormat.readValueType(in), readLimits(in), in.readBoolean());
            case MEMORY -> new MemoryType(readLimits(in), in.readBoolean(), in.readBoolean(), in.readByte());
            case GLOBAL -> new GlobalType(TypeFormat.readValueType(in), in.readBoolean());
            case TAG -> new TagType((FunctionType) TypeFormat.readHeapType(in));
        };
    }

    private static void writeImport(DataOutputStream out, ImportType item) throws IOException {
        writeString(out, item.module());
        writeString(out, item.name());
        writeExternType(out, item.type());
    }

    private static ImportType readImport(DataInputStream in) throws IOException {
        return new ImportType(readString(in), readString(in), readExternType(in));
    }

    private static void writeConstant(DataOutputStream out, Constant constant) throws IOException {
        switch (constant) {
            case null -> out.writeByte('-');
            case Constant.Literal(Integer value) -> {
                out.writeByte('I');
                out.writeInt(value);
            }
            case Constant.Literal(Long value) -> {
                out.writeByte('J');
                out.writeLong(value);
            }
            case Constant.Literal(Float value) -> {
                out.writeByte('F');
                out.writeInt(Float.floatToRawIntBits(value));
            }
            case Constant.Literal(Double value) -> {
                out.writeByte('D');
                out.writeLong(Double.doubleToRawLongBits(value));
            }
            case Constant.Literal(V128 value) -> {
                out.writeByte('V');
                out.writeLong(value.low());
                out.writeLong(value.high());
            }
            case Constant.Literal(Object value) -> throw new IllegalArgumentException("not a number: " + value);
            case Constant.FunctionRef(int index) -> {
                out.writeByte('R');
                out.writeInt(index);
            }
            case Constant.Null() -> out.writeByte('N');
            case Constant.Computed(int index) -> {
                out.writeByte('C');
                out.writeInt(index);
            }
        }
    }

    private static Constant readConstant(DataInputStream in) throws IOException {
        int kind = in.readByte();
        return switch (kind) {
            case '-' -> null;
            case 'I' -> new Constant.Literal(in.readInt());
            case 'J' -> new Constant.Literal(in.readLong());
            case 'F' -> new Constant.Literal(Float.intBitsToFloat(in.readInt()));
            case 'D' -> new Constant.Literal(Double.longBitsToDouble(in.readLong()));
            case 'V' -> new Constant.Literal(new V128(in.readLong(), in.readLong()));
            case 'R' -> new Constant.FunctionRef(in.readInt());
            case 'N' -> new Constant.Null();
            case 'C' -> new Constant.Computed(in.readInt());
            default -> throw new IOException("unknown constant kind " + kind);
        };
    }

    private static void writeTable(DataOutputStream out, TableDefinition table) throws IOException {
        writeExternType(out, table.type());
        writeConstant(out, table.value());
    }

    private static TableDefinition readTable(DataInputStream in) throws IOException {
        return new TableDefinition((TableType) readExternType(in), readConstant(in));
    }

    private static void writeGlobal(DataOutputStream out, GlobalDefinition global) throws IOException {
        writeExternType(out, global.type());
        writeConstant(out, global.value());
        out.writeBoolean(global.object());
    }

    private static GlobalDefinition readGlobal(DataInputStream in) throws IOException {
        return new GlobalDefinition((GlobalType) readExternType(in), readConstant(in), in.readBoolean());
    }

    private static void writeExport(DataOutputStream out, ExportDefinition export) throws IOException {
        writeString(out, export.name());
        out.writeByte(export.kind().ordinal());
        out.writeInt(export.index());
    }

    private static ExportDefinition readExport(DataInputStream in) throws IOException {
        return new ExportDefinition(readString(in), ExternKind.values()[in.readByte()], in.readInt());
    }

    private static void writeElements(DataOutputStream out, ElementSegment segment) throws IOException {
        out.writeByte(segment.mode().ordinal());
        out.writeInt(segment.table());
        writeConstant(out, segment.offset());
        writeList(out, segment.items(), DescriptorFormat::writeConstant);
    }

    private static ElementSegment readElements(DataInputStream in) throws IOException {
        return new ElementSegment(
                SegmentMode.values()[in.readByte()],
                in.readInt(),
                readConstant(in),
                readList(in, DescriptorFormat::readConstant));
    }

    private static void writeData(DataOutputStream out, DataRange data) throws IOException {
        out.writeByte(data.mode().ordinal());
        out.writeInt(data.memory());
        writeConstant(out, data.offset());
        out.writeInt(data.start());
        out.writeInt(data.length());
    }

    private static DataRange readData(DataInputStream in) throws IOException {
        return new DataRange(
                SegmentMode.values()[in.readByte()], in.readInt(), readConstant(in), in.readInt(), in.readInt());
    }

    private static void writeCustomSection(DataOutputStream out, CustomSection section) throws IOException {
        writeString(out, section.name());
        writeBytes(out, section.content());
    }

    private static CustomSection readCustomSection(DataInputStream in) throws IOException {
        return new CustomSection(readString(in), readBytes(in));
    }
}
