package org.imagecopy.conformance.exchange;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes every exchange to {@code exchanges.jsonl} as it happens, redacted, on a thread of its own: nobody who waits for an answer waits for that. What is
 * not written yet is little. Thread safe.
 */
public final class ExchangeLog implements AutoCloseable {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int LONGEST_BODY = 16_384;
    /** So much is searched for secrets; much more than is shown, for masks are shorter than what they hide. */
    private static final int SEARCHED = 64 * LONGEST_BODY;

    /** KiB of exchanges that may wait to be written; whoever adds more waits for the disk. */
    private static final int ROOM = 1_024;

    private final BufferedWriter out;
    private final Semaphore room = new Semaphore(ROOM);
    private final AtomicReference<Throwable> trouble = new AtomicReference<>();
    private final ExecutorService writer = Executors.newSingleThreadExecutor(task -> {
        Thread thread = new Thread(task, "exchange-log");
        thread.setDaemon(true);
        return thread;
    });
    private final Redactor redactor;

    /**
     * Opens a new log.
     *
     * @param credentials hides what is secret from the first exchange on; the sensitive texts of every request follow by themselves
     * @throws UncheckedIOException when the file cannot be written
     */
    public ExchangeLog(Path file, Redactor credentials) {
        this.redactor = credentials.growing();
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            // A stream writer replaces what is no Unicode; a hostile answer must not end the run.
            this.out = new BufferedWriter(new OutputStreamWriter(Files.newOutputStream(file), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Hides the credentials and the sensitive texts of every request so far. */
    public Redactor redactor() {
        return redactor;
    }

    /**
     * Appends one exchange, soon. Its sensitive texts are known to the redactor at once.
     *
     * @throws UncheckedIOException when an earlier one could not be written; this one is tried all the same
     */
    public void add(Exchange exchange) {
        redactor.learn(exchange.request().sensitive());
        int size = Math.min(ROOM, 1 + (exchange.request().body().length + exchange.reply().map(reply -> reply.body().length).orElse(0)) / 1_024);
        room.acquireUninterruptibly(size);
        writer.execute(() -> {
            try {
                out.write(JSON.writeValueAsString(redacted(exchange, redactor)) + "\n");
            } catch (IOException | RuntimeException | Error e) {
                trouble.compareAndSet(null, e);
            } finally {
                room.release(size);
            }
        });
        tellOfTrouble();
    }

    private void tellOfTrouble() {
        Throwable met = trouble.get();
        if (met != null) {
            // Whatever it was: like a full disk it must not keep a run from deleting what it made.
            throw new UncheckedIOException(met instanceof IOException cause ? cause : new IOException(met.toString(), met));
        }
    }

    /**
     * An exchange as JSON without secrets; bodies longer than 16 KiB are cut and say so.
     *
     * @param all learns the sensitive texts of the request
     */
    public static ObjectNode redacted(Exchange exchange, Redactor all) {
        all.learn(exchange.request().sensitive());
        ObjectNode node = JSON.createObjectNode();
        node.put("number", exchange.number());
        node.put("purpose", all.redact(exchange.purpose()));
        node.put("operation", exchange.request().operation());
        node.put("at", exchange.at().toString());
        node.put("millis", exchange.took().toMillis());
        ObjectNode request = node.putObject("request");
        request.put("method", exchange.request().method());
        request.put("target", all.redact(exchange.request().target()));
        headers(request.putArray("headers"), exchange.request().headers(), all);
        request.put("body", body(exchange.request().body(), all));
        exchange.reply().ifPresent(reply -> {
            ObjectNode answer = node.putObject("reply");
            answer.put("status", reply.status());
            headers(answer.putArray("headers"), reply.headers(), all);
            answer.put("body", body(reply.body(), all));
        });
        exchange.failure().ifPresent(failure -> {
            ObjectNode trouble = node.putObject("failure");
            trouble.put("kind", failure.kind().name());
            trouble.put("text", all.redact(failure.text()));
        });
        return node;
    }

    private static void headers(ArrayNode array, Iterable<Header> headers, Redactor redactor) {
        for (Header header : headers) {
            array.add(redactor.redact(header.name() + ": " + header.value()));
        }
    }

    private static String body(byte[] bytes, Redactor redactor) {
        if (bytes.length > 1 && bytes[0] == 0x1F && bytes[1] == (byte) 0x8B) {
            return "(" + bytes.length + " bytes of gzip data)";
        }
        String whole = new String(bytes, StandardCharsets.UTF_8);
        String text = redactor.redact(whole.length() <= SEARCHED ? whole : whole.substring(0, SEARCHED));
        int shown = Math.min(text.length(), LONGEST_BODY);
        int more = text.length() - shown + whole.length() - Math.min(whole.length(), SEARCHED);
        return more == 0 ? text : text.substring(0, shown) + "… (" + more + " more characters)";
    }

    /**
     * Writes what is left.
     *
     * @throws UncheckedIOException when not all could be written
     */
    @Override
    public void close() {
        writer.shutdown();
        boolean interrupted = false;
        for (boolean ended = false; !ended;) {
            try {
                ended = writer.awaitTermination(1, TimeUnit.DAYS);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        try {
            out.close();
        } catch (IOException e) {
            trouble.compareAndSet(null, e);
        }
        tellOfTrouble();
    }
}
