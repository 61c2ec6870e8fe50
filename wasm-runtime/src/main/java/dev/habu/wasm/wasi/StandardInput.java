package dev.habu.wasm.wasi;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/** Standard input. Streams cannot say whether a read would wait, so asking that starts one in the background. */
final class StandardInput extends Descriptor {
    private static final int CHUNK = 8192;

    private final InputStream in;
    private final int type;

    /** What the read in the background brings; empty at the end of the stream. Null if there is none. */
    private CompletableFuture<ByteBuffer> ahead;

    StandardInput(InputStream in, int type) {
        super(Rights.STREAM & ~Rights.FD_WRITE, 0, 0);
        this.in = in;
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
    int read(ByteBuffer buffer) throws IOException {
        if (ahead == null) {
            int count = in.read(buffer.array(), buffer.arrayOffset() + buffer.position(), buffer.remaining());
            buffer.position(buffer.position() + Math.max(count, 0));
            return count;
        }
        ByteBuffer chunk = await();
        int count = Math.min(chunk.remaining(), buffer.remaining());
        buffer.put(chunk.slice().limit(count));
        chunk.position(chunk.position() + count);
        if (!chunk.hasRemaining()) {
            ahead = null;
        }
        return count;
    }

    private ByteBuffer await() throws IOException {
        try {
            return ahead.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Errno.INTR.exception();
        } catch (ExecutionException e) {
            ahead = null;
            throw e.getCause() instanceof IOException cause ? cause : new IOException(e.getCause());
        }
    }

    @Override
    long readable() throws IOException {
        if (ahead == null) {
            int available = in.available();
            if (available > 0) {
                return available;
            }
            CompletableFuture<ByteBuffer> next = new CompletableFuture<>();
            Thread.ofPlatform().daemon().name("wasi-stdin").start(() -> fill(next));
            ahead = next;
        }
        return ahead.isDone() ? Math.max(1, await().remaining()) : 0;
    }

    private void fill(CompletableFuture<ByteBuffer> next) {
        byte[] bytes = new byte[CHUNK];
        try {
            next.complete(ByteBuffer.wrap(bytes, 0, Math.max(0, in.read(bytes))));
        } catch (IOException | RuntimeException e) {
            next.completeExceptionally(e);
        }
    }
}
