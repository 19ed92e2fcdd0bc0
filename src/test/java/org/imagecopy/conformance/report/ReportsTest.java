package org.imagecopy.conformance.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Properties;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;

import javax.xml.parsers.DocumentBuilderFactory;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import org.imagecopy.conformance.contract.Row;
import org.imagecopy.conformance.result.CaseResult;
import org.imagecopy.conformance.result.Cost;
import org.imagecopy.conformance.result.FamilyResult;
import org.imagecopy.conformance.result.Finding;
import org.imagecopy.conformance.result.Outcome;
import org.imagecopy.conformance.result.RowResult;
import org.imagecopy.conformance.result.RunResult;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ReportsTest {

    private static final JsonMapper JSON = JsonMapper.shared();

    @Test
    void plainTextShowsWhatHides() {
        assertThat(PlainText.of("a\u001b[31m\u202e\u0000\n\t\r\u0085\u2028\ud800\uffff")).isEqualTo(
                "a\\u001B[31m\\u202E\\u0000\\n\\t\\r\\u0085\\u2028\\uD800\\uFFFF");
        assertThat(PlainText.of("镜像 ü 😀 \udb40\udc41")).isEqualTo("镜像 ü 😀 \\uDB40\\uDC41");
        assertThat(PlainText.block("a\nb\u001b")).isEqualTo("a\nb\\u001B");
    }

    @Test
    void failureTextStandsInItsOrder() {
        Row row = ReportSamples.ECD.row("ECD-NAME-02");
        FailureText text = ReportSamples.failure(ReportSamples.result(row.id(), "129-characters", Outcome.REFUTED, "accepted: HTTP 200"), row);
        List<String> labels = text.lines().stream().filter(l -> l.matches("  [A-Z][a-z]+ .*")).map(l -> l.strip().split(" ")[0]).toList();
        assertThat(labels).containsExactly("Expected", "Actual", "Control", "Effect", "Again");
        assertThat(text.lines().get(0)).isEqualTo("✗ ECD-NAME-02/129-characters   MUST   features/ecd/30-image-name.feature:41");
        assertThat(text.lines().get(1)).startsWith("  \"");
        assertThat(text.text()).contains("            - ImageId is m-8vb0, where none is due\n            - Message is missing");
        assertThat(text.message().lines()).hasSize(2);
    }

    @Test
    void failureTextKeepsAllDifferencesWithinAHundredColumns() {
        Row row = ReportSamples.ECD.row("ECD-NAME-02");
        String word = "word ".repeat(60).strip();
        CaseResult result = new CaseResult(ReportSamples.scenario(row.id(), "x"), Outcome.REFUTED, List.of(
                new Finding(Outcome.REFUTED, "a", "one", word, "first", List.of(word, "second")),
                new Finding(Outcome.VERIFIED, "b", "two", "fine", "fine", List.of()),
                new Finding(Outcome.UNDECIDED, "c", "three", "third", "fourth", List.of())), "", List.of(), List.of(), "");
        FailureText text = ReportSamples.failure(result, row);
        assertThat(text.lines()).allMatch(line -> line.length() <= 100);
        assertThat(text.text()).contains("first", "second", "fourth", "Sentence  three").doesNotContain("fine");
    }

    @Test
    void failureTextTellsADifferenceOfSeveralAnswersOnce() {
        Row row = ReportSamples.ECD.row("ECD-NAME-02");
        Finding finding = new Finding(Outcome.REFUTED, "a", "one", "text", "3 of 4 differ; control over GET (#7): RequestId is missing", List.of(
                "control over GET (#7): RequestId is missing", "ECD-NAME-02/x over POST form (#9): RequestId is missing",
                "ECD-NAME-03/y over GET (#12): RequestId is a number", "effect: m-1 in a (Available)", "effect: m-2 in b (Available)"));
        FailureText text = ReportSamples.failure(new CaseResult(ReportSamples.scenario(row.id(), "x"), Outcome.REFUTED, List.of(finding), "",
                List.of("m-1 in a (Available)"), List.of(9), ""), row);
        assertThat(text.parts()).contains(new FailureText.Part("Actual", List.of("3 of 4 differ",
                "- RequestId is missing – in 2 answers: control over GET (#7), POST form (#9)",
                "- ECD-NAME-03/y over GET (#12): RequestId is a number", "- effect: m-2 in b (Available)")));
        assertThat(text.brief()).endsWith("  Actual  3 of 4 differ - RequestId is missing – in 2 answers").doesNotContain("#7");
    }

    @Test
    void failureTextTellsTheCommandThatRepeatsIt() {
        RunResult run = ReportSamples.full(false).repeatedBy("./conformance run ecd uhost --config 'my file.yaml' --seed 7");
        FamilyResult family = run.families().get(0);
        RowResult row = family.rows(Outcome.REFUTED).get(0);
        CaseResult bad = row.cases().get(0);
        String command = "./conformance run ecd --config 'my file.yaml' --seed 7 --row " + bad.scenario().address();
        assertThat(FailureText.of(bad, row, family, run).text()).contains("Again     " + command + "\n            curl ");
        assertThat(junit(run, new Exchanges(n -> null))).contains(command);
        assertThat(html(run, new Exchanges(n -> null))).contains(command.replace("'", "&#39;"));
    }

    @Test
    void summaryAccountsForEveryCopy() {
        assertThat(Summary.cost(new Cost(5, -1, 9, Duration.ofSeconds(12), 5, 3, 1))).endsWith("LEDGER  5 created  3 deleted  1 gone before  1 left");
        assertThat(Summary.cost(new Cost(5, -1, 9, Duration.ofSeconds(12), 5, 4, 1))).endsWith("LEDGER  5 created  4 deleted  1 left");
    }

    @Test
    void hostileTextBreaksNoLine() {
        RunResult run = ReportSamples.hostile();
        CaseResult bad = run.families().get(0).cases().findFirst().orElseThrow();
        String text = FailureText.of(bad, run.families().get(0).rows().get(0), run.families().get(0), run).text() + String.join("\n", Summary.lines(run));
        assertThat(text).doesNotContain("\u001b", "\u202e", "\u0000", "\r").doesNotContain("\nVERDICT  CONFORMANT");
    }

    @Test
    void summaryCountsWhatWasAsked() {
        List<Row> musts = ReportSamples.ECD.rows().stream().filter(r -> r.testable()
                && r.level() == org.imagecopy.conformance.contract.Level.MUST).limit(4).toList();
        List<RowResult> rows = List.of(
                ReportSamples.row(musts.get(0), Outcome.VERIFIED, ReportSamples.result(musts.get(0).id(), "a", Outcome.VERIFIED, "")),
                ReportSamples.row(musts.get(1), Outcome.REFUTED, ReportSamples.result(musts.get(1).id(), "a", Outcome.REFUTED, "x")),
                new RowResult(musts.get(2), Outcome.UNDECIDED, "no second project", List.of()),
                ReportSamples.row(musts.get(3), Outcome.INAPPLICABLE, ReportSamples.result(musts.get(3).id(), "a", Outcome.INAPPLICABLE, "x")));
        assertThat(Summary.lines(ReportSamples.run("", ReportSamples.family(rows, false, "")))).containsExactly(
                "TARGET   ecd  https://api.example.com  (3 transports)               seed 20260114",
                "MUST     1 verified   1 refuted   1 undecided (no second project)   1 inapplicable (x)",
                "SHOULD   0 verified",
                "COST     7 copies (budget 10)  312 requests  41 s    LEDGER  7 created  7 deleted  0 left",
                "VERDICT  NOT CONFORMANT: " + musts.get(1).id() + "                   reports/latest/report.html");
        assertThat(Summary.lines(ReportSamples.run("--row x", ReportSamples.family(rows, true, ""))))
                .contains("MUST     1 verified   1 refuted   1 inapplicable (x)").endsWith(Summary.EMBEDDED);
    }

    @Test
    void summaryTellsReasonsAndStaysWithinItsColumns() {
        List<Row> musts = ReportSamples.ECD.rows().stream().filter(r -> r.testable()
                && r.level() == org.imagecopy.conformance.contract.Level.MUST).limit(30).toList();
        List<RowResult> rows = new java.util.ArrayList<>();
        for (Row row : musts) {
            int n = rows.size();
            rows.add(new RowResult(row, n < 10 ? Outcome.REFUTED : n < 20 ? Outcome.UNDECIDED : Outcome.INAPPLICABLE,
                    n < 10 ? "" : n < 20 ? "reason number " + n % 5 + " in some words" : n == 20 ? "the target lacks: batch, listing" : "the target lacks: listing",
                    List.of()));
        }
        List<String> lines = Summary.lines(ReportSamples.run("", ReportSamples.family(rows, false, "")));
        assertThat(lines).allMatch(line -> line.length() <= 100);
        assertThat(String.join("\n", lines)).contains("10 inapplicable (no listing; no batch)", "; and 4 more)");
    }

    @Test
    void aLongVerdictNamesSomeRows() {
        RunResult run = ReportSamples.run("", ReportSamples.family(ReportSamples.ECD.rows().stream().filter(Row::testable).limit(20)
                .map(row -> ReportSamples.row(row, Outcome.REFUTED)).toList(), false, ""));
        assertThat(run.verdict()).startsWith("NOT CONFORMANT: ECD-COPY-01, ").endsWith(" and 8 more");
    }

    @Test
    void markdownEscapesMarkup() {
        String text = Summary.markdown(ReportSamples.hostile());
        assertThat(text).doesNotContain("\u001b", "\u202e", "\u0000").contains("&lt;script&gt;");
        assertThat(text.replaceAll("(?s)```text\n.*?\n```\n", "").replaceAll("`[^`]*`", "")).doesNotContain("<script", "www.", "://");
        assertThat(Summary.escaped("a|b [c](https://d) *e*")).isEqualTo("a\\|b \\[c\\](https:&#47;/d) \\*e\\*");
    }

    @Test
    void junitIsWellFormedAndCounts() throws Exception {
        String xml = junit(ReportSamples.hostile(), new Exchanges(n -> null));
        Document document = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(xml)));
        Element suite = (Element) document.getElementsByTagName("testsuite").item(0);
        assertThat(suite.getAttribute("tests")).isEqualTo("8");
        assertThat(suite.getAttribute("failures")).isEqualTo(String.valueOf(document.getElementsByTagName("failure").getLength())).isEqualTo("2");
        assertThat(suite.getAttribute("skipped")).isEqualTo(String.valueOf(document.getElementsByTagName("skipped").getLength())).isEqualTo("2");
        assertThat(suite.getAttribute("errors")).isEqualTo("1");
        assertThat(document.getElementsByTagName("failure").item(0).getTextContent()).contains("<script>", "]]>", "\\u202E");
    }

    @Test
    void junitNamesTheEmulatorAndAddsUp() throws Exception {
        String xml = junit(ReportSamples.full(true), new Exchanges(ReportSamples.exchanges("{}")));
        Document document = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(xml)));
        Element suite = (Element) document.getElementsByTagName("testsuite").item(0);
        assertThat(suite.getAttribute("name")).isEqualTo("ecd CopyImage (embedded reference emulator)");
        for (String count : List.of("tests", "failures", "errors", "skipped")) {
            assertThat(document.getDocumentElement().getAttribute(count)).isEqualTo(suite.getAttribute(count));
        }
        Element first = (Element) document.getElementsByTagName("testcase").item(0);
        assertThat(first.getAttribute("classname")).isEqualTo("ecd.ECD-COPY-01");
        assertThat(first.getAttribute("time")).isEqualTo("0.424");
        assertThat(junit(ReportSamples.full(false), new Exchanges(n -> null))).doesNotContain("emulator (", "(embedded");
    }

    @Test
    void junitSkipsExpectedFailures() {
        Row row = ReportSamples.ECD.row("ECD-NAME-02");
        RunResult run = ReportSamples.run("x", ReportSamples.family(List.of(ReportSamples.row(row, Outcome.REFUTED,
                ReportSamples.result(row.id(), "a", Outcome.REFUTED, "x"))), false, ""));
        run = new RunResult(run.started(), run.took(), run.seed(), false, "x", run.families(), List.of(), List.of("ECD-NAME-02/a"));
        assertThat(junit(run, new Exchanges(n -> null))).contains("failures=\"0\"", "skipped=\"1\"", "expected failure");
    }

    @Test
    void resultJsonFulfilsItsSchema() throws Exception {
        var schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(Files.readString(Path.of("schemas/suite/result.json")), InputFormat.JSON);
        for (RunResult run : List.of(ReportSamples.hostile(), ReportSamples.full(true))) {
            String json = json(run);
            assertThat(schema.validate(json, InputFormat.JSON)).isEmpty();
            assertThat(json).doesNotContain("\u001b", "\u202e", "\u0000").isEqualTo(json(run));
        }
        JsonNode finding = JSON.readTree(json(ReportSamples.hostile())).at("/families/0/rows/0/cases/0/findings/0/actual");
        assertThat(finding.asString()).isEqualTo(ReportSamples.HOSTILE);
    }

    private static String html(RunResult run, Exchanges exchanges) {
        StringBuilder page = new StringBuilder();
        HtmlReport.write(run, exchanges, page);
        return page.toString();
    }

    /** The room for the evidence is what the page before it leaves. */
    @Test
    void htmlKnowsItsSizeInBytes() {
        StringBuilder text = new StringBuilder();
        Html html = new Html(text).markup("<p>").text("plain, é, €, \uD83D\uDE00, <").element("b", "x", "…");
        assertThat(html.bytes()).isEqualTo(text.toString().getBytes(StandardCharsets.UTF_8).length);
    }

    @Test
    void htmlHasNoMarkupOfTheEndpoint() {
        String html = html(ReportSamples.hostile(), new Exchanges(ReportSamples.exchanges("{\"a\":\"<script>alert(1)</script>\u202e\",\"a\":2}")));
        assertThat(html.split("<script>", -1)).hasSize(2);
        assertThat(html.split("</pre>", -1).length).isEqualTo(html.split("<pre", -1).length);
        assertThat(html).doesNotContain("\u001b", "\u202e", "\u0000", "alert(1)</script>").contains("Content-Security-Policy")
                .doesNotContain("src=", "onclick", "url(", "<link");
    }

    @Test
    void htmlStaysSmall() {
        String html = html(ReportSamples.full(true), new Exchanges(ReportSamples.exchanges("x".repeat(100_000))));
        assertThat(html.getBytes(StandardCharsets.UTF_8).length).isLessThan(2_000_000);
        assertThat(html).contains(Summary.EMBEDDED, "What the page gets wrong or leaves open", "id=\"ECD-NAME-02/case-0\"");
        assertThat(html.replaceAll("(?s)<style>.*?</style>", "")).doesNotContainPattern("\\d ?%");
    }

    @Test
    void htmlShowsTheWorstCasesWithoutUnpacking() {
        RunResult run = ReportSamples.full(false);
        String html = html(run, new Exchanges(ReportSamples.exchanges("{\"came\":1}")));
        int refuted = html.indexOf("class=\"row s-refuted\"");
        int next = html.indexOf("class=\"row", refuted + 10);
        assertThat(html.substring(refuted, next)).contains("data-exchange=\"1\"", "&quot;came&quot;: 1", "class=\"case\"").contains("data-packed");
        int verified = html.indexOf("class=\"row s-verified\"");
        assertThat(html.substring(verified, html.indexOf("class=\"row", verified + 10))).doesNotContain("&quot;came&quot;").contains("data-packed");
        JsonNode packed = unpacked(html);
        String address = run.families().get(0).rows(Outcome.VERIFIED).get(0).cases().get(0).scenario().address();
        assertThat(packed.path("cases").path(address).asString()).contains("data-exchange=\"1\"");
        assertThat(packed.path("exchanges").path("1").asString()).contains("&quot;came&quot;: 1", "curl -sS -X POST");
    }

    @Test
    void evidenceThatDoesNotFitIsLeftOutFromItsEnd() {
        Random random = new Random(1);
        EvidenceStore store = new EvidenceStore();
        store.add("case", "<p>kept</p>");
        for (int n = 1; n <= 100; n++) {
            byte[] noise = new byte[6_000];
            random.nextBytes(noise);
            store.add(n, HexFormat.of().formatHex(noise));
        }
        String packed = store.packed(400_000);
        assertThat(packed.length()).isBetween(200_000, 400_000);
        JsonNode kept = inflated(packed);
        assertThat(kept.path("cases").path("case").asString()).isEqualTo("<p>kept</p>");
        assertThat(kept.path("exchanges").has("1")).isTrue();
        assertThat(kept.path("exchanges").has("100")).isFalse();
        assertThat(inflated(store.packed(Integer.MAX_VALUE)).path("exchanges").size()).isEqualTo(100);
    }

    private static JsonNode unpacked(String html) {
        return inflated(html.substring(html.indexOf("id=\"evidence\">") + 14, html.lastIndexOf("</script>\n<script>")));
    }

    private static JsonNode inflated(String packed) {
        try (var in = new InflaterInputStream(new ByteArrayInputStream(Base64.getDecoder().decode(packed)), new Inflater(true))) {
            return JSON.readTree(in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void allureResultsAreStable(@TempDir Path dir) throws Exception {
        AllureResults.write(ReportSamples.full(false), dir, new Exchanges(ReportSamples.exchanges("{\"a\":1}")));
        AllureResults.write(ReportSamples.full(false), dir, new Exchanges(ReportSamples.exchanges("{\"a\":1}")));
        try (Stream<Path> files = Files.list(dir)) {
            List<Path> results = files.filter(f -> f.toString().endsWith("-result.json")).toList();
            assertThat(results).hasSameSizeAs(ReportSamples.full(false).families().get(0).cases().toList());
            assertThat(results.stream().map(f -> read(f).path("historyId").asString()).distinct()).hasSize(results.size());
            for (Path file : results) {
                JsonNode node = read(file);
                assertThat(node.path("status").asString()).isIn("passed", "failed", "skipped", "broken");
                assertThat(dir.resolve(node.at("/attachments/0/source").asString())).exists();
            }
        }
    }

    @Test
    void allureKnowsFamilyFeatureRowAndSeverity(@TempDir Path dir) throws Exception {
        RunResult run = ReportSamples.full(true);
        AllureResults.write(run, dir, new Exchanges(ReportSamples.exchanges("{\"a\":1}")));
        Set<String> messages = new java.util.TreeSet<>();
        try (Stream<Path> files = Files.list(dir)) {
            for (Path file : files.filter(f -> f.toString().endsWith("-result.json")).toList()) {
                JsonNode node = read(file);
                assertThat(label(node, "epic")).isEqualTo("ECD CopyImage");
                assertThat(label(node, "feature")).isEqualTo("30 The name of the copy");
                Row row = ReportSamples.ECD.row(label(node, "story").split(" ")[0]);
                assertThat(node.path("descriptionHtml").asString()).contains("<p>" + row.level() + ", ", row.quote().isEmpty() ? "silent" : "<blockquote>");
                assertThat(label(node, "severity")).isEqualTo(row.level() == org.imagecopy.conformance.contract.Level.MUST ? "critical" : "minor");
                assertThat(node.at("/links/0/url").asString()).isEqualTo(ReportSamples.ECD.page().url());
                if (node.path("status").asString().equals("failed")) {
                    assertThat(node.at("/statusDetails/trace").asString()).startsWith("✗ " + node.path("fullName").asString()).contains("Expected", "Again");
                }
                messages.add(node.path("status").asString() + node.at("/statusDetails/message").asString(" ").charAt(0));
                String text = Files.readString(dir.resolve(node.at("/attachments/0/source").asString()));
                assertThat(text).contains("POST /", "{\n  \"a\": 1\n}", "curl -sS");
            }
        }
        assertThat(messages).contains("failed✗", "skipped?", "passed ");
        assertThat(read(dir.resolve("categories.json")).valueStream().map(c -> c.path("name").asString().split("[: ]")[0]).toList())
                .containsExactly("Refuted", "Undecided", "Inapplicable", "Error");
        assertThat(read(dir.resolve("executor.json")).path("reportName").asString()).endsWith(Summary.EMBEDDED);
        assertThat(Files.readString(dir.resolve("environment.properties"))).contains("ecd.endpoint = https://api.example.com", "ecd.transports = GET");
    }

    private static String label(JsonNode node, String name) {
        return node.path("labels").valueStream().filter(label -> label.path("name").asString().equals(name)).findFirst().orElseThrow()
                .path("value").asString();
    }

    @Test
    void allureResultsKeepHostileTextApart(@TempDir Path dir) throws Exception {
        Reports.write(ReportSamples.hostile(), dir, ReportSamples.exchanges(ReportSamples.HOSTILE));
        try (Stream<Path> files = Files.walk(dir)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertThat(Files.readString(file)).as(file.toString()).doesNotContain("\u001b", "\u202e", "\u0000");
                if (file.toString().endsWith(".json")) {
                    assertThat(read(file).isContainer()).isTrue();
                }
            }
        }
        Properties environment = new Properties();
        try (var in = Files.newInputStream(dir.resolve("allure-results/environment.properties"))) {
            environment.load(in);
        }
        assertThat(environment.getProperty("ecd.endpoint")).contains("\\u202E").startsWith("https://api.example.com");
    }

    @Test
    void indentingLeavesTokensAlone() {
        assertThat(ExchangeText.indented("{\"a\":1.0,\"a\":[],\"b\":{\"c\":\"x,\\\"}\"}}"))
                .isEqualTo("{\n  \"a\": 1.0,\n  \"a\": [],\n  \"b\": {\n    \"c\": \"x,\\\"}\"\n  }\n}");
        assertThat(ExchangeText.indented("{no json")).isEqualTo("{no json");
    }

    @Test
    void allureReportSaysWhyNot(@TempDir Path dir) {
        AllureReport.Generation generation = AllureReport.generate(dir.resolve("none"), dir, dir.resolve("out"));
        assertThat(generation.done()).isFalse();
        assertThat(generation.reason()).contains("none").doesNotContain("\n");
    }

    /** Needs the unpacked Allure of the distribution, which only a packaged build has. */
    @Test
    void allureEndsWhenNobodyWantsItsReport(@TempDir Path dir) throws Exception {
        Path home = Path.of("target/conformance/allure/allure-2.34.0");
        org.junit.jupiter.api.Assumptions.assumeTrue(Files.isDirectory(home), "no unpacked Allure");
        List<ProcessHandle> before = ProcessHandle.current().children().toList();
        AllureReport.Prepared prepared = AllureReport.prepare(home, dir, dir.resolve("out"));
        List<ProcessHandle> started = ProcessHandle.current().children().filter(child -> !before.contains(child)).toList();
        assertThat(started).isNotEmpty().allMatch(ProcessHandle::isAlive);
        prepared.close();
        for (ProcessHandle process : started) {
            process.onExit().get(60, TimeUnit.SECONDS);
        }
        assertThat(dir).isEmptyDirectory();
    }

    @Test
    void allureResultsOfAnEarlierRunAreGoneAndItsFilesAreUsedAgain(@TempDir Path dir) throws IOException {
        AllureResults.write(ReportSamples.full(false), dir, new Exchanges(n -> null));
        Set<String> first = names(dir);
        Path history = Files.createDirectories(dir.resolve("history")).resolve("history-trend.json");
        Files.writeString(history, "[]");
        Files.writeString(dir.resolve("exchange-99-attachment.txt"), "of an earlier run");
        Path same = dir.resolve(first.stream().filter(name -> name.endsWith("-result.json")).findFirst().orElseThrow());
        Files.writeString(same, "of an earlier run, and longer than what follows".repeat(1_000));
        AllureResults.write(ReportSamples.full(true), dir, new Exchanges(n -> null));
        assertThat(names(dir)).isEqualTo(first);
        assertThat(read(same).path("uuid").asString()).isNotEmpty();
    }

    private static Set<String> names(Path dir) throws IOException {
        try (Stream<Path> files = Files.walk(dir)) {
            return files.filter(Files::isRegularFile).map(file -> dir.relativize(file).toString()).collect(Collectors.toCollection(TreeSet::new));
        }
    }

    /** Needs the unpacked Allure of the distribution, which only a packaged build has. */
    @Test
    void allureReportKeepsItsHistory(@TempDir Path dir) throws Exception {
        Path home = Path.of("target/conformance/allure/allure-2.34.0");
        org.junit.jupiter.api.Assumptions.assumeTrue(Files.isDirectory(home), "no unpacked Allure");
        Path results = dir.resolve("allure-results");
        Path history = results.resolve("history/history-trend.json");
        AllureResults.write(ReportSamples.full(false), results, new Exchanges(n -> null));
        assertThat(AllureReport.generate(home, results, dir.resolve("out"))).isEqualTo(new AllureReport.Generation(true, ""));
        assertThat(history).doesNotExist();
        AllureReport.generate(home, results, dir.resolve("out"));
        assertThat(read(history)).hasSize(1);
        AllureReport.generate(home, results, dir.resolve("out"));
        assertThat(read(history)).hasSize(2);
        assertThat(Files.readString(dir.resolve("out/index.html"))).doesNotContain("googletagmanager");
    }

    private static JsonNode read(Path file) {
        return JSON.readTree(file.toFile());
    }

    private static String junit(RunResult run, Exchanges exchanges) {
        return written(to -> JUnitReport.write(run, exchanges, to));
    }

    private static String json(RunResult run) {
        return written(to -> ResultJson.write(run, to));
    }

    private static String written(Reports.Writing writing) {
        StringWriter text = new StringWriter();
        try {
            writing.to(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }
}
