package org.imagecopy.conformance.exchange;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Keeps exchanges until they are judged: the first ones in memory, as many as a usual run has, the others in a file. They are kept as
 * they came, with whatever secrets an endpoint echoes; so only the owner may read the file, and it has no name any more once it is open
 * (or, where that is not possible, goes with the process), so that nothing is left of it however the process ends. Thread safe.
 */
public final class Spool implements AutoCloseable {

    private static final long MEMORY = 4L << 20;
    /** What an exchange takes besides its texts. */
    private static final int FRAME = 1_024;

    private final Path folder;
    private long room;
    private FileChannel file;
    private long end;

    /** A spool whose file, if it needs one, is in the folder for temporary files. */
    public Spool() {
        this(Path.of(System.getProperty("java.io.tmpdir")), MEMORY);
    }

    /** @param room bytes that are held in memory */
    Spool(Path folder, long room) {
        this.folder = folder;
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
            return held != null ? held : read(at, length);
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
        byte[] bytes = written(exchange);
        try {
            return new Kept(exchange.number(), null, append(bytes), bytes.length);
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

    private synchronized long append(byte[] bytes) throws IOException {
        if (file == null) {
            file = open();
        }
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        while (buffer.hasRemaining()) {
            file.write(buffer, end + buffer.position());
        }
        long at = end;
        end += bytes.length;
        return at;
    }

    private FileChannel open() throws IOException {
        // Java removes the name at once where names can be removed from open files, and leaves it to the system elsewhere.
        Set<StandardOpenOption> options = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE);
        FileAttribute<?>[] owner = FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))} : new FileAttribute<?>[0];
        return FileChannel.open(folder.resolve("conformance-" + UUID.randomUUID() + ".spool"), options, owner);
    }

    private Exchange read(long at, int length) {
        FileChannel open;
        synchronized (this) {
            open = file;
        }
        ByteBuffer buffer = ByteBuffer.allocate(length);
        try {
            while (buffer.hasRemaining()) {
                if (open.read(buffer, at + buffer.position()) < 0) {
                    throw new EOFException("the file of exchanges ends early");
                }
            }
            return read(buffer.flip());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] written(Exchange exchange) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(FRAME);
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeInt(exchange.number());
            write(out, exchange.purpose());
            Request request = exchange.request();
            write(out, request.method());
            write(out, request.target());
            write(out, request.headers());
            write(out, request.body());
            write(out, request.operation());
            out.writeInt(request.sensitive().size());
            for (String text : request.sensitive()) {
                write(out, text);
            }
            out.writeBoolean(exchange.reply().isPresent());
            if (exchange.reply().isPresent()) {
                Reply reply = exchange.reply().get();
                out.writeInt(reply.status());
                write(out, reply.headers());
                write(out, reply.body());
            }
            out.writeBoolean(exchange.failure().isPresent());
            if (exchange.failure().isPresent()) {
                out.writeInt(exchange.failure().get().kind().ordinal());
                write(out, exchange.failure().get().text());
            }
            out.writeLong(exchange.at().getEpochSecond());
            out.writeInt(exchange.at().getNano());
            out.writeLong(exchange.took().toNanos());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static Exchange read(ByteBuffer in) {
        int number = in.getInt();
        String purpose = text(in);
        String method = text(in);
        String target = text(in);
        List<Header> headers = headers(in);
        byte[] body = bytes(in);
        String operation = text(in);
        List<String> sensitive = new ArrayList<>();
        for (int left = in.getInt(); left > 0; left--) {
            sensitive.add(text(in));
        }
        Optional<Reply> reply = in.get() != 0 ? Optional.of(new Reply(in.getInt(), headers(in), bytes(in))) : Optional.empty();
        Optional<Failure> failure = in.get() != 0 ? Optional.of(new Failure(Failure.Kind.values()[in.getInt()], text(in))) : Optional.empty();
        return new Exchange(number, purpose, new Request(method, target, headers, body, operation, sensitive), reply, failure,
                Instant.ofEpochSecond(in.getLong(), in.getInt()), Duration.ofNanos(in.getLong()));
    }

    private static void write(DataOutputStream out, byte[] bytes) throws IOException {
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    private static byte[] bytes(ByteBuffer in) {
        byte[] bytes = new byte[in.getInt()];
        in.get(bytes);
        return bytes;
    }

    private static void write(DataOutputStream out, List<Header> headers) throws IOException {
        out.writeInt(headers.size());
        for (Header header : headers) {
            write(out, header.name());
            write(out, header.value());
        }
    }

    private static List<Header> headers(ByteBuffer in) {
        List<Header> headers = new ArrayList<>();
        for (int left = in.getInt(); left > 0; left--) {
            headers.add(new Header(text(in), text(in)));
        }
        return headers;
    }

    /** Char by char: an endpoint may send what no encoding of Unicode can carry. */
    private static void write(DataOutputStream out, String text) throws IOException {
        out.writeInt(text.length());
        out.writeChars(text);
    }

    private static String text(ByteBuffer in) {
        char[] text = new char[in.getInt()];
        in.asCharBuffer().get(text);
        in.position(in.position() + text.length * Character.BYTES);
        return new String(text);
    }

    /** Lets go of the file; what was kept in it is gone. */
    @Override
    public synchronized void close() {
        if (file != null) {
            try {
                file.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
