package org.imagecopy.conformance.hostile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.imagecopy.conformance.hostile.Behaviour.answer;
import static org.imagecopy.conformance.hostile.Behaviour.body;
import static org.imagecopy.conformance.hostile.HostileServer.after;
import static org.imagecopy.conformance.hostile.HostileServer.of;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.imagecopy.conformance.emulator.Wire;
import org.imagecopy.conformance.hostile.Visit.Kind;
import org.imagecopy.conformance.result.Outcome;
import org.imagecopy.conformance.result.RunResult;

/** Whole runs against endpoints that misbehave: how they end, what they leave, and what they say. */
class HostileEndpointTest {

    private static final Pattern MARKER = Pattern.compile("[Ii]cc[a-z]{8}");
    private static final String OK = "HTTP/1.1 200 OK\r\n";
    private static final List<String> FAMILIES = List.of("ecd", "uhost");
    private static final Pattern DESCRIPTION = Pattern.compile("(?:DestinationDescription|TargetImageDescription)[=\":]+([^&\" ]*)");
    private static final String DEEP = "[".repeat(100_000);

    @TempDir
    private Path folder;

    private static String[] rows(String family) {
        return family.equals("ecd") ? new String[] {"ECD-NAME-02", "ECD-ANSW-01", "ECD-ANSW-02", "ECD-ANSW-03", "ECD-STAT-03", "ECD-COPY-01", "ECD-ERRS"}
                : new String[] {"UHOST-SRCE-02", "UHOST-ANSW-01", "UHOST-ANSW-02", "UHOST-ANSW-06", "UHOST-ANSW-08", "UHOST-STAT-03", "UHOST-COPY-01", "UHOST-ERRS"};
    }

    private Ground.Run run(Ground ground, String family) throws IOException {
        Ground.Run run = ground.run(folder, rows(family));
        WellFormed.everything(run.folder());
        assertThat(run.result().exitCode()).as(run.result().verdict()).isNotEqualTo(RunResult.ERROR).isNotEqualTo(RunResult.USAGE);
        return run;
    }

    private static void assertUndecided(Ground.Run run) {
        assertThat(run.result().gating(Outcome.REFUTED)).as("a fault of the transport is no violation: " + run.result().verdict()).isEmpty();
        assertThat(run.result().exitCode()).as(run.result().verdict()).isEqualTo(RunResult.UNDECIDED);
    }

    private static void assertNoCopySentTwice(Ground ground) {
        assertThat(ground.server().visits().stream().filter(of(Kind.COPY)).map(visit -> {
            var found = DESCRIPTION.matcher(visit.text());
            return found.find() ? found.group(1) : visit.text();
        })).as("copy requests are never sent again blindly").doesNotHaveDuplicates();
    }

    private static Arguments with(String family, String what, Behaviour behaviour, String text) {
        return Arguments.of(family, what, behaviour, text);
    }

    /** What goes wrong between two computers, whoever is to blame. */
    private static Stream<Arguments> transportFaults(String family) {
        return Stream.of(
                with(family, "closed", Behaviour.closes(), "closed without an answer"),
                with(family, "reset", Behaviour.resets(), "the connection"),
                with(family, "half an answer", Behaviour.says(OK + "Content-Length: 500\r\n\r\n{\"Images\":["), "expected: 500"),
                with(family, "length too small", Behaviour.says(OK + "Content-Length: 5\r\n\r\n{\"Images\":[]}"), "more bytes follow"),
                with(family, "no HTTP", Behaviour.says("SSH-2.0-OpenSSH_9.6\r\n"), "not HTTP"),
                with(family, "header without colon", Behaviour.says(OK + "Nonsense\r\n\r\n{}"), "not HTTP"),
                with(family, "huge headers", Behaviour.floods(OK + "X: ", "x"), "the head of the answer"),
                with(family, "endless", Behaviour.floods(OK + "\r\n", " "), "larger than 262144 bytes"),
                with(family, "100 MiB", Behaviour.floods(OK + "Content-Length: 104857600\r\n\r\n", " "), "larger than 262144 bytes"),
                with(family, "gzip bomb", answer(200, Map.of("Content-Encoding", "gzip"), Behaviour.gzipOfZeros(100 << 20)), "larger than 262144 bytes"),
                with(family, "damaged gzip", answer(200, Map.of("Content-Encoding", "gzip"), "{}"), "compressed body is damaged"));
    }

