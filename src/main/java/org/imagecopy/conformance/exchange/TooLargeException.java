package org.imagecopy.conformance.exchange;

import java.io.IOException;

/** An answer beyond a limit; the message says which. */
final class TooLargeException extends IOException {

    TooLargeException(String message) {
        super(message);
    }
}
