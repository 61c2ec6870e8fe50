package dev.habu.compiler.emission;

import dev.habu.compiler.LimitException;
import dev.habu.compiler.module.WasmModule;
import dev.habu.wasm.FunctionType;
import dev.habu.wasm.descriptor.ExportDefinition;
import dev.habu.wasm.descriptor.ExternKind;
import dev.habu.wasm.signature.Signatures;
import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Makes the class that Java code uses an instance through: {@code instantiate(Imports)}, {@code instance()} and a method for each export. A
 * function's method has its parameters and its result as Java types ({@code Object[]} for several results); other exports have a method without
 * parameters that returns the object.
 */
final class AccessorClass {
    private static final String IMPORTS = "dev/habu/wasm/Imports";
    private static final String MODULE = "dev/habu/wasm/Module";
    private static final String EXTERN = "dev/habu/wasm/Extern";
    private static final String TRAP = "dev/habu/wasm/Trap";
    private static final String EXHAUSTED = "java/lang/StackOverflowError";

    /** Exports of a class: each takes at most five constants of 65,535. */
    private static final int MAX_EXPORTS = 12_000;

    /** Characters of a name: a string constant has at most 65,535 bytes, up to three a character. */
    private static final int MAX_NAME = 21_845;

    private final WasmModule module;
    private final String packageName;
    private final String name;
    private final ClassWriter writer;
    private final JavaIdentifiers identifiers = new JavaIdentifiers();

    /**
     * Begins the class.
     *
     * @param packageName the module's package, with dots
     * @param simpleName the class's name in it
     */
    AccessorClass(WasmModule module, String packageName, String simpleName) {
        this.module = module;
        this.packageName = packageName;
        name = packageName.replace('.', '/') + "/" + simpleName;
        writer = ClassShape.begin(Opcodes.ACC_PUBLIC | Opcodes.ACC_FINAL, name, "java/lang/Object");
    }

    ClassFile classFile() {
        if (module.exports().size() > MAX_EXPORTS) {
            throw new LimitException(
                    "class " + name + " for " + module.exports().size() + " exports", MAX_EXPORTS, -1);
        }
        writer.visitField(
                        Opcodes.ACC_PRIVATE | Opcodes.ACC_FINAL,
                        "instance",
                        "L" + ModuleLayout.INSTANCE + ";",
                        null,
                        null)
                .visitEnd();
        constructor();
        instantiate();
        instance();
        for (ExportDefinition export : module.exports()) {
            if (export.name().length() > MAX_NAME) {
                throw new LimitException(
                        "class " + name + " for an export name of "
                                + export.name().length() + " characters",
                        MAX_NAME,
                        -1);
            }
            if (export.kind() != ExternKind.FUNCTION) {
                object(export);
            } else {
                function(export, module.functionType(export.index()));
            }
        }
        return ClassShape.end(writer, name);
    }

    private void constructor() {
        MethodVisitor code =
                writer.visitMethod(Opcodes.ACC_PRIVATE, "<init>", "(L" + ModuleLayout.INSTANCE + ";)V", null, null);
        code.visitCode();
        code.visitVarInsn(Opcodes.ALOAD, 0);
        code.visitMethodInsn(Opcodes.INVOKESPECIAL, "java/lang/Object", "<init>", "()V", false);
        code.visitVarInsn(Opcodes.ALOAD, 0);
        code.visitVarInsn(Opcodes.ALOAD, 1);
        code.visitFieldInsn(Opcodes.PUTFIELD, name, "instance", "L" + ModuleLayout.INSTANCE + ";");
        end(code, Opcodes.RETURN);
    }

    /** {@code static Accessor instantiate(Imports)}. */
    private void instantiate() {
        MethodVisitor code = writer.visitMethod(
                Opcodes.ACC_PUBLIC | Opcodes.ACC_STATIC,
                "instantiate",
                "(L" + IMPORTS + ";)L" + name + ";",
                null,
                null);
        code.visitCode();
        code.visitTypeInsn(Opcodes.NEW, name);
        code.visitInsn(Opcodes.DUP);
        code.visitLdcInsn(org.objectweb.asm.Type.getObjectType(name));
        code.visitMethodInsn(
                Opcodes.INVOKEVIRTUAL, "java/lang/Class", "getClassLoader", "()Ljava/lang/ClassLoader;", false);
        code.visitLdcInsn(packageName);
        code.visitMethodInsn(
                Opcodes.INVOKESTATIC,
                MODULE,
                "load",
                "(Ljava/lang/ClassLoader;Ljava/lang/String;)L" + MODULE + ";",
                false);
        code.visitVarInsn(Opcodes.ALOAD, 0);
        code.visitMethodInsn(
                Opcodes.INVOKEVIRTUAL,
                MODULE,
                "instantiate",
                "(L" + IMPORTS + ";)L" + ModuleLayout.INSTANCE + ";",
                false);
        code.visitMethodInsn(Opcodes.INVOKESPECIAL, name, "<init>", "(L" + ModuleLayout.INSTANCE + ";)V", false);
        end(code, Opcodes.ARETURN);
    }

