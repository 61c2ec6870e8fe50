package dev.habu.js;

/**
 * A promise that Java code settles. Loop thread only.
 *
 * @param promise the raw promise
 * @param resolve JavaScript's function that resolves it
 * @param reject JavaScript's function that rejects it
 */
public record JsPromise(Object promise, Object resolve, Object reject) {
    /** Resolves it with a value, which may be a promise itself. */
    public void resolve(Object value) {
        JsValues.call(resolve, JsValues.undefined(), value);
    }

    /** Rejects it. */
    public void reject(Object reason) {
        JsValues.call(reject, JsValues.undefined(), reason);
    }

    /** Rejects or resolves it. */
    public void settle(Object value, boolean isRejection) {
        JsValues.call(isRejection ? reject : resolve, JsValues.undefined(), value);
    }
}