    static Stream<Arguments> everythingFails() {
        return FAMILIES.stream().flatMap(family -> Stream.concat(transportFaults(family), Stream.of(
                with(family, "redirect loop", visit -> answer(302, Map.of("Location", "/?again"), "").meet(visit), "HTTP 302"),
                with(family, "challenge", answer(401, Map.of("WWW-Authenticate", "Basic realm=\"x\""), "{}"), "401"),
                with(family, "page of a portal", answer(200, Map.of("Content-Type", "text/html"), "<html><body><b>bold</b><script>alert(1)</script></body></html>"), "images of"),
                with(family, "500", answer(500, Map.of(), "oops"), "HTTP 500"),
                with(family, "503", answer(503, Map.of("Retry-After", "99999999"), "oops"), "HTTP 503"),
                with(family, "429", answer(429, Map.of("Retry-After", "Wed, 21 Oct 2099 07:28:00 GMT"), "oops"), "throttled"),
                with(family, "random bytes", answer(200, Map.of("Content-Type", "application/json"), Behaviour.random(5_000)), "images of"),
                with(family, "deep JSON", answer(200, Map.of(), DEEP), "images of"),
                with(family, "no list", answer(200, Map.of(), "{\"RetCode\":0,\"Images\":{},\"ImageSet\":\"\"}"), "no list"),
                with(family, "list of nonsense", answer(200, Map.of(), "{\"RetCode\":0,\"Images\":[1,null,[],\"x\",{}],\"ImageSet\":[1,null,[],\"x\",{}]}"), "is not listed"))));
    }

    /** An endpoint that fails from the first request on is one diagnosis, and nothing is asked for that could copy. */
    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource
    void everythingFails(String family, String what, Behaviour behaviour, String text) throws IOException {
        try (Ground ground = new Ground(family)) {
            ground.server().on(visit -> true, behaviour);
            Ground.Run run = run(ground, family);
            assertUndecided(run);
            assertThat(run.result().families().get(0).diagnosis()).contains(text).hasSizeLessThan(600);
            assertThat(ground.server().visits()).noneMatch(of(Kind.COPY)).hasSizeLessThan(12);
        }
    }

    static Stream<Arguments> copiesFail() {
        return FAMILIES.stream().flatMap(family -> Stream.concat(transportFaults(family), Stream.of(
                with(family, "reset in the middle of the answer", Behaviour.resetsHalfWay(), ""),
                with(family, "redirect", answer(307, Map.of("Location", "http://127.0.0.1:9/"), "{}"), "HTTP 307"),
                with(family, "500", answer(500, Map.of(), "{\"Code\":\"InternalError\",\"RetCode\":\"x\"}"), "HTTP 500"))));
    }

    /** An endpoint that only fails where copies are asked for: nothing is decided, nothing is sent again, whatever was made is found and deleted. */
    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource
    void copiesFail(String family, String what, Behaviour behaviour, String text) throws IOException {
        try (Ground ground = new Ground(family)) {
            ground.server().on(of(Kind.COPY), behaviour);
            Ground.Run run = run(ground, family);
            assertUndecided(run);
            assertThat(run.report("result.json")).contains(text);
            assertNoCopySentTwice(ground);
            ground.assertTidy();
        }
    }

    static Stream<Arguments> answersOfTheWrongShape() {
        return FAMILIES.stream().flatMap(family -> {
            UnaryOperator<byte[]> half = bytes -> Arrays.copyOf(bytes, bytes.length / 2);
            return Stream.of(
                    Arguments.of(family, "truncated JSON with the right length", body(half)),
                    Arguments.of(family, "nothing", body(bytes -> new byte[0])),
                    Arguments.of(family, "invalid UTF-8", body(bytes -> (new String(bytes, StandardCharsets.UTF_8).replace("}", ",\"x\":\"\u00ff\"}")).getBytes(StandardCharsets.ISO_8859_1))),
                    Arguments.of(family, "random bytes", body(bytes -> Behaviour.random(3_000))),
                    Arguments.of(family, "HTML", body(bytes -> "<!DOCTYPE html><html><b>bold</b></html>".getBytes(StandardCharsets.UTF_8))),
                    Arguments.of(family, "deep JSON", body(bytes -> DEEP.getBytes(StandardCharsets.UTF_8))),
                    Arguments.of(family, "an array", body(bytes -> "[]".getBytes(StandardCharsets.UTF_8))),
                    Arguments.of(family, "NUL bytes", body(bytes -> new byte[100])));
        });
    }

