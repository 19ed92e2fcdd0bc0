package org.imagecopy.conformance.exchange;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.function.IntFunction;

/** What an {@link ExchangeLog} wrote, line by line: only the places of the lines are held. Thread safe. */
public final class ExchangeFile implements IntFunction<String>, AutoCloseable {

    private static final int CHUNK = 65_536;

    private final FileChannel channel;
    private long[] begins = new long[1_024];
    private int[] lengths = new int[1_024];

    /**
     * Goes through the file once.
     *
     * @throws IOException when it cannot be read
     */
    public ExchangeFile(Path file) throws IOException {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file), CHUNK)) {
            index(in);
        }
        channel = FileChannel.open(file, StandardOpenOption.READ);
    }

    /** A line begins with its number: <code>{"number":17,</code>. */
    private void index(InputStream in) throws IOException {
        long begin = 0;
        long at = 0;
        int number = 0;
        boolean after = false;
        boolean told = false;
        for (int next = in.read(); next >= 0; next = in.read(), at++) {
            if (next == '\n') {
                put(number, begin, (int) (at - begin));
                begin = at + 1;
                number = 0;
                after = false;
                told = false;
            } else if (!told) {
                told = after && next == ',';
                number = after && next >= '0' && next <= '9' ? 10 * number + next - '0' : number;
                after |= next == ':';
            }
        }
        put(number, begin, (int) (at - begin));
    }

    private void put(int number, long begin, int length) {
        if (number >= begins.length) {
            begins = Arrays.copyOf(begins, Math.max(number + 1, 2 * begins.length));
            lengths = Arrays.copyOf(lengths, begins.length);
        }
        begins[number] = begin;
        lengths[number] = length;
    }

    /**
     * The exchange of this number as JSON; {@code null} when there is none.
     *
     * @throws UncheckedIOException when the file cannot be read any more
     */
    @Override
    public String apply(int number) {
        if (number < 1 || number >= lengths.length || lengths[number] == 0) {
            return null;
        }
        ByteBuffer line = ByteBuffer.allocate(lengths[number]);
        try {
            while (line.hasRemaining() && channel.read(line, begins[number] + line.position()) >= 0) {
                // a read may bring less than was asked for
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new String(line.array(), 0, line.position(), StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
