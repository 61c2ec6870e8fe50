package dev.habu.js.web;

import java.util.zip.DataFormatException;

/** The head of a gzip member, RFC 1952 section 2.3. */
final class GzipHead {
    private static final int FHCRC = 2;
    private static final int FEXTRA = 4;
    private static final int FNAME = 8;
    private static final int FCOMMENT = 16;

    private GzipHead() {}

    /** The number of bytes of the head that {@code data} starts with, or -1 while it is incomplete. */
    static int length(byte[] data) throws DataFormatException {
        if ((data.length >= 1 && data[0] != 0x1f) || (data.length >= 2 && data[1] != (byte) 0x8b)) {
            throw new DataFormatException("this is not gzip data");
        }
        if (data.length < 10) {
            return -1;
        }
        if (data[2] != 8) {
            throw new DataFormatException("unknown compression method " + data[2]);
        }
        int flags = data[3];
        int at = 10;
        if ((flags & FEXTRA) != 0) {
            if (data.length < at + 2) {
                return -1;
            }
            at += 2 + (data[at] & 0xFF) + ((data[at + 1] & 0xFF) << 8);
        }
        for (int text : new int[] {FNAME, FCOMMENT}) {
            if ((flags & text) != 0) {
                while (at < data.length && data[at] != 0) {
                    at++;
                }
                at++;
            }
        }
        if ((flags & FHCRC) != 0) {
            at += 2;
        }
        return at <= data.length ? at : -1;
    }
}
