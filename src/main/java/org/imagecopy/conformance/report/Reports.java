package org.imagecopy.conformance.report;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.IntFunction;

import org.imagecopy.conformance.result.RunResult;

/** All files of a run. */
public final class Reports {

    private Reports() {
    }

    /**
     * Writes {@code result.json}, {@code junit.xml}, {@code summary.md}, {@code report.html} and {@code allure-results/}.
     *
     * @param exchanges redacted exchange as JSON by number; may answer null
     * @throws UncheckedIOException when a file cannot be written
     */
    public static void write(RunResult run, Path dir, IntFunction<String> exchanges) {
        write(run, dir, exchanges, () -> {
            // nobody waits for the results of Allure
        });
    }

    /**
     * Writes the same files.
     *
     * @param allureResults called as soon as {@code allure-results/} is complete, so that a report can be generated from it meanwhile
     * @throws UncheckedIOException when a file cannot be written
     */
    public static void write(RunResult run, Path dir, IntFunction<String> exchanges, Runnable allureResults) {
        try {
            Files.createDirectories(dir);
            Exchanges read = new Exchanges(exchanges);
            AllureResults.write(run, dir.resolve("allure-results"), read);
            allureResults.run();
            save(dir.resolve("result.json"), to -> ResultJson.write(run, to));
            save(dir.resolve("junit.xml"), to -> JUnitReport.write(run, read, to));
            save(dir.resolve("summary.md"), to -> to.write(Summary.markdown(run)));
            save(dir.resolve("report.html"), to -> HtmlReport.write(run, read, to));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What writes a report. */
    @FunctionalInterface
    interface Writing {
        /** Writes all of it. */
        void to(Writer writer) throws IOException;
    }

    private static void save(Path file, Writing writing) throws IOException {
        // Unlike Files.newBufferedWriter this one writes question marks for what no encoding of Unicode can carry.
        try (Writer writer = new BufferedWriter(new OutputStreamWriter(Files.newOutputStream(file), StandardCharsets.UTF_8))) {
            writing.to(writer);
        }
    }
}
