package org.imagecopy.conformance.exchange;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

import org.imagecopy.conformance.spool.Encoder;
import org.imagecopy.conformance.spool.SpoolFile;

/**
 * Keeps exchanges until they are judged: the first ones in memory, as many as a usual run has, the others in a file. They are kept as
 * they came, with whatever secrets an endpoint echoes. Thread safe.
 */
public final class Spool implements AutoCloseable {

    private static final ExchangeCodec CODEC = new ExchangeCodec();
    private static final long MEMORY = 4L << 20;
    /** What an exchange takes besides its texts. */
    private static final int FRAME = 1_024;

    private final SpoolFile file;
    private long room;

    /** A spool whose file, if it needs one, is in the folder for temporary files. */
    public Spool() {
        this(new SpoolFile(), MEMORY);
    }

    /** @param room bytes that are held in memory */
    Spool(SpoolFile file, long room) {
        this.file = file;
        this.room = room;
    }

    /** An exchange that is kept, in memory or not. */
    public final class Kept {

        private final int number;
        private final Exchange held;
        private final long at;
        private final int length;

        private Kept(int number, Exchange held, long at, int length) {
            this.number = number;
            this.held = held;
            this.at = at;
            this.length = length;
        }

        /** Its position in the run. */
        public int number() {
            return number;
        }

        /** Whether it is held in memory. */
        public boolean held() {
            return held != null;
        }

        /**
         * The exchange as it was.
         *
         * @throws UncheckedIOException when the file cannot be read, as after the spool was closed
         */
        public Exchange exchange() {
            return held != null ? held : CODEC.decode(file.read(at, length));
        }
    }

    /** Keeps an exchange. When no file can be written, as on a full disk, it is held in memory after all. */
    public Kept keep(Exchange exchange) {
        long size = FRAME + size(exchange);
        synchronized (this) {
            if (size <= room) {
                room -= size;
                return new Kept(exchange.number(), exchange, 0, 0);
            }
        }
        byte[] bytes = Encoder.bytes(CODEC, exchange);
        try {
            return new Kept(exchange.number(), null, file.append(bytes), bytes.length);
        } catch (IOException e) {
            return new Kept(exchange.number(), exchange, 0, 0);
        }
    }

    private static long size(Exchange exchange) {
        Request request = exchange.request();
        return request.target().length() + request.body().length + request.sensitive().stream().mapToLong(String::length).sum() + size(request.headers())
                + exchange.reply().map(reply -> reply.body().length + size(reply.headers())).orElse(0L);
    }

    private static long size(List<Header> headers) {
        return headers.stream().mapToLong(header -> header.name().length() + header.value().length()).sum();
    }

    /** Lets go of the file; what was kept in it is gone. */
    @Override
    public void close() {
        file.close();
    }
}
