package dev.habu.js.wasm;

import com.oracle.truffle.js.runtime.objects.Null;
import com.oracle.truffle.js.runtime.objects.Undefined;
import dev.habu.js.JsValues;
import dev.habu.wasm.AbstractHeapType;
import dev.habu.wasm.FunctionReference;
import dev.habu.wasm.FunctionType;
import dev.habu.wasm.LinkException;
import dev.habu.wasm.RefType;
import dev.habu.wasm.Table;
import dev.habu.wasm.TableType;

/** {@code WebAssembly.Table} (JS API, section 5.5). Functions go in and out by reference, without being made. */
final class TableInterface {
    private static final String NAME = "WebAssembly.Table";

    private TableInterface() {}

    static Interface<Table> define(ApiRealm realm) {
        return new Interface<>(
                        realm,
                        "Table",
                        Table.class,
                        1,
                        args -> create(realm, args),
                        Table::embedderObject,
                        Table::embedderObject)
                .attribute(
                        "length",
                        table -> Idl.addressToJs(table.size(), table.type().table64()))
                .method("get", 1, (table, args) -> get(realm, table, args[0]))
                .method("grow", 1, (table, args) -> grow(realm, table, args))
                .method("set", 1, (table, args) -> set(realm, table, args));
    }

    private static Table create(ApiRealm realm, Object[] args) {
        Object descriptor = Idl.dictionary(args[0], NAME + "(): Argument 0");
        RefType element = ValueTypeNames.tableKind(Idl.requiredMember(descriptor, "element", NAME + "()"), NAME + "()");
        boolean wide = Idl.wideAddress(descriptor, NAME + "()");
        TableType type = new TableType(element, Idl.limits(descriptor, wide, NAME + "()"), wide);
        Object initial = JsValues.arg(args, 1);
        Object value = JsValues.isUndefined(initial)
                ? realm.conversion(element).defaultValue()
                : toElement(realm, element, initial);
        try {
            return new Table(type, value);
        } catch (LinkException e) {
            throw JsValues.rangeError(NAME + "(): " + e.getMessage());
        }
    }

    private static boolean holdsFunctions(RefType element) {
        return element.heapType() == AbstractHeapType.FUNC || element.heapType() instanceof FunctionType;
    }

    private static Object toElement(ApiRealm realm, RefType element, Object value) {
        Conversion conversion = realm.conversion(element);
        return holdsFunctions(element) ? conversion.toReference(value) : conversion.toWasm(value);
    }

    private static Object get(ApiRealm realm, Table table, Object at) {
        int index = index(table, at, ".get()");
        RefType element = table.type().elementType();
        if (!holdsFunctions(element)) {
            return realm.conversion(element).toJs(table.get(index));
        }
        FunctionReference reference = table.reference(index);
        return reference == null ? Null.instance : realm.exportedFunction(reference);
    }

    private static Object set(ApiRealm realm, Table table, Object[] args) {
        long address = Idl.address(args[0], table.type().table64(), NAME + ".set(): Argument 0");
        Object value = element(realm, table, args);
        table.set(inBounds(table, address, ".set()"), value);
        return Undefined.instance;
    }

    private static Object grow(ApiRealm realm, Table table, Object[] args) {
        boolean wide = table.type().table64();
        long delta = Idl.address(args[0], wide, NAME + ".grow(): Argument 0");
        Object value = element(realm, table, args);
        int before = delta == (int) delta ? table.grow(value, (int) delta) : -1;
        if (before < 0) {
            throw JsValues.rangeError(NAME + ".grow(): a table of " + table.size() + " elements cannot grow by "
                    + Long.toUnsignedString(delta));
        }
        return Idl.addressToJs(before, wide);
    }

    /** Argument 1, or the default value if it is missing. */
    private static Object element(ApiRealm realm, Table table, Object[] args) {
        RefType element = table.type().elementType();
        return args.length > 1
                ? toElement(realm, element, args[1])
                : realm.conversion(element).defaultValue();
    }

    private static int index(Table table, Object value, String operation) {
        return inBounds(
                table, Idl.address(value, table.type().table64(), NAME + operation + ": Argument 0"), operation);
    }

    private static int inBounds(Table table, long address, String operation) {
        if (Long.compareUnsigned(address, table.size()) >= 0) {
            throw JsValues.rangeError(NAME + operation + ": index " + Long.toUnsignedString(address)
                    + " is outside of a table of " + table.size() + " elements");
        }
        return (int) address;
    }
}
