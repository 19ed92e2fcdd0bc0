package org.imagecopy.conformance.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.imagecopy.conformance.contract.Flaw;
import org.imagecopy.conformance.contract.Level;
import org.imagecopy.conformance.contract.Provenance;
import org.imagecopy.conformance.contract.Row;
import org.imagecopy.conformance.result.CaseResult;
import org.imagecopy.conformance.result.FamilyResult;
import org.imagecopy.conformance.result.Outcome;
import org.imagecopy.conformance.result.RowResult;
import org.imagecopy.conformance.result.RunResult;

/**
 * The page of the vendor with the evidence beside each sentence: one file that loads nothing from anywhere. Everything that is not
 * written here is escaped, and only the script of this package may run. The evidence of what is not as it should be stands in the
 * file as it is, worst first, as long as there is room; the rest is packed and unfolds when a reader opens it.
 */
final class HtmlReport {

    /** The file never grows beyond this many bytes on account of evidence. */
    static final int LARGEST = 1_900_000;

    private static final int UNPACKED_CASES = 500_000;
    private static final int UNPACKED_EXCHANGES = 250_000;
    private static final int GROUPED = 8;
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMMM uuuu, HH:mm 'UTC'", Locale.ENGLISH).withZone(ZoneOffset.UTC);
    private static final Pattern ELSEWHERE = Pattern.compile("(.*\\S) - (https://\\S+)");
    private static final Pattern LINE = Pattern.compile("(string|int|integer|object|array\\[[^]]*]|array)(.*)", Pattern.DOTALL);
    private static final Pattern REQUIRED = Pattern.compile("(.*)(Yes|No)", Pattern.DOTALL);
    private static final List<Standing> THREE = List.of(Standing.VERIFIED, Standing.REFUTED, Standing.UNDECIDED);

    private final RunResult run;
    private final Html out;
    private final Set<String> ids = new HashSet<>();
    private final Map<RowResult, String> anchors = new IdentityHashMap<>();
    /** What the anchors of a target end with. */
    private final Map<FamilyResult, String> suffixes = new IdentityHashMap<>();
    /** By anchor. */
    private final Map<String, String> unpacked = new HashMap<>();
    private final EvidenceStore store = new EvidenceStore();

    private HtmlReport(RunResult run, Exchanges exchanges, Appendable to) {
        this.run = run;
        this.out = new Html(to);
        run.families().forEach(this::anchors);
        place(exchanges);
    }

    /**
     * Writes the page of a run.
     *
     * @param exchanges what was sent, redacted
     * @throws UncheckedIOException when it cannot be written
     */
    static void write(RunResult run, Exchanges exchanges, Appendable to) {
        new HtmlReport(run, exchanges, to).render();
    }

    /** A second target of a family gets anchors of its own. */
    private void anchors(FamilyResult family) {
        suffixes.put(family, "");
        while (family.rows().stream().anyMatch(row -> ids.contains(anchor(row.row().id(), family)))) {
            suffixes.compute(family, (f, suffix) -> suffix.isEmpty() ? "@" + PlainText.of(f.target()) : suffix + "'");
        }
        family.rows().forEach(row -> anchors.put(row, anchor(row.row().id(), family)));
        ids.addAll(anchors.values());
    }

    private String anchor(String id, FamilyResult family) {
        return PlainText.of(id) + suffixes.get(family);
    }

    private String anchor(CaseResult result, FamilyResult family) {
        return anchor(result.scenario().address(), family);
    }

    /** Decides what stands in the file as it is and what is packed: the worst cases first. */
    private void place(Exchanges exchanges) {
        Room room = new Room(UNPACKED_CASES, UNPACKED_EXCHANGES);
        Arrays.stream(Outcome.values()).sorted(Comparator.reverseOrder()).forEach(outcome -> run.families().forEach(family -> family.rows().forEach(row ->
                row.cases(outcome).forEach(result -> place(new CaseEvidence(result, row, family, run, exchanges), family, room)))));
    }

    /** Characters that are left. */
    private static final class Room {
        private int cases;
        private int texts;

