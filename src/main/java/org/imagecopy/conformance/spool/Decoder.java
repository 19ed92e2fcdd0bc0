package org.imagecopy.conformance.spool;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Reads what an {@link Encoder} wrote. Every method throws {@link java.nio.BufferUnderflowException} or {@link IllegalArgumentException}
 * when something else stands there. Not thread safe.
 */
public final class Decoder {

    private final ByteBuffer in;

    /** @param in begins with what the encoder wrote first */
    public Decoder(ByteBuffer in) {
        this.in = in;
    }

    /** A whole number. */
    public long number() {
        return in.getLong();
    }

    /** A small number. */
    public int count() {
        return in.getInt();
    }

    /** Yes or no. */
    public boolean flag() {
        return in.get() != 0;
    }

    /** Bytes as they are. */
    public byte[] bytes() {
        byte[] bytes = new byte[length(in.getInt(), 1)];
        in.get(bytes);
        return bytes;
    }

    /** A text. */
    public String text() {
        int length = in.getInt();
        if (length >= 0) {
            byte[] letters = new byte[length(length, 1)];
            in.get(letters);
            return new String(letters, StandardCharsets.ISO_8859_1);
        }
        char[] letters = new char[length(~length, Character.BYTES)];
        in.asCharBuffer().get(letters);
        in.position(in.position() + letters.length * Character.BYTES);
        return new String(letters);
    }

    /** Texts in their order. */
    public List<String> texts() {
        return all(Decoder::text);
    }

    /** Things in their order; nobody can change the list. */
    public <T> List<T> all(Function<Decoder, T> each) {
        int size = length(in.getInt(), 1);
        List<T> things = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            things.add(each.apply(this));
        }
        return List.copyOf(things);
    }

    private int length(int count, int size) {
        if (count < 0 || count > in.remaining() / size) {
            throw new IllegalArgumentException("no number of things that could follow: " + count);
        }
        return count;
    }
}
