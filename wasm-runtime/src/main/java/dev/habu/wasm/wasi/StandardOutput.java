package dev.habu.wasm.wasi;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;

/** Standard output or standard error; nothing is held back. */
final class StandardOutput extends Descriptor {
    private final OutputStream out;
    private final int type;

    StandardOutput(OutputStream out, int type) {
        super(Rights.STREAM & ~Rights.FD_READ, 0, 0);
        this.out = out;
        this.type = type;
    }

    @Override
    int type() {
        return type;
    }

    @Override
    FileStatus status() {
        return FileStatus.ofType(type);
    }

    @Override
    int write(ByteBuffer buffer) throws IOException {
        int count = buffer.remaining();
        out.write(buffer.array(), buffer.arrayOffset() + buffer.position(), count);
        out.flush();
        buffer.position(buffer.limit());
        return count;
    }
}
