package dev.habu.js;

import java.util.List;

/**
 * An HTTP request on its way into JavaScript or out of it.
 *
 * @param method as on the wire
 * @param url absolute
 * @param body {@code null} if the request has none
 */
public record WebRequest(String method, String url, List<Header> headers, BodySource body) {
    public WebRequest {
        headers = List.copyOf(headers);
    }
}