    /** Whole answers whose text is not what the page says: that is the endpoint's doing. */
    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource
    void answersOfTheWrongShape(String family, String what, Behaviour behaviour) throws IOException {
        try (Ground ground = new Ground(family)) {
            ground.server().on(of(Kind.COPY), behaviour);
            Ground.Run run = run(ground, family);
            assertThat(run.result().exitCode()).as(run.result().verdict()).isEqualTo(RunResult.REFUTED);
            assertThat(run.row(family.equals("ecd") ? "ECD-ANSW-01" : "UHOST-ANSW-01")).isEqualTo(Outcome.REFUTED);
            ground.assertTidy();
        }
    }

    static Stream<Arguments> harmlessOddities() {
        return FAMILIES.stream().flatMap(family -> Stream.of(
                Arguments.of(family, "cookies", Behaviour.changed(wire -> wire.withHeader("Set-Cookie", "session=1; Path=/"))),
                Arguments.of(family, "interim answers", Behaviour.last(visit -> {
                    visit.write("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n");
                    visit.answer(visit.honest().get());
                })),
                Arguments.of(family, "unannounced ends", Behaviour.last(visit -> visit.answer(visit.honest().get().withHeader("Connection", "keep-alive")))),
                Arguments.of(family, "gzip", Behaviour.changed(wire -> wire.withBody(Behaviour.gzip(wire.body())).withHeader("Content-Encoding", "gzip"))),
                Arguments.of(family, "no content type", Behaviour.last(visit -> {
                    Wire wire = visit.honest().get();
                    visit.answer(wire.status(), Map.of("Content-Type", "nonsense; charset=none"), wire.body());
                }))));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource
    void harmlessOddities(String family, String what, Behaviour behaviour) throws IOException {
        try (Ground ground = new Ground(family)) {
            ground.server().on(visit -> true, behaviour);
            Ground.Run run = run(ground, family);
            assertThat(run.result().exitCode()).as(run.result().verdict()).isEqualTo(RunResult.CONFORMANT);
            assertThat(ground.server().visits()).allMatch(visit -> visit.header("Cookie").isEmpty());
            ground.assertTidy();
        }
    }

    static Stream<Arguments> patienceEnds() {
        String refusal = "{\"Code\":\"Throttling.User\",\"RetCode\":153,\"Message\":\"not now\"}";
        return FAMILIES.stream().flatMap(family -> Stream.of(
                Arguments.of(family, "429 without advice", answer(429, Map.of(), refusal)),
                Arguments.of(family, "429 and seconds", answer(429, Map.of("Retry-After", "1"), refusal)),
                Arguments.of(family, "429 and years", answer(429, Map.of("Retry-After", "99999999"), refusal)),
                Arguments.of(family, "429 and more than a number can hold", answer(429, Map.of("Retry-After", "9".repeat(40)), refusal)),
                Arguments.of(family, "429 and a date", answer(429, Map.of("Retry-After", "Wed, 21 Oct 2099 07:28:00 GMT"), refusal)),
                Arguments.of(family, "429 and nonsense", answer(429, Map.of("Retry-After", "-5, soon"), refusal)),
                Arguments.of(family, "503", answer(503, Map.of("Retry-After", "0"), "<html>busy</html>"))));
    }

    /** An endpoint that throttles for ever after twenty requests costs a bounded number of them. */
    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource
    @Timeout(value = 2, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void patienceEnds(String family, String what, Behaviour behaviour) throws IOException {
        try (Ground ground = new Ground(family)) {
            ground.server().on(after(20), behaviour);
            Ground.Run run = ground.run(folder, rows(family));
            WellFormed.everything(run.folder());
            assertThat(run.result().gating(Outcome.REFUTED)).as(run.result().verdict()).isEmpty();
            assertThat(run.result().exitCode()).as(run.result().verdict()).isIn(RunResult.UNDECIDED, RunResult.LEFTOVERS);
            assertThat(ground.server().visits().size()).isLessThan(400);
        }
    }

    /** 503 does not say that nothing was copied: every worker looks before it asks again, and none waits for another one to look. */
    @ParameterizedTest
    @ValueSource(strings = {"ecd", "uhost"})
    @Timeout(value = 2, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void copiesThatAreUnavailableAreLookedForAndAskedForAgain(String family) throws IOException {
        // Each request is turned away twice, however the workers take turns.
        Map<String, Integer> turned = new ConcurrentHashMap<>();
        try (Ground ground = new Ground(family).with("limits.workers", "2").with("limits.patience", "10m")) {
            ground.server().on(of(Kind.COPY).and(visit -> turned.merge(marker(visit), 1, Integer::sum) <= 2), answer(503, Map.of(), ""));
            Ground.Run run = run(ground, family);
            assertThat(run.result().exitCode()).as(run.result().verdict()).isEqualTo(RunResult.CONFORMANT);
            ground.assertTidy();
        }
    }

    /** What tells the requests of a run apart, whatever else a case changes about them. */
    private static String marker(Visit visit) {
        Matcher matcher = MARKER.matcher(visit.text());
        return matcher.find() ? matcher.group() : "";
    }

    static Stream<Arguments> silence() {
        return FAMILIES.stream().flatMap(family -> Stream.of(Arguments.of(family, "silent", Behaviour.holds()),
                Arguments.of(family, "dripping", Behaviour.drips(OK + "Content-Length: 100000\r\n\r\n", " "))));
    }

    /** Copy requests that are never answered in time are as undecided as any, and are not sent again. */
    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource
    void silence(String family, String what, Behaviour behaviour) throws IOException {
        try (Ground ground = new Ground(family).with("limits.timeout", "400ms").with("limits.workers", "16")) {
            ground.server().on(of(Kind.COPY), behaviour);
            Ground.Run run = ground.run(folder, rows(family));
            WellFormed.everything(run.folder());
            assertUndecided(run);
            assertNoCopySentTwice(ground);
        }
    }

    static Stream<Arguments> listingsWithoutEnd() {
        AtomicInteger tokens = new AtomicInteger();
        String many = "{},".repeat(1_000_000);
        return Stream.of(
                Arguments.of("ecd", "a new token with every page", Behaviour.last(visit -> visit.answer(200, Map.of(), ("{\"RequestId\":\"r\",\"NextToken\":\"t"
                        + tokens.incrementAndGet() + "\",\"Images\":[{\"ImageId\":\"m-" + tokens.get() + "\",\"Name\":\"n\",\"Status\":\"Available\"}]}").getBytes(StandardCharsets.UTF_8))),
                        "pages"),
                Arguments.of("ecd", "the same token with every page", answer(200, Map.of(), "{\"NextToken\":\"t\",\"Images\":[{\"ImageId\":\"m-1\"}]}"), "never ends"),
                Arguments.of("ecd", "empty pages", Behaviour.last(visit -> visit.answer(200, Map.of(), ("{\"NextToken\":\"t" + tokens.incrementAndGet() + "\",\"Images\":[]}")
                        .getBytes(StandardCharsets.UTF_8))), "never ends"),
                Arguments.of("ecd", "a million entries on one page", answer(200, Map.of(), "{\"Images\":[" + many + "{}]}"), "larger than"),
                Arguments.of("ecd", "as many entries as fit", answer(200, Map.of(), "{\"Images\":[" + many.substring(0, 240_000) + "{}]}"), ""),
                Arguments.of("uhost", "a total that is never reached", Behaviour.last(visit -> visit.answer(200, Map.of(), ("{\"RetCode\":0,\"TotalCount\":2000000000,\"ImageSet\":[{"
                        + "\"ImageId\":\"u-" + tokens.incrementAndGet() + "\",\"ImageName\":\"n\",\"State\":\"Available\"}]}").getBytes(StandardCharsets.UTF_8))), "pages"),
                Arguments.of("uhost", "the same page for ever", answer(200, Map.of(), "{\"RetCode\":0,\"TotalCount\":2000000000,\"ImageSet\":[{\"ImageId\":\"u-1\"}]}"), "never ends"),
                Arguments.of("uhost", "a total beyond all numbers", answer(200, Map.of(), "{\"RetCode\":0,\"TotalCount\":1e99,\"ImageSet\":[{\"ImageId\":\"u-1\"}]}"), ""),
                Arguments.of("uhost", "a million entries on one page", answer(200, Map.of(), "{\"RetCode\":0,\"ImageSet\":[" + many + "{}]}"), "larger than"));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource
    void listingsWithoutEnd(String family, String what, Behaviour behaviour, String text) throws IOException {
        try (Ground ground = new Ground(family)) {
            ground.server().on(of(Kind.LISTING), behaviour);
            Ground.Run run = run(ground, family);
            assertUndecided(run);
            assertThat(run.result().families().get(0).diagnosis()).contains(text);
            assertThat(ground.server().visits()).noneMatch(of(Kind.COPY));
            assertThat(ground.server().visits().size()).isLessThan(2_500);
        }
    }

    /** Listings that go wrong only after the copies were made keep the effects unknown, not refuted. */
    @ParameterizedTest
    @ValueSource(strings = {"ecd", "uhost"})
    void listingsThatFailLater(String family) throws IOException {
        try (Ground ground = new Ground(family)) {
            AtomicInteger copies = new AtomicInteger();
            ground.server().on(visit -> of(Kind.COPY).test(visit) && copies.incrementAndGet() < 0, Behaviour.honest())
                    .on(of(Kind.LISTING).and(visit -> copies.get() > 0), Behaviour.closes());
            Ground.Run run = run(ground, family);
            // Promised copies that no listing shows may be there: that is worse than not to know the verdict.
            assertThat(run.result().exitCode()).as(run.result().verdict()).isEqualTo(RunResult.LEFTOVERS);
            assertThat(run.result().verdict()).startsWith("LEFTOVERS: ");
            assertThat(run.row(family.equals("ecd") ? "ECD-COPY-01" : "UHOST-COPY-01")).isEqualTo(Outcome.UNDECIDED);
        }
    }

    /** The answer to the request before: ids tell. */
    @ParameterizedTest
    @ValueSource(strings = {"ecd", "uhost"})
    void answersOfAnotherRequest(String family) throws IOException {
        AtomicReference<Wire> last = new AtomicReference<>();
        Behaviour belated = Behaviour.last(visit -> {
            Wire mine = visit.honest().get();
            Wire other = last.getAndSet(mine);
            visit.answer(other == null ? mine : other);
        });
        try (Ground ground = new Ground(family).with("limits.workers", "1")) {
            ground.server().on(of(Kind.COPY), belated);
            Ground.Run run = run(ground, family);
            assertThat(run.result().exitCode()).as(run.result().verdict()).isEqualTo(RunResult.REFUTED);
            ground.assertTidy();
        }
    }

    /** Texts that would move a cursor, end a section, run a script or break a file. */
    @ParameterizedTest
    @ValueSource(strings = {"ecd", "uhost"})
    void textsAreOnlyTexts(String family) throws IOException {
        String nasty = "\\u001b]0;owned\\u0007\\u001b[2J\\u001b[31m]]>&<![CDATA[ <b>bold</b><script>alert(1)</script> | `x` \\u0000 \\ud800 \\udc00\\ud800 \\uffff =cmd()"
                + " \\r\\n::error::no \\u202e\\u2028 </pre></script><!-- --> ${x} %s \\u009b1m";
        Behaviour talking = Behaviour.changed(wire -> {
            String text = new String(wire.body(), StandardCharsets.UTF_8);
            return wire.withBody(text.replaceAll("\"(Message|Code|RequestId|TaskId)\" ?: ?\"[^\"]*\"", "\"$1\":\"" + java.util.regex.Matcher.quoteReplacement(nasty) + "\"")
                    .getBytes(StandardCharsets.UTF_8)).withHeader("X-Nasty", "\u001b[31m<b>bold</b>]]>\u00ff");
        });
        try (Ground ground = new Ground(family)) {
            ground.server().on(of(Kind.COPY), talking);
            Ground.Run run = run(ground, family);
            assertThat(run.report("junit.xml")).contains("owned");
            assertThat(run.report("report.html")).contains("owned").doesNotContain("<b>bold").doesNotContain("<script>alert");
            assertThat(run.report("summary.md")).doesNotContain("<b>bold").doesNotContain("<script>alert");
            ground.assertTidy();
        }
    }

    /** A single word may be as large as an answer; a report of hundreds of cases must not repeat it hundreds of times. */
    @ParameterizedTest
    @ValueSource(strings = {"ecd", "uhost"})
    void hugeTextsAreCut(String family) throws IOException {
        String huge = "x".repeat(200_000);
        Behaviour talking = body(bytes -> new String(bytes, StandardCharsets.UTF_8)
                .replaceAll("\"(Message|Code|RequestId|TaskId|ImageId|TargetImageId)\" ?: ?\"([^\"]*)\"", "\"$1\":\"$2" + huge + "\"").getBytes(StandardCharsets.UTF_8));
        try (Ground ground = new Ground(family).with("limits.answer-bytes", "4194304")) {
            ground.server().on(of(Kind.COPY), talking);
            Ground.Run run = run(ground, family);
            for (String report : List.of("result.json", "junit.xml", "report.html", "summary.md")) {
                assertThat(run.report(report).length()).as(report).isLessThan(6_000_000);
            }
            ground.assertTidy();
        }
    }

    /** As many entries as fit into an answer must not become as many findings. */
    @Test
    void entriesByTheThousandAreCut() throws IOException {
        Behaviour listing = body(bytes -> new String(bytes, StandardCharsets.UTF_8).replace("}", ",\"Infos\":[" + "7,".repeat(50_000) + "7]}").getBytes(StandardCharsets.UTF_8));
        try (Ground ground = new Ground("uhost")) {
            ground.server().on(of(Kind.COPY), listing);
            Ground.Run run = ground.run(folder, "UHOST-ANSW", "UHOST-BATC", "UHOST-SRCE-02");
            WellFormed.everything(run.folder());
            for (String report : List.of("result.json", "junit.xml", "report.html", "summary.md")) {
                assertThat(run.report(report).length()).as(report).isLessThan(6_000_000);
            }
            ground.assertTidy();
        }
    }

    private static Behaviour padded(int bytes) {
        byte[] padding = " ".repeat(bytes).getBytes(StandardCharsets.UTF_8);
        return body(answer -> {
            byte[] all = Arrays.copyOf(answer, answer.length + bytes);
            System.arraycopy(padding, 0, all, answer.length, bytes);
            return all;
        });
    }

    /** Large answers are not held in memory until the judgement, and are judged all the same. */
    @ParameterizedTest
    @ValueSource(strings = {"ecd", "uhost"})
    void largeAnswersAreJudged(String family) throws IOException {
        try (Ground ground = new Ground(family).with("limits.answer-bytes", "4194304")) {
            ground.server().on(of(Kind.COPY), padded(1_000_000));
            Ground.Run run = run(ground, family);
            assertThat(run.result().exitCode()).as(run.result().verdict()).isEqualTo(RunResult.CONFORMANT);
            ground.assertTidy();
        }
    }

    /** Answers that are kept for the judgement take a bounded amount of the disk together. */
    @Test
    void veryLargeAnswersAreNotAllKept() throws IOException {
        try (Ground ground = new Ground("uhost").with("limits.answer-bytes", "16777216").with("limits.workers", "1")) {
            ground.server().on(of(Kind.COPY), padded(12_000_000));
            Ground.Run run = run(ground, "uhost");
            assertUndecided(run);
            assertThat(run.report("result.json")).contains("answers of this run take");
            ground.assertTidy();
        }
    }

    /** Ids that answers promise are held in memory, for every listing is compared with them: they take a bounded amount of it. */
    @Test
    void promisesByTheThousandAreNotAllKept() throws IOException {
        String many = "{\"TargetRegion\":\"r\",\"TargetImageId\":\"" + "x".repeat(300) + "\"},";
        Behaviour promising = body(bytes -> new String(bytes, StandardCharsets.UTF_8).replace("}", ",\"Infos\":[" + many.repeat(10_000) + "{}]}").getBytes(StandardCharsets.UTF_8));
        try (Ground ground = new Ground("uhost").with("limits.answer-bytes", "4194304")) {
            ground.server().on(of(Kind.COPY), promising);
            Ground.Run run = run(ground, "uhost");
            assertThat(run.report("result.json")).contains("the ids and messages in answers of this run take");
        }
    }

    /** One diagnosis instead of forty refused signatures. */
    @ParameterizedTest
    @ValueSource(strings = {"ecd", "uhost"})
    void aWrongClockIsNamed(String family) throws IOException {
        try (Ground ground = new Ground(family)) {
            ground.server().on(visit -> true, visit -> answer(403, Map.of("Date", "Wed, 21 Oct 2099 07:28:00 GMT"), "{\"Code\":\"SignatureDoesNotMatch\",\"RetCode\":171,\"Message\":\"no\"}")
                    .meet(visit));
            Ground.Run run = run(ground, family);
            assertUndecided(run);
            assertThat(run.result().families().get(0).diagnosis()).contains("clocks differ");
            assertThat(ground.server().visits()).hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://no-such-host.invalid", "http://127.0.0.1:1", "https://127.0.0.1:1", "http://[::1]:1"})
    void nobodyIsThere(String endpoint) throws IOException {
        try (Ground ground = new Ground("ecd").with("endpoint", endpoint)) {
            Ground.Run run = run(ground, "ecd");
            assertUndecided(run);
            assertThat(run.result().families().get(0).diagnosis()).startsWith(endpoint).contains("cannot be reached");
            assertThat(ground.server().visits()).isEmpty();
        }
    }
}
