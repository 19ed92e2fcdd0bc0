package org.imagecopy.conformance.exchange;

import java.util.List;

/**
 * What came back.
 *
 * @param status  HTTP status
 * @param headers header lines in order
 * @param body    bytes after decompression
 */
public record Reply(int status, List<Header> headers, byte[] body) {

    /** The value of the first header of this name, or the empty text. */
    public String header(String name) {
        return headers.stream().filter(h -> h.name().equalsIgnoreCase(name)).map(Header::value).findFirst().orElse("");
    }
}
