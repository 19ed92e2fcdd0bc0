package org.imagecopy.conformance.spool;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.function.BiConsumer;

/** Writes plain values one after another; a {@link Decoder} reads them in the same order. Not thread safe. */
public final class Encoder {

    private static final int USUAL = 1_024;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(USUAL);
    private final DataOutputStream out = new DataOutputStream(bytes);

    /** What the codec makes of one thing. */
    public static <T> byte[] bytes(Codec<T> codec, T thing) {
        Encoder encoder = new Encoder();
        codec.encode(thing, encoder);
        return encoder.bytes.toByteArray();
    }

    /** A whole number. */
    public Encoder number(long number) {
        return writing(() -> out.writeLong(number));
    }

    /** A small number: a count, a line, a place in an enumeration. */
    public Encoder count(int count) {
        return writing(() -> out.writeInt(count));
    }

    /** Yes or no. */
    public Encoder flag(boolean flag) {
        return writing(() -> out.writeBoolean(flag));
    }

    /** Bytes as they are. */
    public Encoder bytes(byte[] array) {
        return writing(() -> {
            out.writeInt(array.length);
            out.write(array);
        });
    }

    /** A text, char by char where it needs to be: an endpoint may send what no encoding of Unicode can carry. */
    public Encoder text(String text) {
        boolean narrow = narrow(text);
        return writing(() -> {
            out.writeInt(narrow ? text.length() : ~text.length());
            if (narrow) {
                out.write(text.getBytes(StandardCharsets.ISO_8859_1));
            } else {
                out.writeChars(text);
            }
        });
    }

    private static boolean narrow(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) > 0xFF) {
                return false;
            }
        }
        return true;
    }

    /** Texts in their order. */
    public Encoder texts(Collection<String> texts) {
        return all(texts, (text, to) -> to.text(text));
    }

    /** Things in their order. */
    public <T> Encoder all(Collection<T> things, BiConsumer<T, Encoder> each) {
        count(things.size());
        things.forEach(thing -> each.accept(thing, this));
        return this;
    }

    private interface Writing {
        void run() throws IOException;
    }

    private Encoder writing(Writing writing) {
        try {
            writing.run();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }
}
