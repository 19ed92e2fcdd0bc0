package org.imagecopy.conformance.report;

import java.io.IOException;
import java.io.UncheckedIOException;
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
            save(dir.resolve("result.json"), ResultJson.of(run));
            save(dir.resolve("junit.xml"), JUnitReport.of(run, read));
            save(dir.resolve("summary.md"), Summary.markdown(run));
            save(dir.resolve("report.html"), HtmlReport.of(run, read));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void save(Path file, String text) throws IOException {
        Files.write(file, text.getBytes(StandardCharsets.UTF_8));
    }
}
