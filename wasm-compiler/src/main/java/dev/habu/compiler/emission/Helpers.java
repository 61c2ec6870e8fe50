package dev.habu.compiler.emission;

import dev.habu.wasm.FunctionType;
import dev.habu.wasm.HeapType;

/** Small static methods that a method's code calls and that are made for it in its class. */
interface Helpers {
    /** For measuring: nothing is made. */
    Helpers NONE = new Helpers() {
        @Override
        public String indirectCall(FunctionType type, int table) {
            return "";
        }

        @Override
        public String referenceCall(FunctionType type) {
            return "";
        }

        @Override
        public String cast(HeapType type, boolean nullable) {
            return "";
        }

        @Override
        public String exception(int tag) {
            return "";
        }

        @Override
        public String importCall(int function) {
            return "";
        }

        @Override
        public String owner() {
            return "";
        }
    };

    /** The name of the method that calls a function of a table: arguments, index, instance. Each method that calls has one of its own, for its own type profile. */
    String indirectCall(FunctionType type, int table);

    /** The name of the method that calls a function by its reference: arguments, reference. Each method that calls has one of its own, too. */
    String referenceCall(FunctionType type);

    /** The name of the method that returns its argument if it is of a type, and traps otherwise. */
    String cast(HeapType type, boolean nullable);

    /** The name of the method that makes an exception: its values, instance. */
    String exception(int tag);

    /** The name of the method that calls an imported function: arguments, instance. */
    String importCall(int function);

    /** The internal name of the class that has the methods. */
    String owner();
}