        Room(int cases, int texts) {
            this.cases = cases;
            this.texts = texts;
        }
    }

    private void place(CaseEvidence evidence, FamilyResult family, Room room) {
        String anchor = anchor(evidence.result(), family);
        Outcome outcome = evidence.result().outcome();
        boolean bad = outcome.compareTo(Outcome.UNDECIDED) >= 0;
        String bare = evidence.html("");
        String whole = outcome.compareTo(Outcome.REFUTED) >= 0 ? evidence.html(family.endpoint()) : bare;
        if (bad && whole.length() > bare.length() && whole.length() <= room.texts) {
            room.texts -= whole.length();
            unpacked.put(anchor, whole);
        } else if (bad && bare.length() <= room.cases) {
            room.cases -= bare.length();
            unpacked.put(anchor, bare);
            keep(evidence, family.endpoint());
        } else {
            store.add(anchor, bare);
            keep(evidence, family.endpoint());
        }
    }

    private void keep(CaseEvidence evidence, String endpoint) {
        for (ExchangeText exchange : evidence.exchanges()) {
            if (!store.has(exchange.number())) {
                store.add(exchange.number(), CaseEvidence.text(exchange, endpoint));
            }
        }
    }

    private void render() {
        String css = resource("report.css");
        String script = resource("report.js");
        out.markup("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta http-equiv=\"Content-Security-Policy\" "
                + "content=\"default-src 'none'; style-src '" + digest(css) + "'; script-src '" + digest(script)
                + "'; base-uri 'none'; form-action 'none'\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
                + "<meta name=\"referrer\" content=\"no-referrer\">\n<meta name=\"color-scheme\" content=\"light dark\">\n<title>");
        out.text(CaseEvidence.cut(run.verdict(), 80)).markup(" – image copy conformance</title>\n<style>").markup(css)
                .markup("</style>\n</head>\n<body>\n<a class=\"skip\" href=\"#content\">Skip to the rows</a>\n");
        banner("aside", "Notice");
        head();
        controls();
        out.markup("<main id=\"content\">\n<noscript><p class=\"notice\">Search, filters and the evidence of verified rows need JavaScript. "
                + "All evidence is in result.json and exchanges.jsonl beside this file as well.</p></noscript>\n");
        out.markup("<div class=\"cards\">\n");
        run.families().forEach(this::overview);
        out.markup("</div>\n");
        attention();
        run.families().forEach(this::page);
        flaws();
        about();
        out.markup("</main>\n");
        banner("footer", "");
        String end = "</script>\n<script>" + script + "</script>\n</body>\n</html>\n";
        out.markup("<script type=\"application/octet-stream\" id=\"evidence\">");
        out.markup(store.packed((int) Math.max(0, LARGEST - out.bytes() - end.length()))).markup(end);
    }

