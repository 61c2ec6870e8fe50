package dev.habu.compiler;

import dev.habu.compiler.binary.ModuleDecoder;
import dev.habu.compiler.emission.ClassFile;
import dev.habu.compiler.emission.CodeClass;
import dev.habu.compiler.emission.MethodSize;
import dev.habu.compiler.emission.ModuleClasses;
import dev.habu.compiler.module.ElementEntry;
import dev.habu.compiler.module.WasmModule;
import dev.habu.compiler.packaging.CompiledModuleLoader;
import dev.habu.compiler.validation.ModuleContext;
import dev.habu.compiler.validation.ModuleValidator;
import dev.habu.wasm.Module;
import dev.habu.wasm.descriptor.DescriptorFormat;
import dev.habu.wasm.descriptor.ExportDefinition;
import dev.habu.wasm.descriptor.ExternKind;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/** Compiles WebAssembly modules to JVM classes. All methods are thread-safe. */
public final class WasmCompiler {
    /** The identity of this compiler's output; it changes whenever the same module could compile to other classes. */
    public static final String VERSION = "1";

    private WasmCompiler() {}

    /**
     * Checks that bytes are a valid module.
     *
     * @throws CompileException if they are not, saying why and where
     */
    public static void validate(byte[] wasm) {
        ModuleContext context = ModuleValidator.validate(ModuleDecoder.decode(wasm));
        FunctionCompiler functions = new FunctionCompiler(context, CompileOptions.HOTSPOT_LIMIT);
        for (int i = context.module().importedFunctions(); i < context.module().functions().length; i++) {
            functions.validate(i);
        }
    }

    /**
     * Validates and compiles a module. The same bytes and package give the same classes, whatever the number of threads.
     *
     * @throws CompileException if the bytes are not a valid module or beyond a limit
     */
    public static CompiledModule compile(byte[] wasm, CompileOptions options) {
        WasmModule module = ModuleDecoder.decode(wasm);
        ModuleContext context = ModuleValidator.validate(module);
        ConstantExpressions constants = new ConstantExpressions(context);
        DescriptorBuilder descriptor = new DescriptorBuilder(module, constants);
        ModuleClasses classes = new ModuleClasses(module, options.packageName(), descriptor.literals());
        SortedMap<String, byte[]> files = new TreeMap<>();
        List<MethodSize> sizes = new ArrayList<>();
        BitSet referenced = new BitSet();
        compileFunctions(context, classes, options, files, sizes);
        String folder = options.packageName().replace('.', '/') + "/";
        ByteArrayOutputStream encoded = new ByteArrayOutputStream();
        try {
            DescriptorFormat.write(new DataOutputStream(encoded), descriptor.build(classes::isObject));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        files.put(folder + Module.DESCRIPTOR_RESOURCE, encoded.toByteArray());
        files.put(folder + Module.DATA_RESOURCE, descriptor.dataBytes());
        BitSet exported = new BitSet();
        for (ExportDefinition export : module.exports()) {
            if (export.kind() == ExternKind.FUNCTION) {
                exported.set(export.index());
            }
        }
        if (module.start() >= 0) {
            exported.set(module.start());
        }
        for (ElementEntry segment : module.elements()) {
            if (segment.functions() != null) {
                for (int function : segment.functions()) {
                    referenced.set(function);
                }
            }
        }
        BitSet others = (BitSet) context.referenced().clone();
        others.andNot(exported);
        referenced.or(others);
        for (ClassFile file : classes.others(referenced, exported, constants.computed())) {
            files.put(file.internalName() + ".class", file.bytes());
        }
        if (options.accessor() != null) {
            ClassFile accessor = classes.accessor(options.accessor());
            if (files.put(accessor.internalName() + ".class", accessor.bytes()) != null) {
                throw new IllegalArgumentException(
                        "the class name " + options.accessor() + " is taken by a generated class");
            }
        }
        return new CompiledModule(options.packageName(), files, sizes, options.accessor() != null);
    }

    /** Opens a compiled module in a jar. */
    public static Module open(Path jar, String packageName) {
        return Module.load(CompiledModuleLoader.of(jar), packageName);
    }

    private static void compileFunctions(
            ModuleContext context,
            ModuleClasses classes,
            CompileOptions options,
            SortedMap<String, byte[]> files,
            List<MethodSize> sizes) {
        int total = context.module().bodies().size();
        AtomicInteger done = new AtomicInteger();
        Object lock = new Object();
        try (ExecutorService threads =
                Executors.newFixedThreadPool(Math.max(1, options.threads()), CompileThread::new)) {
            List<Future<CodeClass>> results = new ArrayList<>();
            for (int c = 0; c < classes.codeClasses(); c++) {
                int index = c;
                results.add(threads.submit(() -> {
                    FunctionCompiler functions = new FunctionCompiler(context, options.methodSize());
                    CodeClass target = classes.codeClass(index);
                    for (int f = classes.firstFunction(index); f < classes.endFunction(index); f++) {
                        functions.compile(f, target);
                    }
                    int count = classes.endFunction(index) - classes.firstFunction(index);
                    synchronized (lock) {
                        options.progress().functions(done.addAndGet(count), total);
                    }
                    return target;
                }));
            }
            for (Future<CodeClass> result : results) {
                CodeClass code = result.get();
                for (ClassFile file : code.finish()) {
                    files.put(file.internalName() + ".class", file.bytes());
                }
                sizes.addAll(code.sizes());
            }
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while compiling", e);
        }
    }

    /** A thread with a stack for deeply nested blocks. */
    private static final class CompileThread extends Thread {
        private static final long STACK = 512L << 20;

        CompileThread(Runnable task) {
            super(null, task, "habu-compile", STACK);
            setDaemon(true);
        }
    }
}
