package dev.habu.spec.wast;

import dev.habu.compiler.CompileException;
import dev.habu.compiler.CompileOptions;
import dev.habu.compiler.LimitException;
import dev.habu.compiler.MalformedModuleException;
import dev.habu.compiler.TextFormatException;
import dev.habu.compiler.ValidationException;
import dev.habu.compiler.text.TextCursor;
import dev.habu.spec.CaseResult;
import dev.habu.spec.wast.ScriptValues.Pattern;
import dev.habu.wasm.Global;
import dev.habu.wasm.LinkException;
import dev.habu.wasm.Trap;
import dev.habu.wasm.WasmException;
import dev.habu.wasm.WasmFunction;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Runs one script of the specification's test suite, a {@code .wast} file. A command that fails is written down and the next one runs. An assertion
 * counts once, whatever it asserts; other commands count only if they fail.
 */
public final class Script {
    private static final Set<String> COMMANDS = Set.of(
            "module",
            "register",
            "invoke",
            "get",
            "assert_return",
            "assert_trap",
            "assert_exhaustion",
            "assert_exception",
            "assert_malformed",
            "assert_malformed_custom",
            "assert_invalid",
            "assert_invalid_custom",
            "assert_unlinkable",
            "thread",
            "wait");

    private final ScriptStore store;
    private final List<String> failures = new ArrayList<>();
    private int passed;

    private Script(int methodSize) {
        store = new ScriptStore(methodSize);
    }

    /**
     * Runs a script.
     *
     * @param name what the result calls it
     * @param methodSize above how many bytes of bytecode a method is split, see {@link CompileOptions#methodSize}
     */
    public static CaseResult run(Path file, String name, int methodSize) throws IOException {
        Script script = new Script(methodSize);
        try {
            script.run(TextCursor.of(Files.readAllBytes(file), name));
        } catch (TextFormatException e) {
            script.failures.add(e.getMessage());
        }
        return new CaseResult(name, script.passed, script.failures);
    }

    private void run(TextCursor text) {
        if (text.atOpen() && COMMANDS.stream().noneMatch(text::atOpen)) {
            attempt(text.place(), false, () -> store.define(ScriptModule.inline(text)));
            return;
        }
        while (!text.atEnd()) {
            TextCursor command = text.copy();
            text.skip();
            boolean assertion = isAssertion(command);
            attempt(command.place(), assertion, () -> command(command));
        }
    }

    private static boolean isAssertion(TextCursor command) {
        TextCursor text = command.copy();
        text.open();
        return text.atPrefix("assert_");
    }

    private void attempt(String place, boolean assertion, Runnable command) {
        try {
            command.run();
            if (assertion) {
                passed++;
            }
        } catch (AssertionFailedException e) {
            failures.add(place + ": " + e.getMessage());
        } catch (RuntimeException | LinkageError | StackOverflowError | OutOfMemoryError | AssertionError e) {
            failures.add(place + ": " + describe(e));
        }
    }

    private void command(TextCursor text) {
        if (text.atOpen("module")) {
            module(text);
            return;
        }
        text.open();
        String keyword = text.atom();
        switch (keyword) {
            case "register" -> {
                String as = text.name();
                store.register(as, text.optionalId());
            }
            case "invoke", "get" -> action(keyword, text);
            case "assert_return" -> assertReturn(text);
            case "assert_trap" -> assertTrap(text);
            case "assert_exhaustion" -> expect(Trap.class, action(text), text.name());
            case "assert_exception" -> expect(WasmException.class, action(text), "");
            case "assert_malformed", "assert_malformed_custom" -> assertMalformed(text);
            case "assert_invalid", "assert_invalid_custom" -> {
                ScriptModule module = ScriptModule.read(text);
                expect(ValidationException.class, module::validate, null);
            }
            case "assert_unlinkable" -> {
                ScriptModule module = ScriptModule.read(text);
                expect(LinkException.class, () -> store.instantiate(module), text.name());
            }
            default -> throw new UnsupportedScriptException("command " + keyword);
        }
    }

