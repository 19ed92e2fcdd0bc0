package org.imagecopy.conformance.spool;

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
import java.util.Set;
import java.util.UUID;

/**
 * A file for what memory has no room for. Only the owner may read it, and it has no name any more once it is open (or, where that is not
 * possible, goes with the process), so that nothing is left of it however the process ends. It is made when it is needed. Thread safe.
 */
public final class SpoolFile implements AutoCloseable {

    private final Path folder;
    private FileChannel file;
    private long end;

    /** A file in the folder for temporary files. */
    public SpoolFile() {
        this(Path.of(System.getProperty("java.io.tmpdir")));
    }

    /** @param folder where the file is made */
    public SpoolFile(Path folder) {
        this.folder = folder;
    }

    /**
     * Appends bytes.
     *
     * @return where they begin
     * @throws IOException when they cannot be written, as on a full disk
     */
    public synchronized long append(byte[] bytes) throws IOException {
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

    /**
     * Bytes that were appended.
     *
     * @throws UncheckedIOException when the file cannot be read, as after it was closed
     */
    public Decoder read(long at, int length) {
        FileChannel open;
        synchronized (this) {
            open = file;
        }
        ByteBuffer buffer = ByteBuffer.allocate(length);
        try {
            while (buffer.hasRemaining()) {
                if (open.read(buffer, at + buffer.position()) < 0) {
                    throw new EOFException("a file of this process ends early");
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Decoder(buffer.flip());
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
