package dev.habu.js.web;

import dev.habu.js.HostFunction;
import dev.habu.js.JsBuffers;
import dev.habu.js.JsValues;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;

/**
 * {@code TextDecoder.decode} for an encoding other than UTF-8 and UTF-16, by Java's charsets. The Encoding standard's
 * single-byte tables leave no byte undefined where Java's do: such a byte is the C1 control of that number.
 */
final class LegacyDecoder implements HostFunction {
    /** Labels that the standard gives another meaning than Java, and the standard's name of what they mean. */
    private static final Map<String, String> LABELS = Map.ofEntries(
            Map.entry("ascii", "windows-1252"),
            Map.entry("us-ascii", "windows-1252"),
            Map.entry("ansi_x3.4-1968", "windows-1252"),
            Map.entry("latin1", "windows-1252"),
            Map.entry("l1", "windows-1252"),
            Map.entry("iso-8859-1", "windows-1252"),
            Map.entry("iso8859-1", "windows-1252"),
            Map.entry("iso88591", "windows-1252"),
            Map.entry("iso_8859-1", "windows-1252"),
            Map.entry("cp819", "windows-1252"),
            Map.entry("ibm819", "windows-1252"),
            Map.entry("x-cp1252", "windows-1252"),
            Map.entry("iso-8859-9", "windows-1254"),
            Map.entry("latin5", "windows-1254"),
            Map.entry("tis-620", "windows-874"),
            Map.entry("iso-8859-11", "windows-874"),
            Map.entry("gb2312", "gbk"),
            Map.entry("gb_2312-80", "gbk"),
            Map.entry("chinese", "gbk"),
            Map.entry("x-gbk", "gbk"),
            Map.entry("sjis", "shift_jis"),
            Map.entry("ms_kanji", "shift_jis"),
            Map.entry("windows-31j", "shift_jis"),
            Map.entry("x-sjis", "shift_jis"),
            Map.entry("ks_c_5601-1987", "euc-kr"),
            Map.entry("korean", "euc-kr"),
            Map.entry("windows-949", "euc-kr"),
            Map.entry("x-x-big5", "big5"),
            Map.entry("big5-hkscs", "big5"),
            Map.entry("koi", "koi8-r"),
            Map.entry("koi8", "koi8-r"),
            Map.entry("mac", "macintosh"),
            Map.entry("x-mac-roman", "macintosh"));

    /** The Java charset that has the standard's table, where the names differ. */
    private static final Map<String, String> CHARSETS = Map.of(
            "shift_jis", "windows-31j",
            "euc-kr", "x-windows-949",
            "big5", "Big5-HKSCS",
            "windows-874", "x-windows-874",
            "macintosh", "x-MacRoman",
            "x-mac-cyrillic", "x-MacCyrillic");

    private final String name;
    private final boolean fatal;
    private final CharsetDecoder decoder;
    private final boolean singleByte;
    private final boolean isLatin1Superset;
    private byte[] pending = new byte[0];

    private LegacyDecoder(String name, Charset charset, boolean fatal) {
        this.name = name;
        this.fatal = fatal;
        this.decoder = charset.newDecoder();
        this.singleByte = decoder.maxCharsPerByte() == 1 && charset.newEncoder().maxBytesPerChar() == 1;
        this.isLatin1Superset = "windows-1252".equals(name);
        CodingErrorAction action = fatal && !singleByte ? CodingErrorAction.REPORT : CodingErrorAction.REPLACE;
        decoder.onMalformedInput(action).onUnmappableCharacter(action);
    }

    /** The decoder of an encoding's label, or null if the standard knows none. */
    static LegacyDecoder of(String label, boolean fatal) {
        String key = label.strip().toLowerCase(Locale.ROOT);
        String name = LABELS.getOrDefault(key, key);
        try {
            Charset charset = Charset.forName(CHARSETS.getOrDefault(name, name));
            boolean unicode = charset.name().startsWith("UTF") || charset.name().startsWith("X-UTF");
            boolean foreign = charset.name().matches("(?i)(IBM|x-IBM|CESU).*") && !"ibm866".equals(name);
            return unicode || foreign ? null : new LegacyDecoder(name, charset, fatal);
        } catch (IllegalArgumentException unknown) {
            return null;
        }
    }

    String name() {
        return name;
    }

    @Override
    public Object call(Object self, Object[] args) {
        Object input = JsValues.arg(args, 0);
        if (isLatin1Superset && JsBuffers.isBufferSource(input)) {
            String latin1 = latin1(JsBuffers.bytesOf(input));
            if (latin1 != null) {
                return latin1;
            }
        }
        Object options = JsValues.arg(args, 1);
        boolean more = JsValues.isObject(options) && JsValues.toBoolean(JsValues.get(options, "stream"));
        byte[] bytes = JsValues.isUndefined(input) ? new byte[0] : JsBuffers.copyOf(input);
        return singleByte ? decodeSingleBytes(bytes) : decode(bytes, more);
    }

    /** The text if windows-1252 and ISO 8859-1 agree on all of its bytes, else null. Pyodide's ASCII strings come here. */
    private static String latin1(ByteBuffer bytes) {
        if (!bytes.hasArray()) {
            return null;
        }
        byte[] array = bytes.array();
        int from = bytes.arrayOffset() + bytes.position();
        int to = from + bytes.remaining();
        for (int i = from; i < to; i++) {
            if (array[i] < (byte) 0xA0) {
                return null;
            }
        }
        return new String(array, from, to - from, StandardCharsets.ISO_8859_1);
    }

    private String decodeSingleBytes(byte[] bytes) {
        char[] chars = new char[bytes.length];
        CharBuffer output = CharBuffer.wrap(chars);
        decoder.reset();
        decoder.decode(ByteBuffer.wrap(bytes), output, true);
        for (int i = 0; i < chars.length; i++) {
            if (chars[i] == '\uFFFD') {
                chars[i] = (char) (bytes[i] & 0xFF);
            }
        }
        return new String(chars);
    }

    private String decode(byte[] bytes, boolean more) {
        ByteBuffer input = ByteBuffer.allocate(pending.length + bytes.length)
                .put(pending)
                .put(bytes)
                .flip();
        CharBuffer output = CharBuffer.allocate((int) (input.remaining() * decoder.maxCharsPerByte()) + 8);
        try {
            throwIfError(decoder.decode(input, output, !more));
            if (!more) {
                throwIfError(decoder.flush(output));
            }
        } catch (CharacterCodingException e) {
            reset();
            throw JsValues.typeError("The encoded data was not valid for encoding " + name);
        }
        pending = new byte[input.remaining()];
        input.get(pending);
        if (!more) {
            reset();
        }
        return output.flip().toString();
    }

    private void throwIfError(CoderResult result) throws CharacterCodingException {
        if (fatal && result.isError()) {
            result.throwException();
        }
    }

    private void reset() {
        decoder.reset();
        pending = new byte[0];
    }
}