    private void module(TextCursor text) {
        TextCursor inside = text.copy();
        inside.open("module");
        if (inside.accept("instance")) {
            String instance = inside.optionalId();
            store.instantiateDefinition(instance, inside.optionalId());
        } else {
            store.define(ScriptModule.read(text));
        }
    }

    private Runnable action(TextCursor text) {
        TextCursor action = text.copy();
        text.skip();
        return () -> {
            action.open();
            action(action.atom(), action);
        };
    }

    /** Does what {@code (invoke …)} or {@code (get …)} says and returns the values. */
    private Object[] action(String keyword, TextCursor text) {
        String instance = text.optionalId();
        String export = text.name();
        return switch (keyword) {
            case "invoke" -> {
                if (!(store.instance(instance).export(export) instanceof WasmFunction function)) {
                    throw new AssertionFailedException("no function \"" + export + "\" is exported");
                }
                yield function.apply(ScriptValues.arguments(text));
            }
            case "get" -> {
                if (!(store.instance(instance).export(export) instanceof Global global)) {
                    throw new AssertionFailedException("no global \"" + export + "\" is exported");
                }
                yield new Object[] {global.get()};
            }
            default -> throw new UnsupportedScriptException("action " + keyword);
        };
    }

    private void assertReturn(TextCursor text) {
        TextCursor inside = text.copy();
        text.skip();
        inside.open();
        Object[] results = action(inside.atom(), inside);
        TextCursor wanted = text.copy();
        List<Pattern> patterns = ScriptValues.patterns(text);
        boolean matches = results.length == patterns.size();
        for (int i = 0; matches && i < results.length; i++) {
            matches = patterns.get(i).matches(results[i]);
        }
        if (!matches) {
            throw new AssertionFailedException("returned "
                    + Arrays.stream(results).map(ScriptValues::describe).collect(Collectors.joining(" "))
                    + " instead of "
                    + wanted.rest());
        }
    }

    private void assertTrap(TextCursor text) {
        Runnable action;
        if (text.atOpen("module")) {
            ScriptModule module = ScriptModule.read(text);
            action = () -> store.instantiate(module);
        } else {
            action = action(text);
        }
        expect(Trap.class, action, text.name());
    }

    private void assertMalformed(TextCursor text) {
        ScriptModule module = ScriptModule.read(text);
        String reason = text.name();
        try {
            module.validate();
        } catch (MalformedModuleException | TextFormatException e) {
            return;
        } catch (ValidationException | LimitException e) {
            throw new AssertionFailedException("is not malformed (" + reason + ") but " + describe(e), e);
        }
        throw new AssertionFailedException("is not malformed: " + reason);
    }

    /**
     * Runs an action that must throw.
     *
     * @param reason how the exception's message must begin; null if it is free
     */
    private static void expect(Class<? extends RuntimeException> wanted, Runnable action, String reason) {
        try {
            action.run();
        } catch (Trap | WasmException | LinkException | CompileException e) {
            if (!wanted.isInstance(e)) {
                throw new AssertionFailedException("failed otherwise: " + describe(e), e);
            }
            if (reason != null && !agrees(e, reason)) {
                throw new AssertionFailedException("expected \"" + reason + "\" but got: " + e.getMessage(), e);
            }
            return;
        }
        throw new AssertionFailedException("did not fail" + (reason == null ? "" : " with: " + reason));
    }

    private static boolean agrees(RuntimeException e, String reason) {
        return e instanceof Trap trap
                ? reason.startsWith(trap.kind().message())
                : e.getMessage().startsWith(reason) || reason.isEmpty();
    }

    private static String describe(Throwable e) {
        String kind = e.getClass().getSimpleName();
        return e instanceof CompileException || e instanceof UnsupportedScriptException
                ? e.getMessage()
                : kind + ": " + e.getMessage();
    }
}
