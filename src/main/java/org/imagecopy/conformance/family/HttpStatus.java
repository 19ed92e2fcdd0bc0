package org.imagecopy.conformance.family;

import java.util.Set;

/** What statuses say by themselves, without a word of the API (RFC 9110, RFC 8470). */
public final class HttpStatus {

    private static final Set<Integer> REPETITION = Set.of(408, 425);

    private HttpStatus() {
    }

    /** Whether a status says that the same request may be sent again, and nothing about the request itself: 408 Request Timeout, 425 Too Early. */
    public static boolean asksForRepetition(int status) {
        return REPETITION.contains(status);
    }
}
