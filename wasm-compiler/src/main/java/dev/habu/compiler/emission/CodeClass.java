package dev.habu.compiler.emission;

import dev.habu.compiler.lowering.FunctionTree;
import dev.habu.compiler.lowering.Region;
import dev.habu.compiler.splitting.Meter;
import dev.habu.wasm.FunctionType;
import dev.habu.wasm.HeapType;
import dev.habu.wasm.RefType;
import dev.habu.wasm.ValueType;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** One class with the code of many functions as static methods, and the small methods that they need. */
public final class CodeClass {
    private static final String TABLE = "dev/habu/wasm/Table";

    private final ModuleLayout layout;
    private final String name;
    private final ClassWriter writer;
    private final List<ClassFile> frames = new ArrayList<>();
    private final List<MethodSize> sizes = new ArrayList<>();
    private final Map<Integer, String> exceptions = new HashMap<>();
    private final Map<Integer, String> imports = new HashMap<>();
    private final Map<RefType, String> casts = new HashMap<>();
    private int indirectCalls;

    CodeClass(ModuleLayout layout, String name) {
        this.layout = layout;
        this.name = name;
        writer = ClassShape.begin(Opcodes.ACC_PUBLIC | Opcodes.ACC_FINAL, name, "java/lang/Object");
        writer.visitSource(name.substring(name.lastIndexOf('/') + 1) + ".wasm", null);
    }

    /** What measures a function before it is added. */
    public Meter meter(FunctionTree tree) {
        return new FunctionEmitter(layout, tree);
    }

    /** Adds a function, split or not, under its name. */
    public void add(FunctionTree tree) {
        String method = layout.name(tree.index());
        if (tree.tailCalls()) {
            layout.makesTailCalls(tree.index());
            tailCallRunner(tree.type(), method, layout.tailName(tree.index()));
            method = layout.tailName(tree.index());
        }
        add(tree, method, layout.descriptor(tree.type()));
    }

    /** A method that calls another and then what that one leaves to be called. */
    private void tailCallRunner(FunctionType type, String name, String called) {
        MethodVisitor code = method(name, layout.descriptor(type));
        code.visitCode();
        int machine = loadParameters(code, type.params());
        code.visitVarInsn(Opcodes.ALOAD, machine);
        code.visitMethodInsn(Opcodes.INVOKESTATIC, this.name, called, layout.descriptor(type), false);
        Label done = new Label();
        code.visitVarInsn(Opcodes.ALOAD, machine);
        code.visitFieldInsn(Opcodes.GETFIELD, ModuleLayout.INSTANCE, "tailCall", "L" + TailCallClass.SUPER + ";");
        code.visitJumpInsn(Opcodes.IFNULL, done);
        TailCallClass.drop(code, type);
        code.visitVarInsn(Opcodes.ALOAD, machine);
        TailCallClass.run(code, type);
        code.visitLabel(done);
        List<Object> locals = new ArrayList<>();
        type.params().forEach(param -> locals.add(JvmType.of(param).frame));
        locals.add(layout.machine());
        Object[] stack = TailCallClass.stack(type);
        code.visitFrame(Opcodes.F_NEW, locals.size(), locals.toArray(), stack.length, stack);
        returnResult(code, type);
        code.visitMaxs(0, 0);
        code.visitEnd();
    }

    void add(FunctionTree tree, String method, String descriptor) {
        FunctionEmitter emitter = new FunctionEmitter(layout, tree);
        List<Region> regions = emitter.regions();
        for (int i = 0; i < regions.size(); i++) {
            regions.get(i).setName(method + "$" + i);
        }
        sizes.add(new MethodSize(
                name, method, tree.index(), emitter.emit(method(method, descriptor), new MethodHelpers())));
        for (Region region : regions) {
            String regionDescriptor = RegionEmitter.descriptor(layout, layout.frameClass(tree.index()), region);
            sizes.add(new MethodSize(
                    name,
                    region.name(),
                    tree.index(),
                    emitter.emit(region, method(region.name(), regionDescriptor), new MethodHelpers())));
        }
        if (!regions.isEmpty()) {
            frames.add(frame(tree, emitter.frameFields(), emitter.carriedFields()));
        }
    }

