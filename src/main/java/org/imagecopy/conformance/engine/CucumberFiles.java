package org.imagecopy.conformance.engine;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

import io.cucumber.core.plugin.HtmlFormatter;
import io.cucumber.core.plugin.MessageFormatter;
import io.cucumber.messages.types.Envelope;
import io.cucumber.messages.types.TestRunFinished;
import io.cucumber.plugin.ConcurrentEventListener;
import io.cucumber.plugin.event.EventHandler;
import io.cucumber.plugin.event.EventPublisher;

/**
 * What Cucumber itself writes of a run: its messages, one JSON object per line, and its page. Its formatters flush several times for each
 * message, tens of thousands of times in a run; here the files are written in large pieces. Cucumber may run the features part by part;
 * the files tell of one run.
 */
public final class CucumberFiles implements AutoCloseable {

    private static final AtomicReference<CucumberFiles> CURRENT = new AtomicReference<>();

    private final List<OutputStream> streams = new ArrayList<>();
    private final List<EventHandler<Envelope>> formatters = new ArrayList<>();
    private TestRunFinished finished;

    private CucumberFiles() {
    }

    /**
     * Opens {@code cucumber.ndjson} and {@code cucumber.html} in a folder; until they are closed, {@link Plugin} writes to them.
     *
     * @throws IOException when one of them cannot be written
     */
    static CucumberFiles in(Path folder) throws IOException {
        CucumberFiles files = new CucumberFiles();
        try {
            files.add(new MessageFormatter(files.open(folder.resolve("cucumber.ndjson"))));
            files.add(new HtmlFormatter(files.open(folder.resolve("cucumber.html"))));
        } catch (IOException | RuntimeException e) {
            files.release();
            throw e;
        }
        CURRENT.set(files);
        return files;
    }

    private OutputStream open(Path file) throws IOException {
        OutputStream stream = new Unhurried(Files.newOutputStream(file));
        streams.add(stream);
        return stream;
    }

    private void add(ConcurrentEventListener formatter) {
        formatter.setEventPublisher(new EventPublisher() {
            @Override
            @SuppressWarnings("unchecked")
            public <T> void registerHandlerFor(Class<T> type, EventHandler<T> handler) {
                if (type.equals(Envelope.class)) {
                    formatters.add((EventHandler<Envelope>) handler);
                }
            }

            @Override
            public <T> void removeHandlerFor(Class<T> type, EventHandler<T> handler) {
                formatters.remove(handler);
            }
        });
    }

    /** Hears of every message of every part; all but the first begin in vain, and all but the last end in vain. */
    private synchronized void hear(Envelope message) {
        if (message.getTestRunFinished().isPresent()) {
            TestRunFinished end = message.getTestRunFinished().get();
            boolean success = end.getSuccess() && (finished == null || finished.getSuccess());
            finished = new TestRunFinished(end.getMessage().orElse(null), success, end.getTimestamp(), end.getException().orElse(null), end.getTestRunStartedId().orElse(null));
        } else if (finished == null || message.getMeta().isEmpty() && message.getTestRunStarted().isEmpty()) {
            write(message);
        }
    }

    private void write(Envelope message) {
        formatters.forEach(formatter -> formatter.receive(message));
    }

    /**
     * Tells the files that the run has ended, and closes them.
     *
     * @throws IOException when they cannot be written
     */
    @Override
    public void close() throws IOException {
        CURRENT.compareAndSet(this, null);
        try {
            Optional.ofNullable(finished).map(Envelope::of).ifPresent(this::write);
        } finally {
            release();
        }
    }

    private void release() throws IOException {
        for (OutputStream stream : streams) {
            stream.close();
        }
    }

    /** Passes on what Cucumber tells. Cucumber makes it, one for each part. */
    public static final class Plugin implements ConcurrentEventListener {

        /** What makes Cucumber use it. */
        static final String NAME = Plugin.class.getName();

        @Override
        public void setEventPublisher(EventPublisher publisher) {
            CucumberFiles files = CURRENT.get();
            if (files == null) {
                throw new IllegalStateException("no files are open for what Cucumber tells");
            }
            publisher.registerHandlerFor(Envelope.class, files::hear);
        }
    }

    /** Is flushed when it is full, and when it is closed. */
    static final class Unhurried extends BufferedOutputStream {
        private static final int SIZE = 1 << 16;

        Unhurried(OutputStream out) {
            super(out, SIZE);
        }

        @Override
        public void flush() {
            // nobody reads the file before it is complete
        }

        @Override
        public void close() throws IOException {
            try {
                super.flush();
            } finally {
                super.close();
            }
        }
    }
}
