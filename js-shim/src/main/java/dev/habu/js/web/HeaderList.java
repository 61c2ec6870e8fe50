package dev.habu.js.web;

import dev.habu.js.Header;
import dev.habu.js.JsValues;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The flat list of lower-case names and values in which headers cross the border. */
final class HeaderList {
    private HeaderList() {}

    static Object toJs(List<Header> headers) {
        Object[] list = new Object[headers.size() * 2];
        int at = 0;
        for (Header header : headers) {
            list[at++] = JsValues.string(header.name().toLowerCase(Locale.ROOT));
            list[at++] = JsValues.string(header.value());
        }
        return JsValues.newArray(list);
    }

    static List<Header> fromJs(Object list) {
        int length = JsValues.toInt32(JsValues.get(list, "length"));
        List<Header> headers = new ArrayList<>(length / 2);
        for (int i = 0; i < length; i += 2) {
            headers.add(new Header(
                    JsValues.toJavaString(JsValues.getElement(list, i)),
                    JsValues.toJavaString(JsValues.getElement(list, i + 1))));
        }
        return headers;
    }
}
