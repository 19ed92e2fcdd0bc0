package org.imagecopy.conformance.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import java.util.stream.Stream;

import org.imagecopy.conformance.contract.Case;
import org.imagecopy.conformance.contract.Row;
import org.imagecopy.conformance.result.CaseResult;
import org.imagecopy.conformance.result.FamilyResult;
import org.imagecopy.conformance.result.Outcome;
import org.imagecopy.conformance.result.RowResult;
import org.imagecopy.conformance.result.RunResult;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A run as results of Allure 2: one file per case. Ids come from the address of the case, so that trends survive moved lines; a
 * second target of the same family gets ids of its own.
 */
public final class AllureResults {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Pattern ATTACHMENT = Pattern.compile("exchange-([1-9]\\d{0,8})-attachment\\.txt");
    private static final Pattern RESULT = Pattern.compile("([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})-result\\.json");

    private final RunResult run;
    private final Path dir;
    private final Exchanges exchanges;
    /** Names of files that stand for the run. */
    private final Set<String> general = new HashSet<>();
    /** Numbers of exchanges that have files. */
    private final BitSet attached = new BitSet();
    /** First halves of the ids of files of cases: a whole name of each would be held for as long as the others are written. */
    private final LongStream.Builder cases = LongStream.builder();

    private AllureResults(RunResult run, Path dir, Exchanges exchanges) {
        this.run = run;
        this.dir = dir;
        this.exchanges = exchanges;
    }

