package dev.habu.compiler.emission;

import dev.habu.compiler.module.CodeRange;
import dev.habu.compiler.module.WasmModule;
import dev.habu.wasm.AbstractHeapType;
import dev.habu.wasm.DefinedType;
import dev.habu.wasm.FunctionType;
import dev.habu.wasm.GlobalType;
import dev.habu.wasm.HeapType;
import dev.habu.wasm.Module;
import dev.habu.wasm.descriptor.ExportDefinition;
import dev.habu.wasm.descriptor.ExternKind;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Where everything of a module lies in the generated classes, and what it is called there. Immutable. */
final class ModuleLayout {
    static final String INSTANCE = "dev/habu/wasm/Instance";
    static final String FUNCTION = "dev/habu/wasm/WasmFunction";

    /** A class takes functions until it has this many, or this many bytes of WebAssembly code; both keep its constant pool far below 65,535. */
    private static final int FUNCTIONS_PER_CLASS = 600;

    private static final int CODE_PER_CLASS = 200_000;

    /** A class for the functions that module defines from {@code first} to before {@code end}. */
    record Chunk(String className, int first, int end) {}

    /** Where a global is. */
    enum GlobalPlace {
        CONSTANT,
        FIELD,
        OBJECT
    }

    private final WasmModule module;
    private final String packageName;
    private final String machine;
    private final List<Chunk> chunks = new ArrayList<>();
    private final String[] owners;
    private final String[] names;
    private final GlobalPlace[] globals;
    private final Object[] globalConstants;
    private final Map<DefinedType, String> classes = new HashMap<>();

    /** What the threads that emit code find out about tail calls: the functions that make them, their targets, their types. */
    private final Set<Integer> tailCallers = ConcurrentHashMap.newKeySet();

    private final Set<Integer> tailTargets = ConcurrentHashMap.newKeySet();
    private final Set<FunctionType> tailTypes = ConcurrentHashMap.newKeySet();

    /**
     * Lays out a module.
     *
     * @param packageName with slashes
     * @param literals for each global its value if it is immutable and a literal, else null
     */
    ModuleLayout(WasmModule module, String packageName, Object[] literals) {
        this.module = module;
        this.packageName = packageName;
        this.machine = packageName + "/" + Module.INSTANCE_CLASS;
        this.globalConstants = literals;
        int count = module.functions().length;
        owners = new String[count];
        names = new String[count];
        layOutFunctions();
        nameFunctions();
        globals = placeGlobals();
        for (DefinedType type : module.types()) {
            classes.computeIfAbsent(type, TypeClasses::name);
        }
    }

    private void layOutFunctions() {
        int first = module.importedFunctions();
        int index = first;
        int bytes = 0;
        int count = module.functions().length;
        while (index < count) {
            CodeRange body = module.bodies().get(index - module.importedFunctions());
            int size = body.end() - body.start();
            if (index > first && (index - first >= FUNCTIONS_PER_CLASS || bytes + size > CODE_PER_CLASS)) {
                chunks.add(new Chunk(packageName + "/Code" + chunks.size(), first, index));
                first = index;
                bytes = 0;
            }
            owners[index] = packageName + "/Code" + chunks.size();
            bytes += size;
            index++;
        }
        if (first < count) {
            chunks.add(new Chunk(packageName + "/Code" + chunks.size(), first, count));
        }
    }

    private void nameFunctions() {
        for (ExportDefinition export : module.exports()) {
            if (export.kind() == ExternKind.FUNCTION && names[export.index()] == null) {
                names[export.index()] = export.name();
            }
        }
        Set<String> taken = new HashSet<>();
        for (int i = 0; i < names.length; i++) {
            String name = module.names().getOrDefault(i, names[i]);
            String safe = name == null || name.isEmpty() ? "f" + i : JavaNames.method(name);
            names[i] = taken.add(safe) ? safe : safe + "#" + i;
        }
    }

    private GlobalPlace[] placeGlobals() {
        BitSet visible = new BitSet();
        for (ExportDefinition export : module.exports()) {
            if (export.kind() == ExternKind.GLOBAL) {
                visible.set(export.index());
            }
        }
        visible.set(0, module.firstDefinedGlobal());
        GlobalPlace[] places = new GlobalPlace[module.globals().size()];
        for (int i = 0; i < places.length; i++) {
            places[i] = globalConstants[i] != null
                    ? GlobalPlace.CONSTANT
                    : visible.get(i) ? GlobalPlace.OBJECT : GlobalPlace.FIELD;
        }
        return places;
    }