    private static String digest(String text) {
        try {
            return "sha256-" + Base64.getEncoder().encodeToString(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private void banner(String element, String label) {
        if (Summary.embedded(run)) {
            out.markup("<" + element + " class=\"banner\"" + (label.isEmpty() ? "" : " aria-label=\"" + label + "\"") + ">" + Summary.EMBEDDED
                    + "</" + element + ">\n");
        }
    }

    /** The verdict, with a link to every row that it names. */
    private void head() {
        String verdict = run.verdict();
        int colon = verdict.indexOf(": ");
        out.markup("<header class=\"head\">\n<p class=\"kicker\">Image copy conformance</p>\n<h1 class=\"v" + run.exitCode() + "\">")
                .text(colon < 0 ? verdict : verdict.substring(0, colon)).markup("</h1>\n");
        if (colon >= 0) {
            out.markup("<p class=\"named\">");
            Matcher matcher = Pattern.compile("[A-Z]+-[A-Z]+-\\d+").matcher(verdict);
            int done = colon + 2;
            while (matcher.find()) {
                if (matcher.start() >= done && ids.contains(matcher.group())) {
                    out.text(verdict.substring(done, matcher.start())).link(matcher.group(), matcher.group());
                    done = matcher.end();
                }
            }
            out.text(verdict.substring(done)).markup("</p>\n");
        }
        out.markup("<p class=\"meta\">").text(DAY.format(run.started()) + " · took " + Summary.time(run.took()) + " · seed " + run.seed()
                + (run.strict() ? " · strict" : "") + (run.selection().isEmpty() ? "" : " · only " + run.selection())).markup("</p>\n</header>\n");
    }

    private void controls() {
        out.markup("<div class=\"controls\" role=\"search\" aria-label=\"Rows\">\n<div class=\"inner\">\n<label for=\"search\">Search</label> "
                + "<input id=\"search\" type=\"search\" placeholder=\"id or text, press /\" autocomplete=\"off\" spellcheck=\"false\">\n");
        Set<String> families = new TreeSet<>();
        run.families().forEach(f -> families.add(f.contract().family()));
        if (families.size() > 1) {
            out.markup("<label for=\"family\">Family</label> <select id=\"family\"><option value=\"\">all</option>");
            families.forEach(family -> out.element("option", "", family));
            out.markup("</select>\n");
        }
        out.markup("<label for=\"order\">Order</label> <select id=\"order\"><option value=\"\">of the page</option>"
                + "<option value=\"worst\">worst first</option></select>\n");
        out.markup("<div class=\"filters\" role=\"group\" aria-label=\"Show only\">");
        Map<Standing, Long> counts = new EnumMap<>(Standing.class);
        run.families().forEach(f -> f.rows().forEach(r -> counts.merge(Standing.of(r, run), 1L, Long::sum)));
        counts.forEach((standing, number) -> out.markup("<button type=\"button\" aria-pressed=\"false\" class=\"f-" + slug(standing)
                + "\" data-filter=\"" + slug(standing) + "\">" + standing.word() + " <b>" + number + "</b></button> "));
        out.markup("</div>\n<div class=\"filters\"><button type=\"button\" id=\"unfold\">Open all</button> "
                + "<button type=\"button\" id=\"fold\">Close all</button></div>\n<p id=\"shown\" role=\"status\"></p>\n</div>\n</div>\n");
    }

    private void overview(FamilyResult family) {
        out.markup("<section class=\"card\" data-family=\"").text(family.contract().family()).markup("\">\n<h2>")
                .text(name(family)).markup("</h2>\n<p class=\"meta\"><code>").text(family.endpoint()).markup("</code>")
                .text(Summary.abilities(family)).markup("</p>\n");
        if (!family.diagnosis().isEmpty()) {
            out.markup("<p class=\"notice\"><strong>The run could not begin:</strong> ").text(family.diagnosis()).markup("</p>\n");
        }
        out.markup("<table class=\"counts\"><thead><tr><td></td><th scope=\"col\">verified</th><th scope=\"col\">refuted</th>"
                + "<th scope=\"col\">undecided</th></tr></thead><tbody>\n");
        count("MUST", family, level -> level == Level.MUST);
        count("SHOULD, MAY", family, level -> level != Level.MUST);
        out.markup("</tbody></table>\n");
        Map<Standing, Long> besides = new EnumMap<>(Standing.class);
        family.rows().forEach(row -> besides.merge(Standing.of(row, run), 1L, Long::sum));
        THREE.forEach(besides::remove);
        if (!besides.isEmpty()) {
            List<String> words = new ArrayList<>();
            besides.forEach((standing, number) -> words.add(standing.counted(number)));
            out.element("p", "meta", "Besides: " + String.join(", ", words) + ".").markup("\n");
        }
        out.element("p", "meta", Summary.cost(family.cost()).replaceAll(" {2,}", ", ").replace("LEDGER, ", "ledger: ")).markup("\n</section>\n");
    }

    private static String name(FamilyResult family) {
        return family.contract().family().toUpperCase(Locale.ROOT) + " " + family.contract().operation();
    }

    private void count(String label, FamilyResult family, Predicate<Level> level) {
        Map<Standing, Long> counts = Summary.counts(family, run, level);
        out.markup("<tr><th scope=\"row\">" + label + "</th>");
        for (Standing standing : THREE) {
            long number = counts.getOrDefault(standing, 0L);
            out.markup("<td" + (number > 0 ? " class=\"n-" + slug(standing) + "\"" : "") + ">" + number + "</td>");
        }
        out.markup("</tr>\n");
    }

    /** What is not as it should be, worst first, with what came; rows that share a reason share a line. */
    private void attention() {
        boolean any = false;
        for (Standing standing : List.of(Standing.ERROR, Standing.REFUTED, Standing.UNDECIDED, Standing.WARNING)) {
            List<RowResult> rows = run.families().stream().flatMap(f -> inPageOrder(f).stream())
                    .filter(row -> Standing.of(row, run) == standing).toList();
            if (rows.isEmpty()) {
                continue;
            }
            if (!any) {
                out.markup("<section aria-labelledby=\"attention\">\n<h2 id=\"attention\">What needs attention</h2>\n");
                any = true;
            }
            out.markup("<h3>").text(standing.counted(rows.size())).markup("</h3>\n<ul class=\"attention\">\n");
            Map<String, List<RowResult>> reasons = new LinkedHashMap<>();
            rows.forEach(row -> reasons.computeIfAbsent(CaseEvidence.cut(why(row), 400), reason -> new ArrayList<>()).add(row));
            reasons.forEach((reason, sharing) -> attention(standing, reason, sharing));
            out.markup("</ul>\n");
        }
        if (any) {
            out.markup("</section>\n");
        }
    }

    private void attention(Standing standing, String reason, List<RowResult> sharing) {
        out.markup("<li class=\"s-" + slug(standing) + "\">");
        boolean brief = sharing.size() > GROUPED && standing != Standing.REFUTED;
        if (brief) {
            out.markup("<strong>" + sharing.size() + " rows:</strong> ");
        }
        for (RowResult row : sharing) {
            out.markup(brief ? " " : "<div>").link(anchors.get(row), row.row().id());
            if (!brief) {
                out.text(" " + row.row().title());
                long bad = row.cases(row.outcome()).count();
                if (row.cases().size() > 1) {
                    out.markup(" ").element("span", "tally", bad + " of " + row.cases().size() + " cases");
                }
                if (excused(row)) {
                    out.markup(" ").element("span", "tag", "expected");
                }
                out.markup("</div>");
            }
        }
        if (!reason.isEmpty()) {
            out.element("p", "why", reason);
        }
        out.markup("</li>\n");
    }

    /** What came of a row, and what should have come. */
    private static String why(RowResult row) {
        String expected = row.outcome().compareTo(Outcome.WARNING) < 0 ? "" : row.cases(row.outcome())
                .flatMap(c -> c.findings().stream()).filter(f -> f.outcome() == row.outcome() && !f.expected().isEmpty())
                .map(f -> "expected: " + f.expected() + "; came: ").findFirst().orElse("");
        return expected + Summary.reason(row);
    }

    private boolean excused(RowResult row) {
        return run.expected().contains(row.row().id());
    }

    private static List<RowResult> inPageOrder(FamilyResult family) {
        Map<String, Integer> places = new HashMap<>();
        family.contract().inPageOrder().forEach(row -> places.put(row.id(), places.size()));
        return family.rows().stream().sorted(Comparator.comparing(row -> places.getOrDefault(row.row().id(), Integer.MAX_VALUE))).toList();
    }

    private void page(FamilyResult family) {
        out.markup("<section class=\"page\" data-family=\"").text(family.contract().family()).markup("\">\n<h2>")
                .text(family.contract().page().title()).markup(", sentence by sentence</h2>\n<p class=\"meta\">");
        address(family.contract().page().url());
        out.text(", " + family.contract().page().edition() + ". Left: what the page says. Right: what " + family.endpoint() + " does.")
                .markup("</p>\n<div class=\"rows\">\n");
        String section = null;
        for (RowResult row : inPageOrder(family)) {
            if (!row.row().source().equals(section)) {
                section = row.row().source();
                Matcher elsewhere = ELSEWHERE.matcher(section);
                out.markup("<h3>").text(elsewhere.matches() ? elsewhere.group(1) : section);
                if (elsewhere.matches()) {
                    out.markup(" <small>another page of the vendor: ");
                    address(elsewhere.group(2));
                    out.markup("</small>");
                }
                out.markup("</h3>\n");
            }
            row(row, family);
        }
        out.markup("</div>\n</section>\n");
    }

    private void address(String url) {
        if (url.startsWith("https://")) {
            out.markup("<a rel=\"noreferrer\" href=\"").text(url).markup("\">").text(url).markup("</a>");
        } else {
            out.text(url);
        }
    }

    private void row(RowResult result, FamilyResult family) {
        Row row = result.row();
        Standing standing = Standing.of(result, run);
        out.markup("<details class=\"row s-" + slug(standing) + "\" id=\"").text(anchors.get(result)).markup("\" data-rank=\"" + standing.ordinal()
                + "\" data-outcome=\"" + slug(standing) + "\"" + (standing.compareTo(Standing.REFUTED) <= 0 ? " open" : "") + ">\n<summary>"
                + "<span class=\"said\">").element("span", "subject", row.subject());
        quote(row);
        out.markup("</span><span class=\"found\"><span class=\"marks\">");
        chip(standing);
        out.markup(" ").element("span", "id", row.id()).markup(" ").element("span", "tag", row.level().name()).markup(" ")
                .element("span", "tag", row.provenance().name().toLowerCase(Locale.ROOT));
        if (excused(result)) {
            out.markup(" ").element("span", "tag", "expected");
        }
        out.markup("</span>").element("span", "title", row.title());
        if (row.testable()) {
            out.element("span", "tally", result.cases().size() == 1 ? "1 case" : result.cases().size() + " cases");
        }
        out.markup("</span></summary>\n<div class=\"body\">\n");
        paragraph("Not testable: ", row.untestable());
        paragraph("Note: ", row.note());
        if (standing == Standing.UNDECIDED || standing == Standing.INAPPLICABLE) {
            paragraph(standing == Standing.UNDECIDED ? "Undecided: " : "Inapplicable: ", Summary.reason(result));
        }
        if (result.cases().isEmpty() && row.testable()) {
            paragraph("", standing == Standing.UNSELECTED ? "Not selected in this run." : "No case exercised this row in this run.");
        }
        result.worstFirst().forEach(c -> scenario(c, anchor(c, family)));
        out.markup("<p class=\"meta\">").link(anchors.get(result), "link to this row")
                .text((row.since().isEmpty() ? "" : " · since " + row.since())
                        + (row.needs().isEmpty() ? "" : " · needs " + String.join(", ", new TreeSet<>(row.needs())))
                        + " · family " + family.contract().family()).markup("</p>\n</div>\n</details>\n");
    }

    /** The sentence; a line of a table, whose cells run together in the stored page, gets its cells back. */
    private void quote(Row row) {
        if (row.quote().isEmpty()) {
            out.element("span", "silent", "The page says nothing.");
            return;
        }
        List<String> cells = cells(row);
        out.markup("<q>");
        if (cells.size() == 1) {
            out.text(cells.get(0));
        } else {
            cells.forEach(cell -> out.element("span", "cell", cell));
        }
        out.markup("</q>");
    }

    private static List<String> cells(Row row) {
        List<String> cells = new ArrayList<>();
        String rest = row.quote();
        String name = row.subject().replaceFirst("^.*\\.", "");
        Matcher line = LINE.matcher(rest.startsWith(name) ? rest.substring(name.length()) : "");
        if (line.matches()) {
            cells.add(name);
            cells.add(line.group(1));
            rest = line.group(2);
        }
        Matcher required = REQUIRED.matcher(rest);
        if (required.matches()) {
            cells.addAll(List.of(required.group(1).strip(), required.group(2)));
        } else {
            cells.add(rest);
        }
        cells.removeIf(String::isEmpty);
        return cells;
    }

    private void paragraph(String label, String words) {
        if (!words.isEmpty()) {
            out.markup("<p>" + (label.isEmpty() ? "" : "<strong>" + label + "</strong>")).text(words).markup("</p>\n");
        }
    }

    private void scenario(CaseResult result, String anchor) {
        String evidence = unpacked.get(anchor);
        out.markup("<details class=\"case\" id=\"").text(anchor).markup("\""
                + (result.outcome().compareTo(Outcome.REFUTED) >= 0 ? " open" : "") + ">\n<summary>");
        chip(Standing.of(result.outcome()));
        out.markup(" ").element("span", "id", slug(result)).text(" " + result.scenario().title());
        if (run.expected().contains(result.scenario().address())) {
            out.markup(" ").element("span", "tag", "expected");
        }
        out.markup("</summary>\n<div class=\"body\">\n<ol class=\"steps\">\n");
        for (String sentence : result.scenario().sentences()) {
            List<Outcome> outcomes = result.findings().stream()
                    .filter(f -> !f.sentence().isEmpty() && sentence.endsWith(f.sentence())).map(f -> f.outcome()).toList();
            out.markup("<li>").text(sentence);
            if (!outcomes.isEmpty()) {
                out.markup(" ");
                chip(Standing.of(Outcome.worst(outcomes)));
            }
            out.markup("</li>\n");
        }
        out.markup("</ol>\n<div class=\"evidence\"" + (evidence == null ? " data-packed" : "") + ">").markup(evidence == null ? "" : evidence)
                .markup("</div>\n<p class=\"meta\">").link(anchor, "link to this case").text(" · " + result.scenario().place())
                .markup("</p>\n</div>\n</details>\n");
    }

    private static String slug(CaseResult result) {
        return result.scenario().address().replaceFirst("^[^/]*/", "");
    }

    /** The chapter about the page itself. */
    private void flaws() {
        out.markup("<section class=\"flaws\" aria-labelledby=\"flaws\">\n<h2 id=\"flaws\">What the page gets wrong or leaves open</h2>\n"
                + "<p class=\"meta\">For the authors of the page, and for everyone who has to implement it. Points on which it is silent are recorded and "
                + "never judged.</p>\n");
        for (FamilyResult family : run.families()) {
            flaws(family, "It contradicts itself, or another official source", row -> row.flaw() == Flaw.CONTRADICTION);
            flaws(family, "It can be read in more than one way, or leaves something out", row -> row.flaw() == Flaw.UNCLEAR);
            flaws(family, "It is silent", row -> row.flaw() == Flaw.NONE && row.provenance() == Provenance.SILENT);
            flaws(family, "It says what nobody can try from outside", row -> row.flaw() == Flaw.NONE && !row.testable());
        }
        out.markup("</section>\n");
    }

    private void flaws(FamilyResult family, String title, Predicate<Row> which) {
        List<RowResult> rows = inPageOrder(family).stream().filter(row -> which.test(row.row())).toList();
        if (rows.isEmpty()) {
            return;
        }
        out.markup("<details class=\"flaw\"" + (rows.get(0).row().flaw() == Flaw.CONTRADICTION ? " open" : "") + "><summary><h3>")
                .text(name(family) + ": " + title + " (" + rows.size() + ")").markup("</h3></summary>\n");
        for (RowResult row : rows) {
            out.markup("<article class=\"point\"><div class=\"said\"><p>").link(anchors.get(row), row.row().id()).markup(" ")
                    .element("strong", "", row.row().title()).markup("</p>");
            quote(row.row());
            if (!row.row().note().isEmpty()) {
                out.element("p", "", row.row().note());
            }
            if (!row.row().testable()) {
                out.element("p", "", "Not testable: " + row.row().untestable());
            }
            out.markup("</div><div class=\"did\">");
            did(row, family);
            out.markup("</div></article>\n");
        }
        out.markup("</details>\n");
    }

    /** What this endpoint did, cases that came to the same in one line. */
    private void did(RowResult row, FamilyResult family) {
        if (!row.row().testable()) {
            out.element("p", "meta", "not tried");
            return;
        }
        if (row.cases().isEmpty()) {
            out.element("p", "meta", Standing.of(row, run).word());
            return;
        }
        Map<String, Alike> alike = new LinkedHashMap<>();
        for (CaseResult result : row.cases()) {
            String came = result.findings().stream().filter(f -> f.outcome() == result.outcome() && f.outcome() != Outcome.VERIFIED)
                    .map(f -> f.actual()).reduce((a, b) -> a + "; " + b).orElse("as the row says");
            alike.computeIfAbsent(came, text -> new Alike(result.outcome(), new LinkedHashMap<>())).slugs().put(anchor(result, family), slug(result));
        }
        alike.forEach((came, cases) -> {
            out.markup("<p>");
            chip(Standing.of(cases.outcome()));
            out.text(" " + CaseEvidence.cut(came, 400)).markup(": <span class=\"tally\">");
            String between = "";
            for (Map.Entry<String, String> one : cases.slugs().entrySet()) {
                out.text(between).link(one.getKey(), one.getValue());
                between = ", ";
            }
            out.markup("</span></p>\n");
        });
    }

    /**
     * Cases that came to the same.
     *
     * @param slugs by anchor
     */
    private record Alike(Outcome outcome, Map<String, String> slugs) {
    }

    private void about() {
        out.markup("<section class=\"about\">\n<h2>About this run</h2>\n<dl>\n");
        term("Started", run.started().toString());
        term("Took", Summary.time(run.took()));
        term("Seed", String.valueOf(run.seed()));
        term("Strict", run.strict() ? "yes: implied rows count like stated ones" : "no: implied rows warn");
        term("Selection", run.selection().isEmpty() ? "everything" : run.selection());
        if (!run.command().isEmpty()) {
            term("Command", run.command());
        }
        run.expected().forEach(item -> term("Expected to fail, and did", item));
        run.stale().forEach(item -> term("Expected to fail, but did not", item));
        out.markup("</dl>\n<pre tabindex=\"0\">").text(String.join("\n", Summary.lines(run, "report.html"))).markup("</pre>\n");
        for (FamilyResult family : run.families()) {
            out.markup("<details><summary>Target ").text(family.target() + " (" + family.contract().family() + ")").markup("</summary>\n<dl>\n");
            family.notes().forEach(note -> term("Note", note));
            family.leftovers().forEach(left -> term("Left on the target", left));
            term("Transports", String.join(", ", family.transports()));
            term("Capabilities", String.join(", ", family.capabilities()));
            new TreeMap<>(family.settings()).forEach(this::term);
            out.markup("</dl>\n</details>\n");
        }
        out.markup("<details><summary>What the words mean</summary>\n<dl>\n");
        term("verified", "exercised, and as the page says");
        term("refuted", "differs from what the page demands");
        term("undecided", "something kept the suite from knowing");
        term("warning", "differs from what the page recommends or implies");
        term("recorded", "the page leaves it open; what happened is kept");
        term("inapplicable", "the target lacks the capability, and says so");
        term("$SECRET", "what is not written down: a key, a token or a signature. A signature that has become invalid has to be made again; the line that "
                + "begins with ./conformance does so");
        term("stated, platform, implied, silent", "the page says so; another page of the vendor says so; it follows from what is said; nobody says anything");
        out.markup("</dl>\n</details>\n<p class=\"meta\">Keys: / search, j and k next and previous row, Enter opens it, Escape clears the search.</p>\n"
                + "</section>\n");
    }

    private void term(String name, String value) {
        out.element("dt", "", name).element("dd", "", CaseEvidence.cut(value, 8_000)).markup("\n");
    }

    private void chip(Standing standing) {
        out.markup("<span class=\"chip c-" + slug(standing) + "\">" + standing.word() + "</span>");
    }

    private static String slug(Standing standing) {
        return standing.name().toLowerCase(Locale.ROOT);
    }

    private static String resource(String name) {
        try (InputStream in = HtmlReport.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("resource " + name + " is missing");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
