package dev.habu.compiler.emission;

import dev.habu.compiler.lowering.FunctionTree;
import dev.habu.compiler.module.WasmModule;
import dev.habu.wasm.DefinedType;
import dev.habu.wasm.FunctionType;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** The entry of emission: makes the classes of a module. Each code class can be made on its own thread. */
public final class ModuleClasses {
    private final ModuleLayout layout;
    private final String packageName;

    /**
     * Lays out a module.
     *
     * @param packageName the package, with dots
     * @param literals for each global its value if it is immutable and a literal, else null
     */
    public ModuleClasses(WasmModule module, String packageName, Object[] literals) {
        this.packageName = packageName;
        layout = new ModuleLayout(module, packageName.replace('.', '/'), literals);
    }

    /** How many code classes there are. */
    public int codeClasses() {
        return layout.chunks().size();
    }

    /** The first function of a code class. */
    public int firstFunction(int codeClass) {
        return layout.chunks().get(codeClass).first();
    }

    /** The function behind the last of a code class. */
    public int endFunction(int codeClass) {
        return layout.chunks().get(codeClass).end();
    }

    /** Begins a code class; its functions are to be added in order. */
    public CodeClass codeClass(int index) {
        return new CodeClass(layout, layout.chunks().get(index).className());
    }

    /**
     * Whether a global of the module is an object, because others import or export it.
     *
     * @param global its index
     */
    public boolean isObject(int global) {
        return layout.globalPlace(global) != ModuleLayout.GlobalPlace.FIELD;
    }

    /** Makes the class of that simple name through which Java code uses an instance. */
    public ClassFile accessor(String simpleName) {
        return new AccessorClass(layout.module(), packageName, simpleName).classFile();
    }

    /**
     * Makes the classes beside the code: function objects, signatures, constants, the instance.
     *
     * @param referenced the functions that can become references in tables
     * @param exported the functions that are exported or started
     * @param constants the compiled constant expressions
     */
    public List<ClassFile> others(BitSet referenced, BitSet exported, List<FunctionTree> constants) {
        List<ClassFile> classes = new ArrayList<>();
        if (!constants.isEmpty()) {
            CodeClass code = new CodeClass(layout, MachineClass.constantsClass(layout));
            for (int i = 0; i < constants.size(); i++) {
                code.addConstant(constants.get(i), i);
            }
            classes.addAll(code.finish());
        }
        BitSet callable = (BitSet) exported.clone();
        layout.tailTargets().forEach(callable::set);
        FunctionGroups groups = new FunctionGroups(layout, referenced, callable);
        for (FunctionGroups.Group group : groups.groups()) {
            classes.add(groups.classFile(group));
        }
        for (FunctionType type : layout.tailTypes()) {
            classes.add(TailCallClass.classFile(layout, type));
        }
        TypeClasses types = new TypeClasses();
        for (DefinedType type : layout.types()) {
            classes.add(new ClassFile(layout.typeClass(type), types.classFile(type)));
        }
        classes.add(new MachineClass(layout, groups, constants.size()).classFile());
        return classes;
    }
}
