package org.imagecopy.conformance.engine;

/** The ledger cannot be written, so nothing may be sent that would have to be in it. */
public final class LedgerException extends RuntimeException {

    private static final long serialVersionUID = 1;

    LedgerException(String message, Throwable cause) {
        super(message, cause);
    }
}