    /**
     * Writes the results of a run into a folder; what it held before is replaced or deleted. Most files of an earlier run are written over:
     * file systems are slow to make a thousand files right after they have lost as many.
     *
     * @param exchanges what was sent, redacted
     * @throws UncheckedIOException when a file cannot be written
     */
    static void write(RunResult run, Path dir, Exchanges exchanges) {
        try {
            Files.createDirectories(dir);
            AllureResults results = new AllureResults(run, dir, exchanges);
            results.write();
            results.deleteOthers();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void write() throws IOException {
        Map<String, Integer> seen = new HashMap<>();
        for (FamilyResult family : run.families()) {
            boolean again = seen.merge(family.contract().family(), 1, Integer::sum) > 1;
            for (RowResult row : family.rows()) {
                for (CaseResult result : row.cases()) {
                    write(family, row, result, again ? " @ " + family.target() : "");
                }
            }
        }
        saveGeneral("environment.properties", environment());
        saveGeneral("categories.json", categories().toPrettyString());
        saveGeneral("executor.json", executor().toPrettyString());
    }

    private void saveGeneral(String name, String text) throws IOException {
        save(name, text);
        general.add(name);
    }

    private void deleteOthers() throws IOException {
        long[] sorted = cases.build().sorted().toArray();
        try (Stream<Path> files = Files.walk(dir)) {
            for (Path file : (Iterable<Path>) files.filter(f -> !Files.isDirectory(f))::iterator) {
                if (!(file.getParent().equals(dir) && written(file.getFileName().toString(), sorted))) {
                    Files.delete(file);
                }
            }
        }
    }

    private boolean written(String name, long[] sorted) {
        Matcher attachment = ATTACHMENT.matcher(name);
        if (attachment.matches()) {
            return attached.get(Integer.parseInt(attachment.group(1)));
        }
        Matcher result = RESULT.matcher(name);
        return result.matches() ? Arrays.binarySearch(sorted, UUID.fromString(result.group(1)).getMostSignificantBits()) >= 0 : general.contains(name);
    }

    private void write(FamilyResult family, RowResult row, CaseResult result, String suffix) throws IOException {
        Case scenario = result.scenario();
        String key = scenario.address() + suffix;
        String uuid = id(run.started() + " " + key);
        List<ExchangeText> sent = exchanges.of(result);
        Instant start = sent.stream().map(e -> e.sent(run.started())).min(Instant::compareTo).orElse(run.started());
        Instant stop = sent.stream().map(e -> e.answered(run.started())).max(Instant::compareTo).orElse(start);
        FailureText failure = FailureText.of(result, row, family, run);

        ObjectNode node = JSON.createObjectNode();
        node.put("uuid", uuid);
        node.put("historyId", id("history " + key).replace("-", ""));
        node.put("testCaseId", id("case " + key).replace("-", ""));
        node.put("fullName", PlainText.of(key));
        node.put("name", PlainText.of(scenario.address() + " " + scenario.title()));
        node.put("descriptionHtml", description(row.row()));
        node.put("status", status(result.outcome()));
        if (result.outcome() != Outcome.VERIFIED) {
            ObjectNode details = node.putObject("statusDetails");
            details.put("message", unmarked(failure.brief()));
            details.put("trace", unmarked(failure.text()));
            details.put("known", run.expected().contains(scenario.address()) || run.expected().contains(scenario.row()));
        }
        node.put("stage", "finished");
        node.put("start", start.toEpochMilli());
        node.put("stop", stop.toEpochMilli());
        steps(node.putArray("steps"), result, failure, start, stop);
        ArrayNode attachments = node.putArray("attachments");
        for (ExchangeText exchange : sent) {
            String name = "exchange-" + exchange.number() + "-attachment.txt";
            if (!attached.get(exchange.number())) {
                attached.set(exchange.number());
                String again = exchange.curl(family.endpoint());
                save(name, exchange.text() + (again.isEmpty() ? "" : "\n# again\n" + again + "\n"));
            }
            ObjectNode attachment = attachments.addObject();
            attachment.put("name", exchange.title());
            attachment.put("source", name);
            attachment.put("type", "text/plain");
        }
        ArrayNode labels = node.putArray("labels");
        label(labels, "epic", family.contract().family().toUpperCase(Locale.ROOT) + " " + family.contract().operation());
        label(labels, "feature", feature(scenario));
        label(labels, "story", row.row().id() + " " + row.row().title());
        label(labels, "severity", switch (row.row().level()) {
            case MUST -> "critical";
            case SHOULD -> "normal";
            case MAY -> "minor";
        });
        label(labels, "parentSuite", family.contract().family().toUpperCase(Locale.ROOT) + " " + family.contract().operation());
        label(labels, "suite", scenario.feature().replaceFirst("^.*/", "").replaceFirst("\\.feature$", ""));
        label(labels, "subSuite", row.row().id());
        label(labels, "package", scenario.feature().replaceFirst("\\.feature$", "").replace('/', '.'));
        label(labels, "tag", result.outcome().word());
        label(labels, "tag", row.row().provenance().name().toLowerCase(Locale.ROOT));
        ArrayNode links = node.putArray("links");
        String url = family.contract().page().url();
        if (url.startsWith("https://") || url.startsWith("http://")) {
            ObjectNode link = links.addObject();
            link.put("name", PlainText.of(family.contract().page().title()));
            link.put("url", url);
            link.put("type", "link");
        }
        node.putArray("parameters");
        UUID file = uuid("file " + key);
        save(file + "-result.json", node.toString());
        cases.add(file.getMostSignificantBits());
    }

    private static void steps(ArrayNode steps, CaseResult result, FailureText failure, Instant start, Instant stop) {
        for (String sentence : result.scenario().sentences()) {
            List<Outcome> outcomes = result.findings().stream()
                    .filter(f -> !f.sentence().isEmpty() && sentence.endsWith(f.sentence())).map(f -> f.outcome()).toList();
            ObjectNode step = steps.addObject();
            step.put("name", PlainText.of(sentence));
            step.put("status", outcomes.isEmpty() ? result.findings().isEmpty() ? "skipped" : "passed"
                    : status(Outcome.worst(outcomes)));
            if (!outcomes.isEmpty() && Outcome.worst(outcomes).compareTo(Outcome.UNDECIDED) >= 0) {
                step.putObject("statusDetails").put("message", unmarked(failure.text()));
            }
            step.put("stage", "finished");
            step.put("start", start.toEpochMilli());
            step.put("stop", stop.toEpochMilli());
        }
    }

    /** The topic of the feature behind its number, so that a list of them stands in reading order. */
    private static String feature(Case scenario) {
        String file = scenario.feature().replaceFirst("^.*/", "");
        String number = file.replaceFirst("^(\\d*).*", "$1");
        return (number.isEmpty() ? "" : number + " ") + scenario.topic().replaceFirst("^.* - ", "");
    }

    /** As HTML: reading Markdown takes Allure a fifth of its time. */
    private static String description(Row row) {
        Html html = new Html();
        if (row.quote().isEmpty()) {
            html.element("p", "", "The page is silent.");
        } else {
            html.element("blockquote", "", row.quote());
        }
        html.element("p", "", row.level() + ", " + row.provenance().name().toLowerCase(Locale.ROOT) + ", " + row.source());
        if (!row.note().isEmpty()) {
            html.element("p", "", row.note());
        }
        return html.toString();
    }

    /**
     * Allure 2 shows messages and traces as HTML in one place and as text in another: no way of escaping fits both. What would open
     * a tag or stand for another character is shown by its number instead.
     */
    private static String unmarked(String text) {
        return text.replaceAll("<(?=[A-Za-z/!?])", "\\\\u003C").replaceAll("&(?=#|[A-Za-z][A-Za-z0-9]*;)", "\\\\u0026");
    }

    private static String status(Outcome outcome) {
        return switch (outcome) {
            case VERIFIED, RECORDED, WARNING -> "passed";
            case INAPPLICABLE, UNDECIDED -> "skipped";
            case REFUTED -> "failed";
            case ERROR -> "broken";
        };
    }

    private static void label(ArrayNode labels, String name, String value) {
        ObjectNode label = labels.addObject();
        label.put("name", name);
        label.put("value", PlainText.of(value));
    }

    private String environment() {
        Map<String, String> values = new LinkedHashMap<>();
        if (Summary.embedded(run)) {
            values.put("note", Summary.EMBEDDED);
        }
        values.put("verdict", run.verdict());
        for (FamilyResult family : run.families()) {
            String prefix = family.contract().family() + ".";
            if (values.containsKey(prefix + "target")) {
                prefix += family.target() + ".";
            }
            values.put(prefix + "target", family.target());
            values.put(prefix + "endpoint", family.endpoint());
            values.put(prefix + "transports", String.join(", ", family.transports()));
            values.put(prefix + "capabilities", String.join(", ", family.capabilities()));
            values.put(prefix + "page", family.contract().page().title() + ", " + family.contract().page().edition());
            if (!family.diagnosis().isEmpty()) {
                values.put(prefix + "diagnosis", family.diagnosis());
            }
        }
        values.put("seed", String.valueOf(run.seed()));
        values.put("strict", String.valueOf(run.strict()));
        values.put("selection", run.selection().isEmpty() ? "everything" : run.selection());
        values.put("java", System.getProperty("java.version"));
        StringBuilder out = new StringBuilder();
        values.forEach((name, value) -> out.append(property(name, true)).append(" = ").append(property(value, false)).append("\n"));
        return out.toString();
    }

    private static String property(String text, boolean key) {
        StringBuilder out = new StringBuilder();
        for (char c : PlainText.of(text).toCharArray()) {
            if (c > 126) {
                out.append(String.format(Locale.ROOT, "\\u%04X", (int) c));
            } else if (c == '\\' || key && (c == ' ' || c == ':' || c == '=' || c == '#' || c == '!')) {
                out.append('\\').append(c);
            } else {
                out.append(c);
            }
        }
        return out.toString();
    }

    /** Heads the report and names the run in the trend. */
    private ObjectNode executor() {
        ObjectNode executor = JSON.createObjectNode();
        executor.put("name", "image copy conformance suite");
        executor.put("type", "local");
        executor.put("reportName", "Image copy conformance" + (Summary.embedded(run) ? ": " + Summary.EMBEDDED : ""));
        executor.put("buildName", "seed " + run.seed());
        executor.put("buildOrder", run.started().getEpochSecond());
        return executor;
    }

    private static ArrayNode categories() {
        ArrayNode categories = JSON.createArrayNode();
        category(categories, "Refuted: differs from what the page demands", "failed", "");
        category(categories, "Undecided: something kept the suite from knowing", "skipped", "(?s)^\\? .*");
        category(categories, "Inapplicable: the target lacks the capability", "skipped", "(?s)^- .*");
        category(categories, "Error of the suite", "broken", "");
        return categories;
    }

    private static void category(ArrayNode categories, String name, String status, String regex) {
        ObjectNode category = categories.addObject();
        category.put("name", name);
        category.putArray("matchedStatuses").add(status);
        if (!regex.isEmpty()) {
            category.put("messageRegex", regex);
        }
    }

    private void save(String name, String text) throws IOException {
        Path file = dir.resolve(name);
        ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
        // Cut behind the text, not emptied before it: ext4 hurries the blocks of a file that was emptied to the disk, which takes ten times as long.
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.truncate(channel.position());
        }
    }

    private static String id(String text) {
        return uuid(text).toString();
    }

    private static UUID uuid(String text) {
        return UUID.nameUUIDFromBytes(text.getBytes(StandardCharsets.UTF_8));
    }
}
