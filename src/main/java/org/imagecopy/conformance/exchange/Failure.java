package org.imagecopy.conformance.exchange;

/**
 * Why no answer came. A failure of the transport never breaks the contract.
 *
 * @param kind what happened
 * @param text one line for people
 */
public record Failure(Kind kind, String text) {

    /** What happened to the request. */
    public enum Kind {
        /** Nothing listens, or the name cannot be resolved: the request was certainly not carried out. */
        UNREACHABLE,
        /** The connection could not be secured: the request was certainly not carried out. */
        TLS,
        /** The connection ended before the answer was complete: the request may have been carried out. */
        BROKEN,
        /** No complete answer within the time: the request may have been carried out. */
        TIMEOUT,
        /** The answer is larger than the limit: the request may have been carried out. */
        TOO_LARGE,
        /** The run ended or its budget was spent before the request was sent. */
        NOT_SENT
    }

    /** Whether the request may have had its effect. */
    public boolean outcomeUnknown() {
        return kind == Kind.BROKEN || kind == Kind.TIMEOUT || kind == Kind.TOO_LARGE;
    }
}
