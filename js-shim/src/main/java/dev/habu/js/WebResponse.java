package dev.habu.js;

import java.util.List;

/**
 * An HTTP response on its way into JavaScript or out of it.
 *
 * @param statusText the reason phrase, possibly empty
 * @param headers in order; {@code set-cookie} may occur several times
 * @param body {@code null} if the response has none
 */
public record WebResponse(int status, String statusText, List<Header> headers, BodySource body) {
    public WebResponse {
        headers = List.copyOf(headers);
    }
}
