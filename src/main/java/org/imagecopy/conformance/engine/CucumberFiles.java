package org.imagecopy.conformance.engine;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;

import io.cucumber.core.plugin.HtmlFormatter;
import io.cucumber.core.plugin.MessageFormatter;
import io.cucumber.plugin.ConcurrentEventListener;
import io.cucumber.plugin.event.EventPublisher;

/** What Cucumber itself writes of a run. Its formatters flush several times for each message, tens of thousands of times in a run; here the files are written in large pieces. */
public final class CucumberFiles {

    private CucumberFiles() {
    }

    /** The plugins that write messages and page, as Cucumber wants to be told of them. */
    static String plugins(Path messages, Path page) {
        return Messages.class.getName() + ":" + messages + "," + Page.class.getName() + ":" + page;
    }

    /** Writes messages, one JSON object per line. Cucumber makes it. */
    public static final class Messages implements ConcurrentEventListener {
        private final MessageFormatter formatter;

        /** @param out where the messages go; closed at the end of the run */
        public Messages(OutputStream out) {
            this.formatter = new MessageFormatter(new Unhurried(out));
        }

        @Override
        public void setEventPublisher(EventPublisher publisher) {
            formatter.setEventPublisher(publisher);
        }
    }

    /** Writes the HTML page. Cucumber makes it. */
    public static final class Page implements ConcurrentEventListener {
        private final HtmlFormatter formatter;

        /**
         * @param out where the page goes; closed at the end of the run
         * @throws IOException when it cannot be written
         */
        public Page(OutputStream out) throws IOException {
            this.formatter = new HtmlFormatter(new Unhurried(out));
        }

        @Override
        public void setEventPublisher(EventPublisher publisher) {
            formatter.setEventPublisher(publisher);
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