    /** Adds a constant expression and a method that boxes its value. */
    void addConstant(FunctionTree tree, int number) {
        String descriptor = layout.descriptor(tree.type());
        add(tree, "constant$" + number, descriptor);
        MethodVisitor code = method("boxed$" + number, "(L" + layout.machine() + ";)Ljava/lang/Object;");
        code.visitCode();
        code.visitVarInsn(Opcodes.ALOAD, 0);
        code.visitMethodInsn(Opcodes.INVOKESTATIC, name, "constant$" + number, descriptor, false);
        JvmType.of(tree.type().results().getFirst()).box(code);
        code.visitInsn(Opcodes.ARETURN);
        code.visitMaxs(0, 0);
        code.visitEnd();
    }

    /** The finished class and the frame classes of its functions. */
    public List<ClassFile> finish() {
        List<ClassFile> classes = new ArrayList<>();
        classes.add(ClassShape.end(writer, name));
        classes.addAll(frames);
        return classes;
    }

    /** The size of each method of a function or region. */
    public List<MethodSize> sizes() {
        return sizes;
    }

    private MethodVisitor method(String method, String descriptor) {
        return writer.visitMethod(Opcodes.ACC_PUBLIC | Opcodes.ACC_STATIC, method, descriptor, null, null);
    }

    private ClassFile frame(FunctionTree tree, BitSet fields, SortedMap<String, JvmType> carried) {
        String frame = layout.frameClass(tree.index());
        ClassWriter frameWriter = ClassShape.begin(Opcodes.ACC_FINAL, frame, "java/lang/Object");
        for (int local = fields.nextSetBit(0); local >= 0; local = fields.nextSetBit(local + 1)) {
            Variables.fields(local, JvmType.of(tree.locals().get(local)))
                    .forEach((field, descriptor) -> frameWriter
                            .visitField(0, field, descriptor, null, null)
                            .visitEnd());
        }
        carried.forEach((field, type) ->
                frameWriter.visitField(0, field, type.descriptor, null, null).visitEnd());
        ClassShape.constructor(frameWriter, "java/lang/Object", "()V", 0);
        return ClassShape.end(frameWriter, frame);
    }

    /** Loads parameters in order and returns the slot behind them. */
    private static int loadParameters(MethodVisitor code, List<ValueType> types) {
        return loadParameters(code, types, 0);
    }

    /** Loads parameters in order from a slot on and returns the slot behind them. */
    static int loadParameters(MethodVisitor code, List<ValueType> types, int first) {
        int slot = first;
        for (ValueType value : types) {
            JvmType type = JvmType.of(value);
            code.visitVarInsn(type.load, slot);
            slot += type.slots;
        }
        return slot;
    }

    static void returnResult(MethodVisitor code, FunctionType type) {
        code.visitInsn(
                switch (type.results().size()) {
                    case 0 -> Opcodes.RETURN;
                    case 1 -> JvmType.of(type.results().getFirst()).ret;
                    default -> Opcodes.ARETURN;
                });
    }

    /** The helpers of one method. */
    private final class MethodHelpers implements Helpers {
        private final Map<String, String> indirect = new HashMap<>();
        private final Map<String, String> byReference = new HashMap<>();

        @Override
        public String owner() {
            return name;
        }

        @Override
        public String indirectCall(FunctionType type, int table) {
            return indirect.computeIfAbsent(layout.signature(type) + table, key -> emitIndirectCall(type, table));
        }

        @Override
        public String referenceCall(FunctionType type) {
            return byReference.computeIfAbsent(layout.signature(type), key -> emitReferenceCall(type));
        }

        @Override
        public String cast(HeapType type, boolean nullable) {
            return casts.computeIfAbsent(new RefType(nullable, type), key -> emitCast(key, "cast$" + casts.size()));
        }

