package org.imagecopy.conformance.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Holds features and contract together, and both to the vendor's page. */
class FeatureLintTest {

    private static final Set<String> CAPABILITIES = Set.of("default-project", "batch", "task-id", "tag", "listing", "deletion", "second-project", "third-region", "second-source",
            "zone", "base-image", "unready-image", "foreign-image", "signatures", "rpc", "acs3", "get", "post-query", "post-form", "post-json", "post-json-lists");

    private static String normal(String text) {
        return text.replaceAll("[\\s\\p{Z}]+", " ").replace('’', '\'').strip();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ecd", "uhost"})
    void everyQuoteIsInThePage(String family) throws IOException {
        String page = normal(Files.readString(Path.of("src/test/resources/pages", family + ".page.txt")));
        for (Row row : Contract.of(family).rows()) {
            if (row.provenance() == Provenance.STATED || row.provenance() == Provenance.IMPLIED) {
                assertThat(row.quote()).as(row.id() + " has a quote").isNotEmpty();
            }
            if (!row.quote().isEmpty()) {
                assertThat(page).as(row.id()).contains(normal(row.quote()));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ecd", "uhost"})
    void everyTestableRowHasACaseAndEveryCaseHasARow(String family) {
        Contract contract = Contract.of(family);
        CaseIndex index = CaseIndex.of(List.of(family));
        for (Row row : contract.rows()) {
            assertThat(index.casesOf(row.id()).isEmpty()).as(row.id() + " is testable: " + row.testable()).isEqualTo(!row.testable());
        }
        for (Case found : index.cases()) {
            assertThat(contract.contains(found.row())).as(found.address()).isTrue();
            assertThat(found.address()).matches("[A-Z]+-[A-Z]+-\\d\\d/[a-z0-9]+(-[a-z0-9]+)*");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ecd", "uhost"})
    void everyRuleQuotesItsRow(String family) throws IOException {
        Contract contract = Contract.of(family);
        Set<String> rules = new HashSet<>();
        for (String feature : CaseIndex.features(family)) {
            String text = Files.readString(Path.of("features", feature));
            Matcher matcher = Pattern.compile("@([A-Z]+-[A-Z]+-\\d+)\\b").matcher(text);
            while (matcher.find()) {
                Row row = contract.row(matcher.group(1));
                assertThat(rules.add(row.id())).as("one Rule for " + row.id()).isTrue();
                int end = text.indexOf("Scenario", matcher.end());
                assertThat(normal(text.substring(matcher.end(), end))).as(feature + " " + row.id()).contains(normal(row.quote()));
            }
        }
        assertThat(rules).hasSize((int) contract.rows().stream().filter(Row::testable).count());
    }

    @ParameterizedTest
    @ValueSource(strings = {"ecd", "uhost"})
    void capabilitiesComeFromTheClosedList(String family) {
        Contract.of(family).rows().forEach(row -> assertThat(CAPABILITIES).as(row.id()).containsAll(row.needs()));
        CaseIndex.of(List.of(family)).cases().forEach(c -> assertThat(CAPABILITIES).as(c.address()).containsAll(c.needs()));
    }

    /** The sentence without its first word. */
    private static String change(String sentence) {
        return sentence.substring(sentence.indexOf(' ') + 1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ecd", "uhost"})
    void aScenarioHasOneWhenAndARefusalOneDefect(String family) {
        Set<String> harmless = CaseIndex.of(List.of(family)).cases().stream().filter(c -> c.sentences().stream().anyMatch(s -> s.endsWith("it is accepted")))
                .flatMap(c -> c.sentences().stream()).map(FeatureLintTest::change).collect(Collectors.toSet());
        for (Case found : CaseIndex.of(List.of(family)).cases()) {
            List<String> sentences = found.sentences();
            assertThat(sentences.stream().filter(s -> s.startsWith("When ")).count()).as(found.address()).isEqualTo(1);
            if (sentences.stream().anyMatch(s -> s.endsWith("it is refused"))) {
                Set<String> defects = new TreeSet<>();
                for (String sentence : sentences) {
                    Matcher parameter = Pattern.compile("\\w+ \"([^\"]*)\" (is|becomes) .*").matcher(sentence);
                    if (parameter.matches() && !harmless.contains(change(sentence))) {
                        defects.add(parameter.group(1));
                    } else if (sentence.contains("the request is signed")) {
                        defects.add("signing");
                    }
                }
                assertThat(defects.size()).as(found.address() + " " + defects).isLessThanOrEqualTo(1);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ecd", "uhost"})
    void thePageIsReadSectionBySection(String family) throws IOException {
        Contract contract = Contract.of(family);
        List<String> sections = contract.page().sections();
        String page = Files.readString(Path.of("src/test/resources/pages", family + ".page.txt"));
        List<Integer> places = sections.stream().skip(1).map(section -> page.indexOf("\n" + section)).toList();
        assertThat(places).as("sections stand as in the page").isSorted().allMatch(place -> place >= 0);
        for (Row row : contract.rows()) {
            assertThat(sections.contains(row.source())).as(row.id() + ": " + row.source()).isNotEqualTo(row.source().contains(" - https://"));
        }
        List<Row> ordered = contract.inPageOrder();
        assertThat(ordered).hasSameElementsAs(contract.rows());
        assertThat(ordered.stream().map(row -> sections.indexOf(row.source())).map(at -> at < 0 ? sections.size() : at).toList()).isSorted();
        List<String> parts = ordered.stream().map(row -> row.source() + "/" + row.subject()).toList();
        assertThat(parts.stream().distinct().count()).as("rows of one parameter stand together")
                .isEqualTo(1 + java.util.stream.IntStream.range(1, parts.size()).filter(i -> !parts.get(i).equals(parts.get(i - 1))).count());
    }

    @ParameterizedTest
    @ValueSource(strings = {"ecd", "uhost"})
    void whatIsWrongWithThePageIsSaid(String family) {
        List<Row> flawed = Contract.of(family).rows().stream().filter(row -> row.flaw() != Flaw.NONE).toList();
        assertThat(flawed).isNotEmpty().allMatch(row -> !row.note().isEmpty());
    }

    @Test
    void addressesNeverChange() throws IOException {
        List<String> approved = Files.readAllLines(Path.of("src/test/resources/addresses.txt"));
        List<String> current = new ArrayList<>();
        CaseIndex.of(List.of("ecd", "uhost")).cases().forEach(c -> current.add(c.address()));
        assertThat(current).as("an address is removed or renamed: addresses are immutable").containsAll(approved);
        assertThat(approved).as("new addresses: add them to src/test/resources/addresses.txt").containsAll(current);
    }

    @Test
    void theVocabularyIsSmall() throws IOException {
        Set<String> sentences = new TreeSet<>();
        try (var files = Files.walk(Path.of("src/main/java/org/imagecopy/conformance/steps"))) {
            for (Path file : files.filter(f -> f.toString().endsWith("Steps.java")).toList()) {
                Matcher matcher = Pattern.compile("@(Given|When|Then)\\((.*)\\)\\n").matcher(Files.readString(file));
                while (matcher.find()) {
                    sentences.add(matcher.group(2));
                }
            }
        }
        assertThat(sentences).hasSizeBetween(25, 39);
    }
}
