package org.imagecopy.conformance.hostile;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.zip.GZIPOutputStream;

import org.imagecopy.conformance.emulator.Wire;

/** What a hostile server does with a request. */
@FunctionalInterface
public interface Behaviour {

    /**
     * Meets a request.
     *
     * @return whether the connection stays open for another one
     */
    boolean meet(Visit visit) throws IOException;

    /** Does something and closes the connection. */
    static Behaviour last(Once once) {
        return visit -> {
            once.meet(visit);
            return false;
        };
    }

    /** Something that is done once. */
    @FunctionalInterface
    interface Once {
        void meet(Visit visit) throws IOException;
    }

    /** Answers as the emulator does. */
    static Behaviour honest() {
        return visit -> {
            visit.answer(visit.honest().get());
            return !visit.header("Connection").equals("close");
        };
    }

    /** Carries the request out and changes the answer. */
    static Behaviour changed(UnaryOperator<Wire> change) {
        return visit -> {
            visit.answer(change.apply(visit.honest().get()));
            return !visit.header("Connection").equals("close");
        };
    }

    /** Carries the request out and changes the body of the answer. */
    static Behaviour body(UnaryOperator<byte[]> change) {
        return changed(wire -> wire.withBody(change.apply(wire.body())));
    }

    /** An orderly answer. */
    static Behaviour answer(int status, Map<String, String> headers, String body) {
        return answer(status, headers, body.getBytes(StandardCharsets.UTF_8));
    }

    /** An orderly answer. */
    static Behaviour answer(int status, Map<String, String> headers, byte[] body) {
        return visit -> {
            visit.answer(status, headers, body);
            return !visit.header("Connection").equals("close");
        };
    }

    /** Exactly these bytes, and then the end of the connection. */
    static Behaviour says(String bytes) {
        return last(visit -> visit.write(bytes.getBytes(StandardCharsets.ISO_8859_1)));
    }

    /** Exactly these bytes, made from the request, and then the end of the connection. */
    static Behaviour says(Function<Visit, byte[]> bytes) {
        return last(visit -> visit.write(bytes.apply(visit)));
    }

    /** Exactly these bytes, and then nothing more, on an open connection. */
    static Behaviour saysAndHolds(String bytes) {
        return last(visit -> {
            visit.write(bytes.getBytes(StandardCharsets.ISO_8859_1));
            visit.hold();
        });
    }

    /** The end of the connection without an answer. */
    static Behaviour closes() {
        return visit -> false;
    }

    /** A reset without an answer. */
    static Behaviour resets() {
        return last(Visit::reset);
    }

    /** Carries the request out, sends half of the answer, and resets the connection once the client has it. */
    static Behaviour resetsHalfWay() {
        return last(visit -> {
            byte[] body = visit.honest().get().body();
            visit.write("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: " + body.length + "\r\n\r\n");
            visit.write(Arrays.copyOf(body, body.length / 2));
            visit.rest(20);
            visit.reset();
        });
    }

    /** No answer at all, on an open connection. */
    static Behaviour holds() {
        return last(Visit::hold);
    }

    /** These bytes at once, and then one byte after another without end. */
    static Behaviour drips(String first, String then) {
        return last(visit -> {
            visit.write(first);
            for (int i = 0; visit.rest(10); i++) {
                visit.write(String.valueOf(then.charAt(i % then.length())));
            }
        });
    }

    /** These bytes at once, and then others as fast as they go, without end. */
    static Behaviour floods(String first, String then) {
        return last(visit -> {
            visit.write(first);
            byte[] flood = then.repeat(Math.max(1, 65_536 / then.length())).getBytes(StandardCharsets.ISO_8859_1);
            while (visit.closing().getCount() > 0) {
                visit.write(flood);
            }
        });
    }

    /** Bytes from a generator with a fixed seed. */
    static byte[] random(int count) {
        byte[] bytes = new byte[count];
        new Random(17).nextBytes(bytes);
        return bytes;
    }

    /** So many zeros, compressed. */
    static byte[] gzipOfZeros(long count) {
        return gzip(out -> {
            byte[] zeros = new byte[65_536];
            for (long left = count; left > 0; left -= zeros.length) {
                out.write(zeros);
            }
        });
    }

    /** These bytes, compressed. */
    static byte[] gzip(byte[] bytes) {
        return gzip(out -> out.write(bytes));
    }

    /** What is written to a stream. */
    @FunctionalInterface
    interface Content {
        void write(OutputStream out) throws IOException;
    }

    private static byte[] gzip(Content content) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            content.write(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
