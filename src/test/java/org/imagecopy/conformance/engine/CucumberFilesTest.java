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
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.imagecopy.conformance.check.Expectation;
import org.imagecopy.conformance.contract.Case;
import org.imagecopy.conformance.contract.CaseIndex;
import org.imagecopy.conformance.steps.Scene;
import org.imagecopy.conformance.steps.Stage;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The files that Cucumber writes are complete, and are not written word by word. */
class CucumberFilesTest {

    private static final CaseIndex INDEX = CaseIndex.of(List.of("uhost"));

    /** Once in one piece and once in many: the files tell the same. */
    @ParameterizedTest
    @ValueSource(ints = {64, 3})
    void everyMessageAndTheWholePageAreThere(int atATime, @TempDir Path folder) throws IOException {
        Features features = new Features(atATime);
        try (CucumberFiles files = CucumberFiles.in(folder)) {
            features.run(INDEX.cases().stream(), part -> stage(Integer.MAX_VALUE), CucumberFiles.Plugin.NAME);
        }
        List<JsonNode> lines = messages(folder);
        assertThat(lines.get(0).has("meta")).isTrue();
        assertThat(lines.get(lines.size() - 1).at("/testRunFinished/success").asBoolean()).isTrue();
        for (String once : List.of("meta", "testRunStarted", "testRunFinished")) {
            assertThat(lines.stream().filter(line -> line.has(once))).as(once).hasSize(1);
        }
        // This Cucumber names no run; when another one does, all parts must name the same.
        String run = lines.stream().filter(line -> line.has("testRunStarted")).findFirst().orElseThrow().at("/testRunStarted/id").asString();
        assertThat(lines.stream().filter(line -> line.has("testCase")).map(line -> line.at("/testCase/testRunStartedId").asString())).hasSameSizeAs(INDEX.cases())
                .containsOnly(run);
        assertThat(lines.stream().filter(line -> line.has("testCase")).map(line -> line.at("/testCase/id").asString())).doesNotHaveDuplicates();
        assertThat(lines.stream().filter(line -> line.has("testCaseFinished"))).hasSameSizeAs(INDEX.cases());
        Set<String> known = lines.stream().filter(line -> line.has("stepDefinition")).map(line -> line.at("/stepDefinition/id").asString()).collect(Collectors.toSet());
        assertThat(lines.stream().flatMap(line -> line.at("/testCase/testSteps").valueStream()).flatMap(step -> step.path("stepDefinitionIds").valueStream())
                .map(JsonNode::asString)).isNotEmpty().allMatch(known::contains);
        assertThat(Files.readString(folder.resolve("cucumber.html"))).startsWith("<!DOCTYPE html>").contains("testRunFinished").endsWith("</html>\n");
    }

    /** The run fails when its first part does. */
    @Test
    void aFailureOfAnyPartIsOneOfTheRun(@TempDir Path folder) throws IOException {
        Features features = new Features(3);
        try (CucumberFiles files = CucumberFiles.in(folder)) {
            features.run(INDEX.cases().stream(), part -> stage(1), CucumberFiles.Plugin.NAME);
        }
        List<JsonNode> lines = messages(folder);
        assertThat(lines.get(lines.size() - 1).path("testRunFinished").path("success").asBoolean(true)).isFalse();
    }

    private static List<JsonNode> messages(Path folder) throws IOException {
        return Files.readAllLines(folder.resolve("cucumber.ndjson")).stream().map(line -> JsonMapper.shared().readTree(line)).toList();
    }

    /** @param failing which sentence that judges fails */
    private static Stage stage(int failing) {
        AtomicInteger sentences = new AtomicInteger();
        return new Stage() {
            @Override
            public Case at(URI feature, int line) {
                return INDEX.at(feature, line);
            }

            @Override
            public void reached(Scene scene, Expectation expectation) {
                if (sentences.incrementAndGet() == failing) {
                    throw new AssertionError("as asked");
                }
            }

            @Override
            public void ended(Scene scene) {
                // nothing is to be kept
            }
        };
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
