package dev.habu.compiler;

import dev.habu.compiler.binary.InstructionReader;
import dev.habu.compiler.emission.CodeClass;
import dev.habu.compiler.lowering.FunctionTree;
import dev.habu.compiler.lowering.LargeSwitch;
import dev.habu.compiler.lowering.Liveness;
import dev.habu.compiler.lowering.OperandSpilling;
import dev.habu.compiler.lowering.TailCallers;
import dev.habu.compiler.lowering.TreeBuilder;
import dev.habu.compiler.module.CodeRange;
import dev.habu.compiler.module.WasmModule;
import dev.habu.compiler.splitting.Meter;
import dev.habu.compiler.splitting.Splitter;
import dev.habu.compiler.validation.FunctionValidator;
import dev.habu.compiler.validation.LocalVariables;
import dev.habu.compiler.validation.ModuleContext;
import dev.habu.wasm.FunctionType;
import dev.habu.wasm.ValueType;
import java.util.List;

/** Takes functions through the pipeline, one after the other: validation, lowering, splitting, emission. For one thread. */
final class FunctionCompiler {
    /** No instruction grows more than this on its way to bytecode. */
    private static final int GROWTH = 5;

    /** More bytes of code are data in disguise (relocations): larger methods need fewer of a class's constants. */
    private static final int ENORMOUS = 400_000;

    private final ModuleContext context;
    private final FunctionValidator validator;
    private final TailCallers tailCallers;
    private final int methodSize;

    FunctionCompiler(ModuleContext context, int methodSize) {
        this.context = context;
        this.methodSize = methodSize;
        tailCallers = new TailCallers(context.module());
        validator = new FunctionValidator(context);
    }

    /** Validates a function without compiling it. */
    void validate(int function) {
        located(function, () -> validateIt(function));
    }

    void compile(int function, CodeClass target) {
        located(function, () -> compileIt(function, target));
    }

    /** Lets what goes wrong say in which function. */
    private void located(int function, Runnable work) {
        try {
            work.run();
        } catch (CompileException e) {
            throw e.in(function, context.module().names().get(function));
        } catch (StackOverflowError e) {
            throw new LimitException("blocks are nested too deeply for the compiler's stack", -1)
                    .in(function, context.module().names().get(function));
        }
    }

    private void validateIt(int function) {
        tree(function);
    }

    private void compileIt(int function, CodeClass target) {
        CodeRange body = body(function);
        int size = body.end() - body.start() > ENORMOUS ? CompileOptions.HOTSPOT_LIMIT : methodSize;
        boolean large = (body.end() - body.start()) * GROWTH > methodSize;
        FunctionTree tree = tree(function);
        if (large) {
            Meter meter = target.meter(tree);
            if (meter.measure() > methodSize && !fits(tree, meter, size)) {
                tree = tree(function);
                meter = target.meter(tree);
                meter.measure();
                OperandSpilling.rewrite(tree);
                meter.measure();
                split(tree, meter, size);
            }
        }
        target.add(tree);
    }

    /** Splits a function and says whether that was enough. */
    private static boolean fits(FunctionTree tree, Meter meter, int size) {
        try {
            return split(tree, meter, size);
        } catch (LimitException e) {
            return false;
        }
    }

    private static boolean split(FunctionTree tree, Meter meter, int size) {
        LargeSwitch.split(tree);
        Liveness.analyse(tree.root(), true);
        return Splitter.split(tree, meter, size);
    }

    private CodeRange body(int function) {
        return context.module().bodies().get(function - context.module().importedFunctions());
    }

    private FunctionTree tree(int function) {
        WasmModule module = context.module();
        FunctionType type = module.functionType(function);
        CodeRange body = body(function);
        InstructionReader reader = new InstructionReader(module.bytes(), body.start(), body.end(), module.types());
        List<ValueType> locals = LocalVariables.read(type, reader);
        TreeBuilder builder = new TreeBuilder(tailCallers, function, type, locals, body.start());
        validator.function(type, locals, reader, builder);
        return builder.tree();
    }
}
