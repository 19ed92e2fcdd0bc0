package org.imagecopy.conformance.exchange;

import java.util.List;

/**
 * A request as it goes over the wire.
 *
 * @param method    HTTP method
 * @param target    path and query, percent-encoded, beginning with a slash
 * @param headers   header lines in order; Host and Content-Length are added by the client
 * @param body      exact bytes; empty for none
 * @param operation the vendor's name of the operation, for reports
 * @param sensitive texts that no artifact may show although they belong to this request: signature first, then string to sign
 */
public record Request(String method, String target, List<Header> headers, byte[] body, String operation, List<String> sensitive) {

    /** The signature that was made for it; the empty text when none was. */
    public String signature() {
        return sensitive.isEmpty() ? "" : sensitive.get(0);
    }

    /** The value of the first header of this name, or the empty text. */
    public String header(String name) {
        return headers.stream().filter(h -> h.name().equalsIgnoreCase(name)).map(Header::value).findFirst().orElse("");
    }
}
