package dev.habu.js;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A request or response body that is pulled chunk by chunk: nothing is produced before it is asked for, which is all the
 * back-pressure there is. Both sides of the JavaScript border implement it. Methods may be called from any thread.
 */
public interface BodySource {
    /**
     * Asks for the next chunk. The next read may only be made when this one has completed.
     *
     * @return at least one byte, which then belongs to the caller; {@code null} at the end; an exception if the body
     *     broke off
     */
    CompletionStage<byte[]> read();

    /** Says that the rest is not wanted; does nothing once the end was read. */
    void cancel(String reason);

    /** The number of bytes of the whole body if it is known beforehand, else -1. */
    default long length() {
        return -1;
    }

    /** The whole body if it is at hand and nothing was read yet, else {@code null}; counts as reading it. */
    default byte[] takeBytes() {
        return null;
    }

    /** A body that is at hand. */
    static BodySource of(byte[] bytes) {
        AtomicReference<byte[]> rest = new AtomicReference<>(bytes);
        return new BodySource() {
            @Override
            public CompletionStage<byte[]> read() {
                byte[] chunk = rest.getAndSet(null);
                return CompletableFuture.completedFuture(chunk == null || chunk.length == 0 ? null : chunk);
            }

            @Override
            public void cancel(String reason) {
                rest.set(null);
            }

            @Override
            public long length() {
                return bytes.length;
            }

            @Override
            public byte[] takeBytes() {
                return rest.getAndSet(null);
            }
        };
    }
}
