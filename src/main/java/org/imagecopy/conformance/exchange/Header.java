package org.imagecopy.conformance.exchange;

/** One header line. */
public record Header(String name, String value) {
}