        @Override
        public String exception(int tag) {
            return exceptions.computeIfAbsent(tag, CodeClass.this::emitException);
        }

        @Override
        public String importCall(int function) {
            return imports.computeIfAbsent(function, CodeClass.this::emitImportCall);
        }
    }

    private MethodVisitor helper(String method, String descriptor) {
        MethodVisitor code =
                writer.visitMethod(Opcodes.ACC_PRIVATE | Opcodes.ACC_STATIC, method, descriptor, null, null);
        code.visitCode();
        return code;
    }

    private String emitIndirectCall(FunctionType type, int table) {
        String method = "call_indirect$" + indirectCalls++;
        String signature = layout.signature(type);
        MethodVisitor code = helper(method, OperationEmitter.indirectDescriptor(layout, type));
        int index = JvmType.slots(type.params());
        int machine = index + 1;
        int callee = index + 2;
        Label hit = new Label();
        loadTable(code, machine, table);
        code.visitVarInsn(Opcodes.ILOAD, index);
        code.visitMethodInsn(Opcodes.INVOKEVIRTUAL, TABLE, "peek", "(I)Ljava/lang/Object;", false);
        code.visitVarInsn(Opcodes.ASTORE, callee);
        code.visitVarInsn(Opcodes.ALOAD, callee);
        code.visitTypeInsn(Opcodes.INSTANCEOF, signature);
        code.visitJumpInsn(Opcodes.IFNE, hit);
        loadTable(code, machine, table);
        code.visitVarInsn(Opcodes.ILOAD, index);
        code.visitLdcInsn(org.objectweb.asm.Type.getObjectType(signature));
        code.visitMethodInsn(
                Opcodes.INVOKEVIRTUAL, TABLE, "callee", "(ILjava/lang/Class;)L" + ModuleLayout.FUNCTION + ";", false);
        code.visitVarInsn(Opcodes.ASTORE, callee);
        code.visitLabel(hit);
        List<Object> locals = new ArrayList<>();
        type.params().forEach(param -> locals.add(JvmType.of(param).frame));
        locals.add(Opcodes.INTEGER);
        locals.add(layout.machine());
        locals.add("java/lang/Object");
        code.visitFrame(Opcodes.F_NEW, locals.size(), locals.toArray(), 0, new Object[0]);
        code.visitVarInsn(Opcodes.ALOAD, callee);
        code.visitTypeInsn(Opcodes.CHECKCAST, signature);
        loadParameters(code, type.params());
        code.visitMethodInsn(Opcodes.INVOKEVIRTUAL, signature, "call", SignatureClass.descriptor(type), false);
        returnResult(code, type);
        code.visitMaxs(0, 0);
        code.visitEnd();
        return method;
    }

    private String emitCast(RefType type, String method) {
        String target = layout.heapTypeClass(type.heapType());
        MethodVisitor code = helper(method, "(Ljava/lang/Object;)Ljava/lang/Object;");
        Label fits = new Label();
        if (type.nullable()) {
            code.visitVarInsn(Opcodes.ALOAD, 0);
            code.visitJumpInsn(Opcodes.IFNULL, fits);
        }
        if (target != null) {
            code.visitVarInsn(Opcodes.ALOAD, 0);
            code.visitTypeInsn(Opcodes.INSTANCEOF, target);
            code.visitJumpInsn(Opcodes.IFNE, fits);
        }
        code.visitVarInsn(Opcodes.ALOAD, 0);
        code.visitLdcInsn(type.toString());
        code.visitMethodInsn(
                Opcodes.INVOKESTATIC,
                "dev/habu/wasm/machine/ReferenceOps",
                "castFailure",
                "(Ljava/lang/Object;Ljava/lang/String;)Ldev/habu/wasm/Trap;",
                false);
        code.visitInsn(Opcodes.ATHROW);
        if (type.nullable() || target != null) {
            code.visitLabel(fits);
            code.visitFrame(Opcodes.F_NEW, 1, new Object[] {"java/lang/Object"}, 0, new Object[0]);
            code.visitVarInsn(Opcodes.ALOAD, 0);
            code.visitInsn(Opcodes.ARETURN);
        }
        code.visitMaxs(0, 0);
        code.visitEnd();
        return method;
    }

