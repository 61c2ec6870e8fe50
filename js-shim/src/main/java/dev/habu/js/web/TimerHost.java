package dev.habu.js.web;

import dev.habu.js.EventLoop;
import dev.habu.js.HostFunction;
import dev.habu.js.JsRuntime;
import dev.habu.js.JsValues;
import java.util.Arrays;

/** The timers of HTML, and {@code setImmediate}, on the runtime's event loop. */
final class TimerHost {
    private TimerHost() {}

    /** Defines them; the result is {@code setTimeout}. */
    static Object install(JsRuntime runtime, WebPlatform platform) {
        EventLoop loop = runtime.eventLoop();
        Object setTimeout =
                global(runtime, "setTimeout", 1, (self, args) -> start(loop, platform, "setTimeout", args, 2, false));
        global(runtime, "setInterval", 1, (self, args) -> start(loop, platform, "setInterval", args, 2, true));
        global(runtime, "setImmediate", 1, (self, args) -> start(loop, platform, "setImmediate", args, 1, false));
        for (String name : new String[] {"clearTimeout", "clearInterval", "clearImmediate"}) {
            global(runtime, name, 1, (self, args) -> {
                Object id = JsValues.arg(args, 0);
                if (id instanceof Integer timer) {
                    loop.clearTimer(timer);
                }
                return null;
            });
        }
        return setTimeout;
    }

    private static Object global(JsRuntime runtime, String name, int length, HostFunction body) {
        Object function = runtime.function(name, length, body);
        JsValues.set(runtime.global(), name, function);
        return function;
    }

    private static Object start(
            EventLoop loop, WebPlatform platform, String name, Object[] args, int fixed, boolean repeat) {
        platform.checkIo();
        Object callback = JsValues.arg(args, 0);
        if (!JsValues.isCallable(callback)) {
            throw JsValues.typeError("Failed to execute '" + name + "': parameter 1 is not of type 'Function'.");
        }
        Object delay = fixed > 1 ? JsValues.arg(args, 1) : JsValues.undefined();
        Object[] rest = args.length > fixed ? Arrays.copyOfRange(args, fixed, args.length) : new Object[0];
        // NaN, which undefined becomes, is 0 as a long.
        long millis = JsValues.isUndefined(delay) ? 0 : (long) JsValues.toDouble(delay);
        return loop.setTimer(() -> JsValues.call(callback, JsValues.undefined(), rest), millis, repeat);
    }
}
