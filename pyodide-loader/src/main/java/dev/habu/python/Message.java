package dev.habu.python;

import dev.habu.js.JsBuffers;
import dev.habu.js.JsValues;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The Java end of the flat, tagged lists that {@code embedding.py} describes. Loop thread only. */
final class Message {
    /** The largest integer up to which every one is a JavaScript number of its own. */
    private static final long MAX_SAFE_INTEGER = (1L << 53) - 1;

    private Message() {}

    /** The arguments of an operation as a raw JavaScript array: their number, then each of them. */
    static Object encode(Python python, List<?> arguments) {
        Encoder encoder = new Encoder(python);
        encoder.values.add(arguments.size());
        arguments.forEach(encoder::add);
        encoder.values.addFirst(JsValues.string(encoder.tags.toString()));
        return JsValues.newArray(encoder.values.toArray());
    }

    private static final class Encoder {
        final Python python;
        final StringBuilder tags = new StringBuilder();
        final List<Object> values = new ArrayList<>();

        Encoder(Python python) {
            this.python = python;
        }

        void add(Object value) {
            switch (value) {
                case null -> tags.append('N');
                case Boolean truth -> tags.append(truth ? 'T' : 'F');
                case Byte number -> addInteger(number);
                case Short number -> addInteger(number);
                case Integer number -> addInteger(number);
                case Long number -> addInteger(number);
                case BigInteger number -> tagged('i', JsValues.bigInt(number));
                case Float number -> addFloat(number);
                case Double number -> addFloat(number);
                case Character character -> tagged('s', JsValues.string(character.toString()));
                case CharSequence text -> tagged('s', JsValues.string(text.toString()));
                case byte[] bytes -> tagged('b', JsBuffers.uint8Array(bytes.clone()));
                case Object[] array -> addItems('t', List.of(array));
                case Map<?, ?> map -> addEntries(map);
                case Iterable<?> items -> {
                    List<Object> list = new ArrayList<>();
                    items.forEach(list::add);
                    addItems('l', list);
                }
                case PyObject object -> tagged('o', object.proxyFor(python));
                default ->
                    throw new IllegalArgumentException(
                            "no Python value for a " + value.getClass().getName());
            }
        }

        private void tagged(char tag, Object value) {
            tags.append(tag);
            values.add(value);
        }

        private void addInteger(long number) {
            tagged('i', Math.abs(number) <= MAX_SAFE_INTEGER ? JsValues.number(number) : JsValues.bigInt(number));
        }

        private void addFloat(double number) {
            if (Double.doubleToRawLongBits(number) == Double.doubleToRawLongBits(-0.0)) {
                tags.append('z');
            } else {
                tagged('f', number);
            }
        }

        private void addItems(char tag, List<?> items) {
            tagged(tag, items.size());
            items.forEach(this::add);
        }

        private void addEntries(Map<?, ?> map) {
            tagged('d', map.size());
            map.forEach((key, value) -> {
                add(key);
                add(value);
            });
        }
    }

    /**
     * The value in a raw JavaScript array.
     *
     * @throws PythonException if the array reports a failure
     */
    static Object decode(Python python, Object array) {
        Decoder decoder = new Decoder(python, array);
        if (decoder.tags.equals("!")) {
            throw new PythonException(
                    JsValues.toJavaString(decoder.next()),
                    JsValues.toJavaString(decoder.next()),
                    JsValues.toJavaString(decoder.next()),
                    JsValues.toInt32(decoder.next()));
        }
        return decoder.value();
    }

    private static final class Decoder {
        final Python python;
        final Object array;
        final String tags;
        int tag;
        int element = 1;

        Decoder(Python python, Object array) {
            this.python = python;
            this.array = array;
            this.tags = JsValues.toJavaString(JsValues.getElement(array, 0));
        }

        Object next() {
            return JsValues.getElement(array, element++);
        }

        Object value() {
            char kind = tags.charAt(tag++);
            return switch (kind) {
                case 'N' -> null;
                case 'T' -> true;
                case 'F' -> false;
                case 'i' -> integer(next());
                case 'f' -> JsValues.toDouble(next());
                case 's' -> JsValues.toJavaString(next());
                case 'b' -> JsBuffers.copyOf(next());
                case 'l', 't' -> items();
                case 'd' -> entries();
                case 'o' -> new PyObject(python, next());
                default -> throw new IllegalStateException("unknown tag " + kind);
            };
        }

        private static Object integer(Object number) {
            if (!JsValues.isBigInt(number)) {
                return (long) JsValues.toDouble(number);
            }
            BigInteger big = new BigInteger(JsValues.toJavaString(number));
            return big.bitLength() < Long.SIZE ? (Object) big.longValue() : big;
        }

        private List<Object> items() {
            int count = JsValues.toInt32(next());
            List<Object> items = new ArrayList<>(count);
            for (int i = 0; i < count; i++) {
                items.add(value());
            }
            return Collections.unmodifiableList(items);
        }

        private Map<Object, Object> entries() {
            int count = JsValues.toInt32(next());
            Map<Object, Object> entries = LinkedHashMap.newLinkedHashMap(count);
            for (int i = 0; i < count; i++) {
                Object key = value();
                entries.put(key, value());
            }
            return Collections.unmodifiableMap(entries);
        }
    }
}
