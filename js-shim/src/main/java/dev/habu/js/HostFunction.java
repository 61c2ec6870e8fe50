package dev.habu.js;

/**
 * The Java body of a JavaScript function made with {@link JsRuntime#function}.
 *
 * <p>Arguments, receiver and result are raw JavaScript values as {@link JsValues} describes them. Runs on the loop
 * thread. An exception made by {@link JsValues} is thrown into the calling JavaScript; any other {@link
 * RuntimeException} arrives there as an {@code Error} with the same message.
 */
@FunctionalInterface
public interface HostFunction {
    /**
     * Carries out one call.
     *
     * @param self the JavaScript {@code this}
     * @param args as many as the caller passed; see {@link JsValues#arg} for those that may be missing
     * @return a raw JavaScript value; {@code null} stands for undefined and a {@link String} is converted
     */
    Object call(Object self, Object[] args);
}
