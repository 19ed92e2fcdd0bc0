package org.imagecopy.conformance.engine;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;

import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import org.imagecopy.conformance.exchange.Place;
import org.imagecopy.conformance.exchange.Redactor;
import org.imagecopy.conformance.target.ConfigurationException;
import org.imagecopy.conformance.target.Target;

/**
 * What may have been copied, written down before it is asked for. One JSON object per line; an intent is on the disk before its
 * request leaves. {@link LedgerRecord} reads it again. Thread safe.
 */
public final class Ledger implements AutoCloseable {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final Path file;
    private final FileChannel channel;
    private final boolean durable;
    private final Redactor redactor;
    private String trouble = "";

    /**
     * Begins a ledger.
     *
     * @param durable  whether every intent is forced to the disk; only the emulator of this process needs no such care
     * @param redactor hides what an endpoint may echo as the id of an image
     * @throws LedgerException when the file cannot be written
     */
    public Ledger(Path file, boolean durable, Redactor redactor) {
        this(file, durable, redactor, false);
    }

    private Ledger(Path file, boolean durable, Redactor redactor, boolean resumed) {
        this.file = file;
        this.durable = durable;
        this.redactor = redactor;
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            if (resumed) {
                this.channel = FileChannel.open(file, StandardOpenOption.WRITE);
                channel.truncate(wholeLines(file)).position(channel.size());
            } else {
                this.channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING);
            }
        } catch (IOException e) {
            throw unwritable(e);
        }
    }

    /**
     * Goes on with a ledger that an earlier run left.
     *
     * @throws LedgerException when the file cannot be written
     */
    static Ledger resume(Path file, Redactor redactor) {
        return new Ledger(file, true, redactor, true);
    }

    /** A line that a crash cut off is left out, for its request was not sent. */
    private static long wholeLines(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        int end = bytes.length;
        while (end > 0 && bytes[end - 1] != '\n') {
            end--;
        }
        return end;
    }

    /**
     * Gives the ledger of an earlier run another name if that run may have left images, so that the next run does not write over it.
     *
     * @return its new name; empty when there is nothing to keep
     * @throws LedgerException when it cannot be renamed
     */
    static Optional<Path> putAside(Path file) {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            if (LedgerRecord.read(file).stream().noneMatch(LedgerRecord::open)) {
                return Optional.empty();
            }
        } catch (ConfigurationException e) {
            // What nobody can read may still be somebody's ledger.
        }
        try {
            Path kept = file.resolveSibling("ledger-" + STAMP.format(Files.getLastModifiedTime(file).toInstant()) + ".jsonl");
            for (int n = 2; Files.exists(kept); n++) {
                kept = file.resolveSibling(kept.getFileName().toString().replaceFirst("(-\\d+)?\\.jsonl$", "-" + n + ".jsonl"));
            }
            return Optional.of(Files.move(file, kept, StandardCopyOption.ATOMIC_MOVE));
        } catch (IOException e) {
            throw new LedgerException("the ledger " + file + " of an earlier run cannot be kept (" + e.getMessage() + "); move it away yourself, then run again", e);
        }
    }

    private LedgerException unwritable(IOException cause) {
        return new LedgerException("the ledger " + file + " cannot be written (" + reason(cause) + "); nothing more is sent that could copy", cause);
    }

    private static String reason(IOException cause) {
        return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    }

    /** Where it is. */
    public Path file() {
        return file;
    }

    /** Says which target the following lines belong to. */
    public void target(Target target) {
        target(target.name(), target.family(), target.endpoint().toString(), target.embedded());
    }

    /** Goes on with the lines of a target that was there before. */
    void again(LedgerRecord record) {
        target(record.target(), record.family(), record.endpoint(), record.embedded());
    }

    private void target(String name, String family, String endpoint, boolean embedded) {
        write(true, "target", line -> line.put("name", name).put("family", family).put("endpoint", endpoint).put("embedded", embedded));
    }

    /** These images were in a place before anything was asked for; they are nobody's business. */
    public void present(Place place, Collection<String> ids) {
        write(true, "present", line -> {
            put(line, place);
            ArrayNode array = line.putArray("ids");
            ids.forEach(array::add);
        });
    }

    /**
     * A request that may copy is about to be sent; its images can be told by the marker in their names or descriptions.
     *
     * @throws LedgerException when that cannot be written; then the request must not be sent
     */
    public void intend(String marker, String address) {
        write(true, "intent", line -> line.put("at", Instant.now().truncatedTo(ChronoUnit.MILLIS).toString()).put("marker", marker).put("case", address));
    }

    /** Its outcome is known: nothing was copied, as far as the answer goes. */
    public void refused(String marker) {
        write(false, "refused", line -> line.put("marker", marker));
    }

    /** An answer named an image as ours. */
    public void promised(String marker, Place place, String id) {
        write(false, "promised", line -> put(line.put("marker", marker).put("id", id), place));
    }

    /** A listing showed an image that is ours. */
    public void created(String marker, Place place, String id) {
        write(false, "created", line -> put(line.put("marker", marker).put("id", id), place));
    }

    /** An image of ours is gone. */
    public void deleted(Place place, String id) {
        write(false, "deleted", line -> put(line.put("id", id), place));
    }

    /** Everything of this target is cleaned up, as far as the run could see. */
    public void done() {
        write(false, "done", line -> { });
    }

    /** Why something that happened could not be written down; empty when all was. Clean-up goes on without. */
    public synchronized String trouble() {
        return trouble;
    }

    private static void put(ObjectNode line, Place place) {
        line.put("region", place.region()).put("project", place.project());
    }

    /** What is about to happen must be written, and be on the disk; what has happened already cannot be stopped by a full disk. */
    private synchronized void write(boolean before, String event, Consumer<ObjectNode> members) {
        ObjectNode line = JSON.createObjectNode().put("event", event);
        members.accept(line);
        try {
            ByteBuffer bytes = ByteBuffer.wrap((redactor.redact(line.toString()) + "\n").getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            if (durable && before) {
                channel.force(false);
            }
        } catch (IOException e) {
            if (before) {
                throw unwritable(e);
            }
            trouble = unwritable(e).getMessage();
        }
    }

    @Override
    public synchronized void close() {
        try {
            channel.close();
        } catch (IOException e) {
            trouble = unwritable(e).getMessage();
        }
    }
}
