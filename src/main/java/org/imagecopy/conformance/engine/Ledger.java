package org.imagecopy.conformance.engine;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collection;
import java.util.function.Consumer;

import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import org.imagecopy.conformance.exchange.Place;

/**
 * What may have been copied, written down before it is asked for. One JSON object per line; an intent is on the disk before its
 * request leaves. {@link LedgerRecord} reads it again. Thread safe.
 */
public final class Ledger implements AutoCloseable {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Path file;
    private final FileChannel channel;
    private final boolean durable;

    /**
     * Begins a ledger.
     *
     * @param durable whether every intent is forced to the disk; only the emulator of this process needs no such care
     * @throws LedgerException when the file cannot be written
     */
    public Ledger(Path file, boolean durable) {
        this.file = file;
        this.durable = durable;
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            this.channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING);
        } catch (IOException e) {
            throw unwritable(e);
        }
    }

    private LedgerException unwritable(IOException cause) {
        return new LedgerException("the ledger " + file + " cannot be written (" + cause.getMessage() + "); nothing more is sent that could copy", cause);
    }

    /** Says which target the following lines belong to. */
    public void target(String name, String family, String endpoint) {
        write("target", line -> line.put("name", name).put("family", family).put("endpoint", endpoint));
    }

    /** These images were in a place before anything was asked for; they are nobody's business. */
    public void present(Place place, Collection<String> ids) {
        write("present", line -> {
            put(line, place);
            ArrayNode array = line.putArray("ids");
            ids.forEach(array::add);
        });
    }

    /** A request that may copy is about to be sent; its images can be told by the marker in their names or descriptions. */
    public void intend(String marker, String address) {
        write("intent", line -> line.put("marker", marker).put("case", address));
    }

    /** Its outcome is known: nothing was copied, as far as the answer goes. */
    public void refused(String marker) {
        write("refused", line -> line.put("marker", marker));
    }

    /** An answer named an image as ours. */
    public void promised(String marker, Place place, String id) {
        write("promised", line -> put(line.put("marker", marker).put("id", id), place));
    }

    /** A listing showed an image that is ours. */
    public void created(String marker, Place place, String id) {
        write("created", line -> put(line.put("marker", marker).put("id", id), place));
    }

    /** An image of ours is gone. */
    public void deleted(Place place, String id) {
        write("deleted", line -> put(line.put("id", id), place));
    }

    /** Everything of this target is cleaned up, as far as the run could see. */
    public void done() {
        write("done", line -> { });
    }

    private static void put(ObjectNode line, Place place) {
        line.put("region", place.region()).put("project", place.project());
    }

    private synchronized void write(String event, Consumer<ObjectNode> members) {
        ObjectNode line = JSON.createObjectNode().put("event", event);
        members.accept(line);
        try {
            ByteBuffer bytes = ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            if (durable) {
                channel.force(false);
            }
        } catch (IOException e) {
            throw unwritable(e);
        }
    }

    @Override
    public synchronized void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw unwritable(e);
        }
    }
}
