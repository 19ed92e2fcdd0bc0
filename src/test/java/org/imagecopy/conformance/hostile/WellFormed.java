package org.imagecopy.conformance.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;

import org.xml.sax.SAXException;
import org.xml.sax.helpers.DefaultHandler;

import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.imagecopy.conformance.check.AnswerSchemas;

/** Whether everything that a run left can be read by those it is for. */
final class WellFormed {

    private static final JsonMapper JSON = JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

    private WellFormed() {
    }

    /** Asserts it of every report of a run. */
    static void everything(Path folder) throws IOException {
        for (String file : List.of("result.json", "junit.xml", "summary.md", "report.html", "exchanges.jsonl", "ledger.jsonl")) {
            assertThat(folder.resolve(file)).isRegularFile();
        }
        assertThat(AnswerSchemas.problems("suite/result.json", JSON.readTree(Files.readAllBytes(folder.resolve("result.json"))))).as("result.json").isEmpty();
        assertThat(xml(folder.resolve("junit.xml")).getDocumentElement().getTagName()).isEqualTo("testsuites");
        for (String file : List.of("exchanges.jsonl", "ledger.jsonl", "cucumber.ndjson")) {
            for (String line : Files.exists(folder.resolve(file)) ? Files.readAllLines(folder.resolve(file)) : List.<String>of()) {
                JsonNode node = JSON.readTree(line);
                assertThat(node.isObject()).as(file + ": " + line).isTrue();
            }
        }
        try (Stream<Path> files = Files.list(folder.resolve("allure-results"))) {
            files.filter(f -> f.toString().endsWith(".json")).forEach(f -> {
                try {
                    assertThat(JSON.readTree(Files.readAllBytes(f)).isContainer()).as(f.toString()).isTrue();
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
        for (String file : List.of("result.json", "junit.xml", "summary.md", "report.html")) {
            assertThat(Files.readString(folder.resolve(file)).chars().filter(c -> c < 0x20 && c != '\n' || c == 0x7F || c >= 0x80 && c < 0xA0).toArray())
                    .as("control characters in " + file).isEmpty();
        }
        assertThat(Files.readString(folder.resolve("report.html"))).endsWith("</html>\n").doesNotContain("<b>bold</b>").doesNotContain("<script>alert");
    }

    private static org.w3c.dom.Document xml(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            var builder = factory.newDocumentBuilder();
            builder.setErrorHandler(new DefaultHandler());
            return builder.parse(in);
        } catch (ParserConfigurationException | SAXException e) {
            throw new AssertionError(file + " is no XML: " + e.getMessage(), e);
        }
    }
}