    private String emitReferenceCall(FunctionType type) {
        String method = "call_ref$" + indirectCalls++;
        String signature = layout.signature(type);
        MethodVisitor code = helper(method, OperationEmitter.referenceDescriptor(type));
        code.visitVarInsn(Opcodes.ALOAD, JvmType.slots(type.params()));
        code.visitMethodInsn(
                Opcodes.INVOKESTATIC,
                "dev/habu/wasm/machine/ReferenceOps",
                "function",
                "(Ljava/lang/Object;)Ljava/lang/Object;",
                false);
        code.visitTypeInsn(Opcodes.CHECKCAST, signature);
        loadParameters(code, type.params());
        code.visitMethodInsn(Opcodes.INVOKEVIRTUAL, signature, "call", SignatureClass.descriptor(type), false);
        returnResult(code, type);
        code.visitMaxs(0, 0);
        code.visitEnd();
        return method;
    }

    private void loadTable(MethodVisitor code, int machine, int table) {
        code.visitVarInsn(Opcodes.ALOAD, machine);
        code.visitFieldInsn(Opcodes.GETFIELD, layout.machine(), "t" + table, "L" + TABLE + ";");
    }

    private String emitImportCall(int function) {
        FunctionType type = layout.module().functionType(function);
        String method = "import$" + layout.name(function);
        MethodVisitor code = helper(method, layout.descriptor(type));
        code.visitVarInsn(Opcodes.ALOAD, JvmType.slots(type.params()));
        code.visitFieldInsn(Opcodes.GETFIELD, ModuleLayout.INSTANCE, "functions", "[L" + ModuleLayout.FUNCTION + ";");
        Constants.push(code, function);
        code.visitInsn(Opcodes.AALOAD);
        code.visitTypeInsn(Opcodes.CHECKCAST, layout.signature(type));
        loadParameters(code, type.params());
        code.visitMethodInsn(
                Opcodes.INVOKEVIRTUAL, layout.signature(type), "call", SignatureClass.descriptor(type), false);
        returnResult(code, type);
        code.visitMaxs(0, 0);
        code.visitEnd();
        return method;
    }

    private String emitException(int tag) {
        FunctionType type = layout.module().tags().get(tag).type();
        String method = "exception$" + tag;
        MethodVisitor code = helper(method, OperationEmitter.exceptionDescriptor(layout, type));
        int machine = JvmType.slots(type.params());
        code.visitTypeInsn(Opcodes.NEW, TryEmitter.EXCEPTION);
        code.visitInsn(Opcodes.DUP);
        code.visitVarInsn(Opcodes.ALOAD, machine);
        Constants.push(code, tag);
        code.visitMethodInsn(Opcodes.INVOKEVIRTUAL, ModuleLayout.INSTANCE, "tag", "(I)Ldev/habu/wasm/Tag;", false);
        Constants.push(code, type.params().size());
        code.visitTypeInsn(Opcodes.ANEWARRAY, "java/lang/Object");
        int slot = 0;
        for (int i = 0; i < type.params().size(); i++) {
            JvmType param = JvmType.of(type.params().get(i));
            code.visitInsn(Opcodes.DUP);
            Constants.push(code, i);
            code.visitVarInsn(param.load, slot);
            param.box(code);
            code.visitInsn(Opcodes.AASTORE);
            slot += param.slots;
        }
        code.visitMethodInsn(
                Opcodes.INVOKESPECIAL,
                TryEmitter.EXCEPTION,
                "<init>",
                "(Ldev/habu/wasm/Tag;[Ljava/lang/Object;)V",
                false);
        code.visitInsn(Opcodes.ARETURN);
        code.visitMaxs(0, 0);
        code.visitEnd();
        return method;
    }
}
