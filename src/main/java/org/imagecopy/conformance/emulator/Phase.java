package org.imagecopy.conformance.emulator;

import java.time.Instant;

/**
 * One section of the life of an image.
 *
 * @param from the first instant of the section; it ends where the next one starts
 * @param state the condition during the section
 */
public record Phase(Instant from, State state) {}
