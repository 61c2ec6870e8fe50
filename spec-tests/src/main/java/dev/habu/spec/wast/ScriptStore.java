package dev.habu.spec.wast;

import dev.habu.wasm.Extern;
import dev.habu.wasm.ExternType;
import dev.habu.wasm.Imports;
import dev.habu.wasm.Instance;
import dev.habu.wasm.Module;
import java.util.HashMap;
import java.util.Map;

/** What the commands of a script have made: module definitions, instances, and the names that modules can import from. */
final class ScriptStore implements Imports {
    private final Map<String, Module> definitions = new HashMap<>();
    private final Map<String, Instance> instances = new HashMap<>();
    private final Map<String, Instance> registered = new HashMap<>();
    private final Map<String, Extern> spectest = SpecTestModule.exports();
    private final int methodSize;
    private Module lastDefinition;
    private Instance lastInstance;

    /** A store whose modules are compiled to methods of that size at most. */
    ScriptStore(int methodSize) {
        this.methodSize = methodSize;
    }

    /** Compiles a module and, if it is more than a definition, makes it the current instance. */
    void define(ScriptModule module) {
        lastInstance = module.definition() ? lastInstance : null;
        Module compiled = module.compile(methodSize);
        lastDefinition = compiled;
        if (module.id() != null) {
            definitions.put(module.id(), compiled);
        }
        if (!module.definition()) {
            use(module.id(), compiled);
        }
    }

    /** Makes an instance that no later command can reach. */
    void instantiate(ScriptModule module) {
        Instance unused = module.compile(methodSize).instantiate(this);
        if (unused == null) {
            throw new IllegalStateException("no instance");
        }
    }

    /** Makes an instance of a definition, or of the last one, the current instance. */
    void instantiateDefinition(String instance, String definition) {
        use(instance, definition == null ? lastDefinition : known(definitions.get(definition), definition));
    }

    private void use(String id, Module module) {
        lastInstance = module.instantiate(this);
        if (id != null) {
            instances.put(id, lastInstance);
        }
    }

    /** The instance with an identifier, or the current one. */
    Instance instance(String id) {
        if (id != null) {
            return known(instances.get(id), id);
        }
        if (lastInstance == null) {
            throw new AssertionFailedException("there is no instance: its module failed");
        }
        return lastInstance;
    }

    /** Lets modules import from an instance. */
    void register(String as, String id) {
        registered.put(as, instance(id));
    }

    @Override
    public Extern resolve(String module, String name, ExternType type) {
        if (registered.containsKey(module)) {
            return registered.get(module).export(name);
        }
        return module.equals("spectest") ? spectest.get(name) : null;
    }

    private static <T> T known(T thing, String id) {
        if (thing == null) {
            throw new AssertionFailedException("$" + id + " is unknown: its module failed");
        }
        return thing;
    }
}
