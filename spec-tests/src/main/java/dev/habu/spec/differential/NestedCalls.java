package dev.habu.spec.differential;

import java.util.List;
import java.util.function.Consumer;

/** The calls of its own exports that a module makes through its imports. {@code v8.mjs} counts them in the same way. */
final class NestedCalls {
    private static final int MAX_CALLS = 50;

    private final List<Plan.Call> calls;
    private final Consumer<Plan.Call> call;
    private int left;

    /**
     * Makes no calls yet: while the start function runs, there are no exports.
     *
     * @param call makes a call
     */
    NestedCalls(Plan plan, Consumer<Plan.Call> call) {
        calls = plan.calls();
        this.call = call;
    }

    /** The module is instantiated. */
    void allow() {
        left = MAX_CALLS;
    }

    /** Makes the plan's call with this number, any number will do; does nothing after many calls. */
    void make(int number) {
        if (left > 0 && !calls.isEmpty()) {
            left--;
            call.accept(calls.get(Integer.remainderUnsigned(number, calls.size())));
        }
    }
}
