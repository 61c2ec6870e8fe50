package dev.habu.js.wasm;

import com.oracle.truffle.api.exception.AbstractTruffleException;
import dev.habu.wasm.FunctionType;
import dev.habu.wasm.HostFunction;

/** An import with an {@link ImportShortcut}. */
final class ShortcutFunction implements HostFunction {
    private static final Object[] NOTHING = {};

    private final ApiRealm realm;
    private final ImportShortcut shortcut;
    private final ImportedFunction function;
    private final boolean hasResult;

    ShortcutFunction(ApiRealm realm, FunctionType type, ImportShortcut shortcut, ImportedFunction function) {
        this.realm = realm;
        this.shortcut = shortcut;
        this.function = function;
        hasResult = !type.results().isEmpty();
    }

    @Override
    @SuppressWarnings("ReferenceEquality") // LEFT is one object.
    public Object[] call(Object[] arguments) {
        // A shortcut may call scripts: as for them, there is no suspender while it runs.
        Suspender suspender = realm.enterSuspender(null);
        Object result;
        try {
            result = shortcut.call(arguments, function);
        } catch (AbstractTruffleException e) {
            throw realm.thrower().toWasm(e);
        } finally {
            realm.enterSuspender(suspender);
        }
        if (result == ImportShortcut.LEFT) {
            return function.call(arguments);
        }
        return hasResult ? new Object[] {result} : NOTHING;
    }
}
