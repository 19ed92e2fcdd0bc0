package org.imagecopy.conformance.target;

/** Wrong usage or configuration. The message is one line: what is wrong, where, and how to mend it. Exit code 2. */
public class ConfigurationException extends RuntimeException {

    /** @param message what, where, and how to mend it */
    public ConfigurationException(String message) {
        super(message);
    }
}