    WasmModule module() {
        return module;
    }

    String packageName() {
        return packageName;
    }

    /** The internal name of the subclass of Instance. */
    String machine() {
        return machine;
    }

    List<Chunk> chunks() {
        return chunks;
    }

    boolean imported(int function) {
        return function < module.importedFunctions();
    }

    /** The internal name of the class with the code of a function that the module defines. */
    String owner(int function) {
        return owners[function];
    }

    /** The name of a function's method, unique in the module. */
    String name(int function) {
        return names[function];
    }

    /** The descriptor of a function's method: parameters, instance, result. */
    String descriptor(FunctionType type) {
        return "(" + JvmType.descriptors(type.params()) + "L" + machine + ";)" + JvmType.result(type);
    }

    /** The internal name of the class that stands for a function type. */
    String signature(FunctionType type) {
        return typeClass(type);
    }

    /** The internal name of the class that stands for a type. */
    String typeClass(DefinedType type) {
        String name = classes.get(type);
        return name != null ? name : TypeClasses.name(type);
    }

    /** The internal name of the class that all objects of a heap type have, or null if the type has none. */
    String heapTypeClass(HeapType type) {
        return switch (type) {
            case DefinedType defined -> typeClass(defined);
            case AbstractHeapType heap ->
                switch (heap) {
                    case ANY, EXTERN -> "java/lang/Object";
                    case EQ -> "dev/habu/wasm/EqObject";
                    case I31 -> "dev/habu/wasm/I31";
                    case STRUCT -> "dev/habu/wasm/StructInstance";
                    case ARRAY -> "dev/habu/wasm/ArrayInstance";
                    case FUNC -> FUNCTION;
                    case EXN -> TryEmitter.EXCEPTION;
                    case NONE, NOFUNC, NOEXTERN, NOEXN -> null;
                };
        };
    }

    /** The types that the module defines, in the order of their class names, each once. */
    List<DefinedType> types() {
        List<DefinedType> types = new ArrayList<>(classes.keySet());
        types.sort(Comparator.comparing(classes::get));
        return types;
    }

    /** Notes that a function leaves calls to its caller: its code is in a method of its own, named {@link #tailName}. */
    void makesTailCalls(int function) {
        tailCallers.add(function);
    }

    /** Whether a function leaves calls to its caller; known when all code has been emitted. */
    boolean isTailCaller(int function) {
        return tailCallers.contains(function);
    }

    /** The name of the method that a tail call calls: one that may leave further calls to its caller. */
    String tailName(int function) {
        return isTailCaller(function) ? names[function] + "$tail" : names[function];
    }

    /** Notes that a function is called in the tail by name. */
    void tailCalled(int function) {
        tailTargets.add(function);
    }

    /** The functions of which there must be objects, since they are called in the tail. */
    Set<Integer> tailTargets() {
        return tailTargets;
    }

    /** The internal name of the class for tail calls of functions of a type. */
    String tailCall(FunctionType type) {
        tailTypes.add(type);
        String signature = signature(type);
        return packageName + "/Tail$" + signature.substring(signature.lastIndexOf('/') + 1);
    }

    /** The types of the functions that are called in the tail, in the order of their class names. */
    List<FunctionType> tailTypes() {
        List<FunctionType> types = new ArrayList<>(tailTypes);
        types.sort(Comparator.comparing(this::signature));
        return types;
    }

    GlobalPlace globalPlace(int global) {
        return globals[global];
    }

    /** The value of a global that is a constant. */
    Object globalConstant(int global) {
        return globalConstants[global];
    }

    GlobalType globalType(int global) {
        return module.globals().get(global).type();
    }

    /** The class of a global's object. */
    String globalClass(int global) {
        return "dev/habu/wasm/Global$"
                + switch (JvmType.of(globalType(global).valueType())) {
                    case INT -> "I32";
                    case LONG -> "I64";
                    case FLOAT -> "F32";
                    case DOUBLE -> "F64";
                    case V128 -> "Vector";
                    case REF -> "Ref";
                };
    }

    /** The descriptor of the field of the instance for a global that is not a constant. */
    String globalFieldDescriptor(int global) {
        return globals[global] == GlobalPlace.OBJECT
                ? "L" + globalClass(global) + ";"
                : JvmType.of(globalType(global).valueType()).descriptor;
    }

    /** The internal name of the frame class of a function that is split. */
    String frameClass(int function) {
        return packageName + "/Frame" + function;
    }
}
