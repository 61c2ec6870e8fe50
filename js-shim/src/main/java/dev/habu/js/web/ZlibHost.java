package dev.habu.js.web;

import dev.habu.js.HostFunction;
import dev.habu.js.JsBuffers;
import dev.habu.js.JsRuntime;
import dev.habu.js.JsValues;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/**
 * Compression streams: for each a pair of functions, one that takes a chunk and one that ends the data; both give the
 * bytes that came out. The formats are {@code deflate} (zlib), {@code deflate-raw} and {@code gzip}.
 */
final class ZlibHost {
    private ZlibHost() {}

    static void install(HostObject host) {
        host.function("deflater", 1, (self, args) -> {
            Compressor compressor = Compressor.of(JsValues.toJavaString(args[0]));
            return compressor == null ? null : pair(host.runtime(), compressor::push, compressor::finish);
        });
        host.function("inflater", 1, (self, args) -> {
            Decompressor decompressor = Decompressor.of(JsValues.toJavaString(args[0]));
            return decompressor == null ? null : pair(host.runtime(), decompressor::push, decompressor::finish);
        });
    }

    private interface Push {
        byte[] apply(byte[] chunk) throws DataFormatException;
    }

    private interface Finish {
        byte[] get() throws DataFormatException;
    }

    private static Object pair(JsRuntime runtime, Push push, Finish finish) {
        HostFunction pushFunction = (self, args) -> {
            try {
                return JsBuffers.uint8Array(push.apply(JsBuffers.copyOf(args[0])));
            } catch (DataFormatException e) {
                throw JsValues.typeError("Decompression failed: " + e.getMessage());
            }
        };
        HostFunction finishFunction = (self, args) -> {
            try {
                return JsBuffers.uint8Array(finish.get());
            } catch (DataFormatException e) {
                throw JsValues.typeError("Decompression failed: " + e.getMessage());
            }
        };
        return JsValues.newArray(
                runtime.function("push", 1, pushFunction), runtime.function("finish", 0, finishFunction));
    }

    private static boolean isKnown(String format) {
        return "deflate".equals(format) || "deflate-raw".equals(format) || "gzip".equals(format);
    }

    private static final class Compressor {
        private static final byte[] GZIP_HEAD = {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, (byte) 0xff};

        private final boolean gzip;
        private final Deflater deflater;
        private final CRC32 crc = new CRC32();
        private final byte[] block = new byte[8192];
        private boolean headWritten;

        private Compressor(String format) {
            gzip = "gzip".equals(format);
            deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, !"deflate".equals(format));
        }

        static Compressor of(String format) {
            return isKnown(format) ? new Compressor(format) : null;
        }

        byte[] push(byte[] chunk) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            writeHead(out);
            crc.update(chunk);
            deflater.setInput(chunk);
            drain(out);
            return out.toByteArray();
        }

        byte[] finish() {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            writeHead(out);
            deflater.finish();
            drain(out);
            if (gzip) {
                writeLittleEndian(out, (int) crc.getValue());
                writeLittleEndian(out, (int) deflater.getBytesRead());
            }
            deflater.end();
            return out.toByteArray();
        }

        private void writeHead(ByteArrayOutputStream out) {
            if (gzip && !headWritten) {
                headWritten = true;
                out.writeBytes(GZIP_HEAD);
            }
        }

        private void drain(ByteArrayOutputStream out) {
            while (!deflater.finished()) {
                int count = deflater.deflate(block);
                if (count == 0) {
                    return;
                }
                out.write(block, 0, count);
            }
        }

        private static void writeLittleEndian(ByteArrayOutputStream out, int value) {
            for (int shift = 0; shift < 32; shift += 8) {
                out.write(value >>> shift);
            }
        }
    }

    private static final class Decompressor {
        private final boolean gzip;
        private final Inflater inflater;
        private final CRC32 crc = new CRC32();
        private final byte[] block = new byte[8192];
        /** What was pushed and not used yet: a gzip head or trailer may arrive in pieces. */
        private byte[] input = new byte[0];

        private boolean headRead;
        private boolean complete;

        private Decompressor(String format) {
            gzip = "gzip".equals(format);
            headRead = !gzip;
            inflater = new Inflater(!"deflate".equals(format));
        }

        static Decompressor of(String format) {
            return isKnown(format) ? new Decompressor(format) : null;
        }

        byte[] push(byte[] chunk) throws DataFormatException {
            input = join(input, chunk);
            if (!headRead) {
                int head = GzipHead.length(input);
                if (head < 0) {
                    return new byte[0];
                }
                headRead = true;
                input = tail(input, head);
            }
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            if (!inflater.finished()) {
                inflate(out);
            }
            if (inflater.finished()) {
                readTrailer();
            }
            return out.toByteArray();
        }

        private void inflate(ByteArrayOutputStream out) throws DataFormatException {
            inflater.setInput(input);
            while (!inflater.finished()) {
                int count = inflater.inflate(block);
                if (inflater.needsDictionary()) {
                    throw new DataFormatException("a preset dictionary is needed");
                }
                if (count == 0) {
                    break;
                }
                out.write(block, 0, count);
                crc.update(block, 0, count);
            }
            input = tail(input, input.length - inflater.getRemaining());
        }

        private void readTrailer() throws DataFormatException {
            int expected = gzip && !complete ? 8 : 0;
            if (input.length < expected) {
                return;
            }
            if (gzip && !complete) {
                if (littleEndian(0) != (int) crc.getValue() || littleEndian(4) != (int) inflater.getBytesWritten()) {
                    throw new DataFormatException("the checksum is wrong");
                }
                input = tail(input, 8);
            }
            complete = true;
            if (input.length > 0) {
                throw new DataFormatException("there is data after the end");
            }
        }

        byte[] finish() throws DataFormatException {
            inflater.end();
            if (!complete) {
                throw new DataFormatException("the data is cut off");
            }
            return new byte[0];
        }

        private int littleEndian(int at) {
            return (input[at] & 0xFF)
                    | ((input[at + 1] & 0xFF) << 8)
                    | ((input[at + 2] & 0xFF) << 16)
                    | ((input[at + 3] & 0xFF) << 24);
        }
    }

    private static byte[] join(byte[] a, byte[] b) {
        byte[] joined = Arrays.copyOf(a, a.length + b.length);
        System.arraycopy(b, 0, joined, a.length, b.length);
        return joined;
    }

    private static byte[] tail(byte[] bytes, int from) {
        return Arrays.copyOfRange(bytes, from, bytes.length);
    }
}