    private void instance() {
        MethodVisitor code =
                writer.visitMethod(Opcodes.ACC_PUBLIC, "instance", "()L" + ModuleLayout.INSTANCE + ";", null, null);
        code.visitCode();
        loadInstance(code);
        end(code, Opcodes.ARETURN);
    }

    private void object(ExportDefinition export) {
        String type = switch (export.kind()) {
            case TABLE -> "dev/habu/wasm/Table";
            case MEMORY -> "dev/habu/wasm/Memory";
            case GLOBAL -> "dev/habu/wasm/Global";
            case TAG -> "dev/habu/wasm/Tag";
            case FUNCTION -> throw new AssertionError(export);
        };
        MethodVisitor code =
                writer.visitMethod(Opcodes.ACC_PUBLIC, identifiers.of(export.name()), "()L" + type + ";", null, null);
        code.visitCode();
        loadInstance(code);
        code.visitLdcInsn(export.name());
        code.visitMethodInsn(
                Opcodes.INVOKEVIRTUAL, ModuleLayout.INSTANCE, "export", "(Ljava/lang/String;)L" + EXTERN + ";", false);
        code.visitTypeInsn(Opcodes.CHECKCAST, type);
        end(code, Opcodes.ARETURN);
    }

    /** The function object is found at the first call, since finding it loads its class; exhausting the stack becomes a trap. */
    private void function(ExportDefinition export, FunctionType type) {
        String method = identifiers.of(export.name());
        String signature = Signatures.className(type).replace('.', '/');
        String descriptor = SignatureClass.descriptor(type);
        writer.visitField(Opcodes.ACC_PRIVATE, method, "L" + signature + ";", null, null)
                .visitEnd();
        MethodVisitor code = writer.visitMethod(Opcodes.ACC_PUBLIC, method, descriptor, null, null);
        List<Object> locals = new ArrayList<>(List.of(name));
        type.params().forEach(param -> locals.add(JvmType.of(param).frame));
        Label start = new Label();
        Label known = new Label();
        Label end = new Label();
        code.visitCode();
        code.visitTryCatchBlock(start, end, end, EXHAUSTED);
        code.visitLabel(start);
        loadFunction(code, method, signature);
        code.visitInsn(Opcodes.DUP);
        code.visitJumpInsn(Opcodes.IFNONNULL, known);
        code.visitInsn(Opcodes.POP);
        code.visitVarInsn(Opcodes.ALOAD, 0);
        loadInstance(code);
        code.visitLdcInsn(export.name());
        code.visitMethodInsn(
                Opcodes.INVOKEVIRTUAL,
                ModuleLayout.INSTANCE,
                "function",
                "(Ljava/lang/String;)L" + ModuleLayout.FUNCTION + ";",
                false);
        code.visitTypeInsn(Opcodes.CHECKCAST, signature);
        code.visitFieldInsn(Opcodes.PUTFIELD, name, method, "L" + signature + ";");
        loadFunction(code, method, signature);
        code.visitLabel(known);
        code.visitFrame(Opcodes.F_NEW, locals.size(), locals.toArray(), 1, new Object[] {signature});
        CodeClass.loadParameters(code, type.params(), 1);
        code.visitMethodInsn(Opcodes.INVOKEVIRTUAL, signature, "call", descriptor, false);
        CodeClass.returnResult(code, type);
        code.visitLabel(end);
        code.visitFrame(Opcodes.F_NEW, locals.size(), locals.toArray(), 1, new Object[] {EXHAUSTED});
        code.visitMethodInsn(
                Opcodes.INVOKESTATIC, TRAP, "of", "(Ljava/lang/Throwable;)Ljava/lang/RuntimeException;", false);
        end(code, Opcodes.ATHROW);
    }

    private void loadFunction(MethodVisitor code, String field, String signature) {
        code.visitVarInsn(Opcodes.ALOAD, 0);
        code.visitFieldInsn(Opcodes.GETFIELD, name, field, "L" + signature + ";");
    }

    private void loadInstance(MethodVisitor code) {
        code.visitVarInsn(Opcodes.ALOAD, 0);
        code.visitFieldInsn(Opcodes.GETFIELD, name, "instance", "L" + ModuleLayout.INSTANCE + ";");
    }

    private static void end(MethodVisitor code, int last) {
        code.visitInsn(last);
        code.visitMaxs(0, 0);
        code.visitEnd();
    }
}
