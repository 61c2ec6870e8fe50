package dev.habu.js;

/** A JavaScript error that reached Java: thrown by a script, or the reason of a rejected promise. */
public final class JsException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Object value;
    private final String jsStack;

    JsException(String message, String jsStack, Object value) {
        super(message, null, false, false);
        this.jsStack = jsStack;
        this.value = value;
    }

    /** The JavaScript stack, which starts with the message; the message alone where there is none. */
    public String jsStack() {
        return jsStack;
    }

    /** The raw value that was thrown; only for use on the loop thread. */
    public Object value() {
        return value;
    }

    /** Makes the Java exception for whatever running a script threw. Loop thread only. */
    public static JsException of(Throwable cause) {
        if (cause instanceof JsException known) {
            return known;
        }
        return ofValue(JsValues.thrownValue(cause));
    }

    /** Makes the Java exception for a thrown JavaScript value. Loop thread only. */
    public static JsException ofValue(Object value) {
        String message = JsValues.describe(value);
        String stack = message;
        if (JsValues.isObject(value)) {
            try {
                Object property = JsValues.get(value, "stack");
                if (JsValues.isString(property)) {
                    stack = JsValues.toJavaString(property);
                }
                Object name = JsValues.get(value, "name");
                Object text = JsValues.get(value, "message");
                if (JsValues.isString(name) && JsValues.isString(text)) {
                    message = JsValues.toJavaString(name) + ": " + JsValues.toJavaString(text);
                }
            } catch (RuntimeException hostile) {
                // The script's own getters threw: the safe description has to do.
                return new JsException(message, stack, value);
            }
        }
        return new JsException(message, stack, value);
    }
}
