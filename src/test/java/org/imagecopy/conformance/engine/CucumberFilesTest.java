package org.imagecopy.conformance.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.imagecopy.conformance.check.Expectation;
import org.imagecopy.conformance.contract.Case;
import org.imagecopy.conformance.steps.Scene;
import org.imagecopy.conformance.steps.Stage;

/** The files that Cucumber writes are complete, and are not written word by word. */
class CucumberFilesTest {

    @Test
    void everyMessageAndTheWholePageAreThere(@TempDir Path folder) throws IOException {
        Path messages = folder.resolve("cucumber.ndjson");
        Path page = folder.resolve("cucumber.html");
        Features features = new Features(List.of("uhost"));
        features.run(new Stage() {
            @Override
            public Case at(URI feature, int line) {
                return features.index().at(feature, line);
            }

            @Override
            public void reached(Scene scene, Expectation expectation) {
                // every sentence passes
            }

            @Override
            public void ended(Scene scene) {
                // nothing is to be kept
            }
        }, CucumberFiles.plugins(messages, page));
        List<String> lines = Files.readAllLines(messages);
        assertThat(lines.get(0)).startsWith("{\"meta\":").endsWith("}");
        assertThat(lines.get(lines.size() - 1)).startsWith("{\"testRunFinished\":").endsWith("}");
        assertThat(lines.stream().filter(line -> line.startsWith("{\"testCaseFinished\":"))).hasSameSizeAs(features.index().cases());
        assertThat(Files.readString(page)).startsWith("<!DOCTYPE html>").contains("testRunFinished").endsWith("</html>\n");
    }

    @Test
    void whatIsFlushedOftenIsWrittenOnce() throws IOException {
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        int[] pieces = new int[1];
        boolean[] closed = new boolean[1];
        OutputStream counting = new OutputStream() {
            @Override
            public void write(int b) {
                throw new AssertionError("a single byte is written");
            }

            @Override
            public void write(byte[] bytes, int from, int length) {
                pieces[0]++;
                written.write(bytes, from, length);
            }

            @Override
            public void close() {
                closed[0] = true;
            }
        };
        try (OutputStream out = new CucumberFiles.Unhurried(counting)) {
            for (int i = 0; i < 1_000; i++) {
                out.write("a message\n".getBytes(StandardCharsets.UTF_8));
                out.flush();
            }
        }
        assertThat(pieces[0]).isEqualTo(1);
        assertThat(closed[0]).isTrue();
        assertThat(written.toString(StandardCharsets.UTF_8)).isEqualTo("a message\n".repeat(1_000));
    }
}
