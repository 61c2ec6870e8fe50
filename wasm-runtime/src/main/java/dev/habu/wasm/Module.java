package dev.habu.wasm;

import dev.habu.wasm.descriptor.CustomSection;
import dev.habu.wasm.descriptor.DescriptorFormat;
import dev.habu.wasm.descriptor.ExportDefinition;
import dev.habu.wasm.descriptor.ExternKind;
import dev.habu.wasm.descriptor.ModuleDescriptor;
import dev.habu.wasm.signature.SignatureBundle;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.List;

/** A compiled module (WebAssembly 3.0, section 2.5). Immutable; any thread may use it and any number of instances can be made of it. */
public final class Module {
    /** The simple name of the generated subclass of {@link Instance} in a compiled module's package. */
    public static final String INSTANCE_CLASS = "Machine";

    /** The resource beside that class that holds the {@link ModuleDescriptor}. */
    public static final String DESCRIPTOR_RESOURCE = "module.habu";

    /** The resource beside that class that holds the bytes of the data segments. */
    public static final String DATA_RESOURCE = "module.data";

    private static final int FUNCTION = ExternKind.FUNCTION.ordinal();

    private final ModuleDescriptor descriptor;
    private final byte[] data;
    private final MethodHandle constructor;
    private final int[] importCounts = new int[ExternKind.values().length];

    private Module(ModuleDescriptor descriptor, byte[] data, MethodHandle constructor) {
        this.descriptor = descriptor;
        this.data = data;
        this.constructor = constructor;
        for (ImportType item : descriptor.imports()) {
            importCounts[kindOf(item.type()).ordinal()]++;
        }
    }

    /**
     * Opens the compiled module in a package.
     *
     * @param loader the class loader that finds its classes and resources
     * @param packageName the package, with dots
     * @throws IllegalArgumentException if there is no compiled module or it is damaged
     */
    public static Module load(ClassLoader loader, String packageName) {
        String folder = packageName.replace('.', '/') + "/";
        try (InputStream signatures = loader.getResourceAsStream(folder + SignatureBundle.RESOURCE);
                InputStream descriptor = open(loader, folder + DESCRIPTOR_RESOURCE);
                InputStream data = open(loader, folder + DATA_RESOURCE)) {
            if (signatures != null) {
                SignatureBundle.define(signatures);
            }
            Class<?> instanceClass = Class.forName(packageName + "." + INSTANCE_CLASS, true, loader);
            MethodHandle constructor = MethodHandles.publicLookup()
                    .findConstructor(instanceClass, MethodType.methodType(void.class, Module.class))
                    .asType(MethodType.methodType(Instance.class, Module.class));
            return new Module(
                    DescriptorFormat.read(new DataInputStream(new BufferedInputStream(descriptor, 1 << 16))),
                    data.readAllBytes(),
                    constructor);
        } catch (ReflectiveOperationException | IOException e) {
            throw new IllegalArgumentException("the package " + packageName + " holds no compiled module: " + e, e);
        }
    }

    private static InputStream open(ClassLoader loader, String resource) throws IOException {
        InputStream in = loader.getResourceAsStream(resource);
        if (in == null) {
            throw new IOException("resource " + resource + " is missing");
        }
        return in;
    }

    /** What the module asks for, in its order. */
    public List<ImportType> imports() {
        return descriptor.imports();
    }

    /** What the module offers, in its order. */
    public List<ExportType> exports() {
        List<ExportType> exports = new ArrayList<>(descriptor.exports().size());
        for (ExportDefinition export : descriptor.exports()) {
            exports.add(new ExportType(export.name(), typeOf(export)));
        }
        return exports;
    }

    private ExternType typeOf(ExportDefinition export) {
        int index = export.index();
        if (export.kind() == ExternKind.FUNCTION) {
            return descriptor.functionType(index);
        }
        int imported = importCounts[export.kind().ordinal()];
        if (index < imported) {
            return importedType(export.kind(), index);
        }
        int defined = index - imported;
        return switch (export.kind()) {
            case FUNCTION -> throw new AssertionError();
            case TABLE -> descriptor.tables().get(defined).type();
            case MEMORY -> descriptor.memories().get(defined);
            case GLOBAL -> descriptor.globals().get(defined).type();
            case TAG -> descriptor.tags().get(defined);
        };
    }

    private ExternType importedType(ExternKind kind, int index) {
        int seen = 0;
        for (ImportType item : descriptor.imports()) {
            if (kindOf(item.type()) == kind && seen++ == index) {
                return item.type();
            }
        }
        throw new IllegalArgumentException("no imported " + kind + " " + index);
    }

    static ExternKind kindOf(ExternType type) {
        return switch (type) {
            case FunctionType t -> ExternKind.FUNCTION;
            case TableType t -> ExternKind.TABLE;
            case MemoryType t -> ExternKind.MEMORY;
            case GlobalType t -> ExternKind.GLOBAL;
            case TagType t -> ExternKind.TAG;
        };
    }

    /** The custom sections, in their order. */
    public List<CustomSection> customSections() {
        return descriptor.customSections();
    }

    /**
     * Makes an instance: resolves the imports, initialises globals, tables and memories, runs the start function (WebAssembly 3.0, section 4.7.2).
     *
     * @throws LinkException if an import is missing or has another type
     * @throws Trap if a segment does not fit or the start function traps
     * @throws WasmException if the start function throws
     */
    public Instance instantiate(Imports imports) {
        Instance instance;
        try {
            instance = (Instance) constructor.invokeExact(this);
        } catch (Throwable e) {
            throw new IllegalStateException("cannot make an instance", e);
        }
        instance.initialise(imports);
        return instance;
    }

    ModuleDescriptor descriptor() {
        return descriptor;
    }

    byte[] data() {
        return data;
    }

    int importedFunctions() {
        return importCounts[FUNCTION];
    }
}
