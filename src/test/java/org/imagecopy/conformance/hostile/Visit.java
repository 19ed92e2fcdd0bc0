package org.imagecopy.conformance.hostile;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import org.imagecopy.conformance.emulator.Wire;

/**
 * One request that has reached a hostile server, and the means to answer it or not.
 *
 * @param number     position among all requests of the server, from 1
 * @param connection position of its connection, from 1
 * @param head       request line and headers
 * @param body       bytes of the body
 * @param honest     what a healthy endpoint would answer; asked for at most once, for it may copy
 */
public record Visit(int number, int connection, String head, byte[] body, Supplier<Wire> honest, Socket socket, CountDownLatch closing) {

    /** What a request is about. */
    public enum Kind { COPY, LISTING, DELETION, OTHER }

    /** Head and body as text. */
    public String text() {
        return head + "\r\n\r\n" + new String(body, StandardCharsets.UTF_8);
    }

    /** What it is about. */
    public Kind kind() {
        String text = text();
        if (text.contains("DeleteImages") || text.contains("CancelCopyImage") || text.contains("TerminateCustomImage")) {
            return Kind.DELETION;
        }
        return text.contains("DescribeImage") ? Kind.LISTING : text.contains("CopyImage") || text.contains("CopyCustomImage") ? Kind.COPY : Kind.OTHER;
    }

    /** The value of a header of the request, or the empty text. */
    public String header(String name) {
        return head.lines().skip(1).filter(line -> line.toLowerCase(java.util.Locale.ROOT).startsWith(name.toLowerCase(java.util.Locale.ROOT) + ":"))
                .map(line -> line.substring(line.indexOf(':') + 1).strip()).findFirst().orElse("");
    }

    /** Writes bytes as they are. */
    public void write(byte[] bytes) throws IOException {
        OutputStream out = socket.getOutputStream();
        out.write(bytes);
        out.flush();
    }

    /** Writes text as it is. */
    public void write(String text) throws IOException {
        write(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Writes an orderly answer. */
    public void answer(int status, Map<String, String> headers, byte[] bytes) throws IOException {
        Map<String, String> all = new LinkedHashMap<>(headers);
        all.putIfAbsent("Content-Length", String.valueOf(bytes.length));
        StringBuilder answer = new StringBuilder("HTTP/1.1 " + status + " Something\r\n");
        all.forEach((name, value) -> answer.append(name).append(": ").append(value).append("\r\n"));
        write(answer.append("\r\n").toString());
        write(bytes);
    }

    /** Writes an answer of the emulator. */
    public void answer(Wire wire) throws IOException {
        answer(wire.status(), wire.headers(), wire.body());
    }

    /** Closes the connection with a reset. */
    public void reset() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    /** Waits for the client to give up, or for the server to close. */
    public void hold() throws IOException {
        while (closing.getCount() > 0 && socket.getInputStream().read() >= 0) {
            // what a client says meanwhile is of no interest
        }
    }

    /** Waits a moment between two bytes; false once the server closes. */
    public boolean rest(int millis) throws IOException {
        try {
            return !closing.await(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }
}
