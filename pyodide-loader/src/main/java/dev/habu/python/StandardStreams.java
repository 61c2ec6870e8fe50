package dev.habu.python;

import dev.habu.js.JsBuffers;
import dev.habu.js.JsRuntime;
import dev.habu.js.JsValues;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;

/** Python's standard streams as the device objects of {@code pyodide.setStdin} and its sisters. Loop thread only. */
final class StandardStreams {
    private StandardStreams() {}

    static Object make(JsRuntime js, InterpreterOptions options) {
        Object streams = JsValues.newObject();
        JsValues.set(streams, "stdin", input(js, options.stdin));
        JsValues.set(streams, "stdout", output(js, options.stdout));
        JsValues.set(streams, "stderr", output(js, options.stderr));
        return streams;
    }

    private static Object input(JsRuntime js, InputStream in) {
        Object device = device();
        JsValues.set(device, "read", js.function("read", 1, (_, args) -> read(in, JsBuffers.bytesOf(args[0]))));
        return device;
    }

    private static Object output(JsRuntime js, OutputStream out) {
        Object device = device();
        JsValues.set(device, "write", js.function("write", 1, (_, args) -> write(out, JsBuffers.bytesOf(args[0]))));
        JsValues.set(device, "fsync", js.function("fsync", 0, (_, _) -> flush(out)));
        return device;
    }

    private static Object device() {
        Object device = JsValues.newObject();
        JsValues.set(device, "isatty", false);
        return device;
    }

    private static Object read(InputStream in, ByteBuffer target) {
        byte[] bytes = new byte[target.remaining()];
        try {
            int count = Math.max(0, in.read(bytes));
            target.put(bytes, 0, count);
            return count;
        } catch (IOException e) {
            throw ioError(e);
        }
    }

    private static Object write(OutputStream out, ByteBuffer source) {
        int count = source.remaining();
        try {
            if (source.hasArray()) {
                out.write(source.array(), source.arrayOffset() + source.position(), count);
            } else {
                byte[] bytes = new byte[count];
                source.get(bytes);
                out.write(bytes);
            }
            // Python buffers its output itself: what arrives here is meant to be seen.
            out.flush();
            return count;
        } catch (IOException e) {
            throw ioError(e);
        }
    }

    private static Object flush(OutputStream out) {
        try {
            out.flush();
            return null;
        } catch (IOException e) {
            throw ioError(e);
        }
    }

    /** Becomes {@code OSError} with {@code EIO} in Python, {@code BrokenPipeError} if the reader is gone. */
    private static RuntimeException ioError(IOException e) {
        Object error = JsValues.newObject();
        JsValues.set(error, "code", String.valueOf(e.getMessage()).contains("Broken pipe") ? "EPIPE" : "EIO");
        JsValues.set(error, "message", String.valueOf(e.getMessage()));
        return JsValues.thrown(error);
    }
}
