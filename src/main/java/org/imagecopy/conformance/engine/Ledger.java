package org.imagecopy.conformance.engine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;

import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * What may have been copied, written down before it is asked for. One JSON object per line; an intent is on the disk before its
 * request leaves. Thread safe.
 */
public final class Ledger implements AutoCloseable {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final FileChannel channel;
    private final boolean durable;

    /**
     * Begins a ledger.
     *
     * @param durable whether every intent is forced to the disk; only the emulator of this process needs no such care
     */
    public Ledger(Path file, boolean durable) {
        this.durable = durable;
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            this.channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A request that may copy is about to be sent. */
    public void intend(String marker, String address) {
        write(Map.of("event", "intent", "marker", marker, "case", address));
    }

    /** Its outcome is known: nothing was copied, as far as the answer goes. */
    public void refused(String marker) {
        write(Map.of("event", "refused", "marker", marker));
    }

    /** An image is ours: an answer or a listing said so. */
    public void created(String marker, String region, String project, String id) {
        write(Map.of("event", "created", "marker", marker, "region", region, "project", project, "id", id));
    }

    /** An image of ours is gone. */
    public void deleted(String region, String project, String id) {
        write(Map.of("event", "deleted", "region", region, "project", project, "id", id));
    }

    /** Says which target the following lines belong to. */
    public void target(String name, String family, String endpoint) {
        write(Map.of("event", "target", "name", name, "family", family, "endpoint", endpoint));
    }

    private synchronized void write(Map<String, String> line) {
        ObjectNode node = JSON.createObjectNode();
        new java.util.TreeMap<>(line).forEach(node::put);
        try {
            ByteBuffer bytes = ByteBuffer.wrap((node + "\n").getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            if (durable) {
                channel.force(false);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the ledger cannot be written; nothing more is sent", e);
        }
    }

    @Override
    public synchronized void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
