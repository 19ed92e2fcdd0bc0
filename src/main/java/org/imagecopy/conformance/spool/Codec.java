package org.imagecopy.conformance.spool;

/**
 * Turns things into bytes and back, for the process that wrote them and no other.
 *
 * @param <T> the things
 */
public interface Codec<T> {

    /** Writes down everything of it. */
    void encode(T thing, Encoder to);

    /** The thing that stands next; equal to the one that was written. */
    T decode(Decoder from);
}
