package dev.habu.js.wasm;

import com.oracle.truffle.js.runtime.JSRealm;
import dev.habu.js.JsRuntime;
import dev.habu.js.JsValues;
import dev.habu.wasm.FunctionReference;
import dev.habu.wasm.FunctionType;
import dev.habu.wasm.Global;
import dev.habu.wasm.RefType;
import dev.habu.wasm.Table;
import dev.habu.wasm.Tag;
import dev.habu.wasm.TagType;
import dev.habu.wasm.ValueType;
import dev.habu.wasm.WasmException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What the API keeps for one JavaScript realm. Used on the loop thread only. */
final class ApiRealm {
    private final JsRuntime runtime;
    private final JSRealm js;
    private final Throws thrower = new Throws(this);
    private final Functions functions;
    private final Map<FunctionType, Signature> signatures = new HashMap<>();
    private final Map<ValueType, Conversion> conversions = new HashMap<>();
    private final Tag jsTag = new Tag(new TagType(new FunctionType(List.of(RefType.EXTERNREF), List.of())));

    private final GcObjects gcObjects;

    private final Interface<ModuleSlot> modules;
    private final Interface<ExportsSlot> instances;
    private final Interface<MemorySlot> memories;
    private final Interface<Table> tables;
    private final Interface<Global> globals;
    private final Interface<Tag> tags;
    private final Interface<WasmException> exceptions;
    private final Interface<Suspending> suspendings;

    private final Object promiseThen;
    private final Object suspendErrorConstructor;

    private Suspender suspender;
    private int suspendersRunning;

    ApiRealm(JsRuntime runtime, ModuleCompiler compiler) {
        this.runtime = runtime;
        js = JSRealm.get(null);
        functions = new Functions(js, thrower);
        gcObjects = new GcObjects(js, functions);
        modules = ModuleInterface.define(this, compiler);
        instances = InstanceInterface.define(this);
        memories = MemoryInterface.define(this);
        tables = TableInterface.define(this);
        globals = GlobalInterface.define(this);
        tags = TagInterface.define(this);
        exceptions = ExceptionInterface.define(this);
        suspendings = Suspending.define(this);
        promiseThen = JsValues.get(js.getPromisePrototype(), "then");
        suspendErrorConstructor = runtime.evaluateResource(ApiRealm.class, "suspend-error.js");
    }

    JsRuntime runtime() {
        return runtime;
    }

    JSRealm js() {
        return js;
    }

    Throws thrower() {
        return thrower;
    }

    Functions functions() {
        return functions;
    }

    /** The tag of JavaScript's own exceptions, {@code WebAssembly.JSTag}. */
    Tag jsTag() {
        return jsTag;
    }

    GcObjects gcObjects() {
        return gcObjects;
    }

    Interface<ModuleSlot> modules() {
        return modules;
    }

    Interface<ExportsSlot> instances() {
        return instances;
    }

    Interface<MemorySlot> memories() {
        return memories;
    }

    Interface<Table> tables() {
        return tables;
    }

    Interface<Global> globals() {
        return globals;
    }

    Interface<Tag> tags() {
        return tags;
    }

    Interface<WasmException> exceptions() {
        return exceptions;
    }

    Interface<Suspending> suspendings() {
        return suspendings;
    }

    Conversion conversion(ValueType type) {
        return conversions.computeIfAbsent(type, t -> Conversion.of(t, this));
    }

    Signature signature(FunctionType type) {
        return signatures.computeIfAbsent(type, t -> new Signature(t, this));
    }

    /** The one JavaScript function for a WebAssembly function; its name is the function's index. */
    ExportedFunction exportedFunction(FunctionReference reference) {
        if (reference.embedderObject() instanceof ExportedFunction known) {
            return known;
        }
        ExportedFunction function =
                functions.exported(Integer.toString(reference.index()), signature(reference.type()), reference);
        reference.embedderObject(function);
        return function;
    }

    /**
     * Says whose frames run from now on.
     *
     * @param entered the suspender whose WebAssembly frames run, or null if JavaScript runs
     * @return the one before
     */
    Suspender enterSuspender(Suspender entered) {
        Suspender before = suspender;
        suspender = entered;
        return before;
    }

    /** Counts calls of {@code WebAssembly.promising} functions that are on the thread's stack now. */
    void suspendersRunning(int change) {
        suspendersRunning += change;
    }

    boolean isSuspenderRunning() {
        return suspendersRunning > 0;
    }

    /** The original {@code Promise.prototype.then}. */
    Object promiseThen() {
        return promiseThen;
    }

    Object suspendErrorConstructor() {
        return suspendErrorConstructor;
    }

    /** An exception that throws a {@code WebAssembly.SuspendError} into JavaScript. */
    RuntimeException suspendError(String message) {
        return JsValues.thrown(JsValues.construct(suspendErrorConstructor, JsValues.string(message)));
    }
}
