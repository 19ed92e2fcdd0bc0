package org.imagecopy.conformance.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.IntFunction;

import org.imagecopy.conformance.contract.Provenance;
import org.imagecopy.conformance.contract.Row;
import org.imagecopy.conformance.result.CaseResult;
import org.imagecopy.conformance.result.FamilyResult;
import org.imagecopy.conformance.result.Outcome;
import org.imagecopy.conformance.result.RowResult;
import org.imagecopy.conformance.result.RunResult;

/**
 * The page with the evidence beside each sentence: one file without any reference to the network. Everything that is not written
 * here is escaped. Exchanges appear once, at the worst case that sent them, as long as there is room.
 */
public final class HtmlReport {

    /** The file never grows beyond this many bytes on account of exchanges. */
    public static final int LARGEST = 1_950_000;

    private static final int LONGEST = 8_000;
    private static final int LONGEST_EXCHANGE = 24_000;

    private final RunResult run;
    private final IntFunction<String> exchanges;
    private final StringBuilder out = new StringBuilder(1 << 18);
    private final Set<String> ids = new HashSet<>();
    private final Map<Object, String> anchors = new java.util.IdentityHashMap<>();
    private final Map<Integer, CaseResult> owners = new HashMap<>();
    private final Map<Integer, ExchangeText> shown = new HashMap<>();

    private HtmlReport(RunResult run, IntFunction<String> exchanges) {
        this.run = run;
        this.exchanges = exchanges;
        for (FamilyResult family : run.families()) {
            for (RowResult row : family.rows()) {
                anchors.put(row, anchor(row.row().id(), family));
                row.cases().forEach(c -> anchors.put(c, anchor(c.scenario().address(), family)));
            }
        }
    }

    /**
     * The page of a run.
     *
     * @param exchanges redacted exchange as JSON by number; may answer null
     */
    public static String of(RunResult run, IntFunction<String> exchanges) {
        String bare = new HtmlReport(run, n -> null).render();
        HtmlReport report = new HtmlReport(run, exchanges);
        report.choose(LARGEST - bare.getBytes(StandardCharsets.UTF_8).length);
        return report.render();
    }

    /** Decides which exchanges fit: those of the worst cases first. */
    private void choose(int room) {
        List<CaseResult> cases = run.families().stream().flatMap(f -> f.cases().stream())
                .sorted(Comparator.comparing(CaseResult::outcome).reversed()).toList();
        int left = room;
        for (CaseResult result : cases) {
            for (int number : result.exchanges()) {
                if (owners.containsKey(number)) {
                    left -= 80;
                    continue;
                }
                ExchangeText exchange = ExchangeText.of(number, exchanges);
                if (exchange == null) {
                    continue;
                }
                int size = escape(cut(exchange.text(), LONGEST_EXCHANGE)).getBytes(StandardCharsets.UTF_8).length + 400;
                if (size <= left) {
                    left -= size;
                    owners.put(number, result);
                    shown.put(number, exchange);
                }
            }
        }
    }

    private String anchor(String id, FamilyResult family) {
        String anchor = PlainText.of(id);
        if (!ids.add(anchor)) {
            anchor = anchor + "@" + PlainText.of(family.target());
            while (!ids.add(anchor)) {
                anchor += "'";
            }
        }
        return anchor;
    }

    private String render() {
        out.append("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta http-equiv=\"Content-Security-Policy\" "
                + "content=\"default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; base-uri 'none'; "
                + "form-action 'none'\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
                + "<meta name=\"referrer\" content=\"no-referrer\">\n<meta name=\"color-scheme\" content=\"light dark\">\n<title>");
        text(run.verdict().length() > 80 ? run.verdict().substring(0, 80) + "…" : run.verdict());
        out.append(" – image copy conformance</title>\n<style>\n").append(resource("report.css")).append("</style>\n</head>\n<body>\n");
        banner("aside");
        out.append("<a class=\"skip\" href=\"#content\">Skip to the rows</a>\n<header>\n<h1>Image copy conformance</h1>\n<p class=\"verdict v")
                .append(run.exitCode()).append("\"><strong>");
        text(run.verdict());
        out.append("</strong></p>\n");
        controls();
        out.append("</header>\n<main id=\"content\">\n");
        run.families().forEach(this::overview);
        attention();
        run.families().forEach(this::page);
        open();
        about();
        out.append("</main>\n<p id=\"none\" role=\"status\" hidden>Nothing matches search and filters.</p>\n");
        banner("footer");
        out.append("<script>\n").append(resource("report.js")).append("</script>\n</body>\n</html>\n");
        return out.toString();
    }

    private void banner(String element) {
        if (Summary.embedded(run)) {
            out.append("<").append(element).append(" class=\"banner\" aria-label=\"Notice\">").append(Summary.EMBEDDED).append("</")
                    .append(element).append(">\n");
        }
    }

    private void controls() {
        out.append("<div class=\"controls\" role=\"search\" aria-label=\"Rows\">\n<label for=\"search\">Search</label> "
                + "<input id=\"search\" type=\"search\" placeholder=\"id or text, press /\" autocomplete=\"off\">\n");
        Set<String> families = new java.util.TreeSet<>();
        run.families().forEach(f -> families.add(f.contract().family()));
        if (families.size() > 1) {
            out.append("<label for=\"family\">Family</label> <select id=\"family\"><option value=\"\">all</option>");
            for (String family : families) {
                out.append("<option>");
                text(family);
                out.append("</option>");
            }
            out.append("</select>\n");
        }
        out.append("<div class=\"filters\" role=\"group\" aria-label=\"Outcome\">");
        Map<Standing, Long> counts = new EnumMap<>(Standing.class);
        run.families().forEach(f -> f.rows().forEach(r -> counts.merge(Standing.of(r, run), 1L, Long::sum)));
        counts.forEach((standing, number) -> out.append("<button type=\"button\" aria-pressed=\"false\" data-filter=\"")
                .append(slug(standing)).append("\">").append(standing.word()).append(" ").append(number).append("</button> "));
        out.append("</div>\n<div class=\"filters\"><button type=\"button\" id=\"unfold\">Open all</button> "
                + "<button type=\"button\" id=\"fold\">Close all</button></div>\n</div>\n");
    }

    private void overview(FamilyResult family) {
        out.append("<section class=\"overview\" data-family=\"");
        text(family.contract().family());
        out.append("\">\n<h2>");
        text(family.contract().family().toUpperCase(Locale.ROOT) + " " + family.contract().operation());
        out.append(" at <code>");
        text(family.endpoint());
        out.append("</code></h2>\n");
        if (!family.diagnosis().isEmpty()) {
            out.append("<p class=\"diagnosis\"><strong>The run could not begin:</strong> ");
            text(family.diagnosis());
            out.append("</p>\n");
        }
        out.append("<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"Counts\"><table class=\"counts\"><thead><tr>"
                + "<th scope=\"col\">Level</th><th scope=\"col\">verified</th>"
                + "<th scope=\"col\">refuted</th><th scope=\"col\">undecided</th><th scope=\"col\">besides</th></tr></thead><tbody>\n");
        count("MUST", Summary.counts(family, run, level -> level == org.imagecopy.conformance.contract.Level.MUST));
        count("SHOULD, MAY", Summary.counts(family, run, level -> level != org.imagecopy.conformance.contract.Level.MUST));
        out.append("</tbody></table></div>\n</section>\n");
    }

    private void count(String level, Map<Standing, Long> counts) {
        out.append("<tr><th scope=\"row\">").append(level).append("</th>");
        for (Standing standing : List.of(Standing.VERIFIED, Standing.REFUTED, Standing.UNDECIDED)) {
            long number = counts.getOrDefault(standing, 0L);
            out.append("<td").append(number > 0 ? " class=\"n-" + slug(standing) + "\"" : "").append(">").append(number).append("</td>");
        }
        List<String> others = new ArrayList<>();
        counts.forEach((standing, number) -> {
            if (!Set.of(Standing.VERIFIED, Standing.REFUTED, Standing.UNDECIDED).contains(standing)) {
                others.add(standing.counted(number));
            }
        });
        out.append("<td>").append(String.join(", ", others)).append("</td></tr>\n");
    }

    /** Links to what is not as it should be, worst first. */
    private void attention() {
        boolean any = false;
        for (Standing standing : List.of(Standing.ERROR, Standing.REFUTED, Standing.UNDECIDED, Standing.WARNING)) {
            List<RowResult> rows = run.families().stream().flatMap(f -> f.rows().stream())
                    .filter(row -> Standing.of(row, run) == standing).toList();
            if (rows.isEmpty()) {
                continue;
            }
            if (!any) {
                out.append("<section class=\"attention\" aria-labelledby=\"attention\">\n<h2 id=\"attention\">What needs attention</h2>\n");
                any = true;
            }
            boolean fold = rows.size() > 12 && standing != Standing.REFUTED;
            out.append(fold ? "<details><summary>" : "<h3>").append(standing.counted(rows.size()))
                    .append(fold ? "</summary>\n<ul>\n" : "</h3>\n<ul>\n");
            for (RowResult row : rows) {
                out.append("<li><a href=\"#");
                text(anchors.get(row));
                out.append("\">");
                text(row.row().id());
                out.append("</a> ");
                text(row.row().title() + (run.expected().contains(row.row().id()) ? " (expected)" : ""));
                String reason = cut(Summary.reason(row), 300);
                if (!reason.isEmpty()) {
                    out.append("<br><span class=\"why\">");
                    text(reason);
                    out.append("</span>");
                }
                out.append("</li>\n");
            }
            out.append(fold ? "</ul></details>\n" : "</ul>\n");
        }
        if (any) {
            out.append("</section>\n");
        }
    }

    private void page(FamilyResult family) {
        out.append("<section class=\"page\">\n<h2>The page, sentence by sentence: ");
        text(family.contract().page().title());
        out.append("</h2>\n<p class=\"meta\">");
        String url = family.contract().page().url();
        if (url.startsWith("https://")) {
            out.append("<a rel=\"noreferrer\" href=\"");
            text(url);
            out.append("\">");
            text(url);
            out.append("</a>, ");
        }
        text(family.contract().page().edition());
        out.append("; judged: target ");
        text(family.target());
        out.append("</p>\n");
        family.rows().forEach(row -> row(row, family));
        out.append("</section>\n");
    }

    private void row(RowResult result, FamilyResult family) {
        Row row = result.row();
        Standing standing = Standing.of(result, run);
        out.append("<details class=\"row s-").append(slug(standing)).append("\" id=\"");
        text(anchors.get(result));
        out.append("\" data-outcome=\"").append(slug(standing)).append("\" data-family=\"");
        text(family.contract().family());
        out.append("\"").append(standing.compareTo(Standing.REFUTED) <= 0 ? " open" : "").append(">\n<summary><span class=\"id\">");
        text(row.id());
        out.append("</span> ");
        chip(standing);
        if (run.expected().contains(row.id())) {
            out.append(" <span class=\"tag\">expected</span>");
        }
        out.append(" <span class=\"tag\">").append(row.level()).append("</span> <span class=\"tag\">")
                .append(row.provenance().name().toLowerCase(Locale.ROOT)).append("</span> <span class=\"title\">");
        text(row.title());
        out.append("</span>");
        if (!row.quote().isEmpty()) {
            out.append("<q>");
            text(row.quote());
            out.append("</q>");
        }
        out.append("</summary>\n<div class=\"body\">\n<p class=\"meta\">");
        text(row.subject() + " · " + row.source() + (row.since().isEmpty() ? "" : " · since " + row.since())
                + (row.needs().isEmpty() ? "" : " · needs " + String.join(", ", row.needs().stream().sorted().toList())));
        out.append(" · <a href=\"#");
        text(anchors.get(result));
        out.append("\">link</a></p>\n");
        paragraph("Not testable: ", row.untestable());
        paragraph("Note: ", row.note());
        paragraph("Reason: ", result.reason());
        if (result.cases().isEmpty() && row.testable()) {
            paragraph("", standing == Standing.UNSELECTED ? "Not selected in this run." : "No case exercised this row in this run.");
        }
        result.cases().stream().sorted(Comparator.comparing(CaseResult::outcome).reversed()).forEach(c -> scenario(c, result, family));
        out.append("</div>\n</details>\n");
    }

    private void paragraph(String label, String words) {
        if (!words.isEmpty()) {
            out.append("<p>").append(label.isEmpty() ? "" : "<strong>" + label + "</strong>");
            text(words);
            out.append("</p>\n");
        }
    }

    private void scenario(CaseResult result, RowResult row, FamilyResult family) {
        out.append("<details class=\"case\" id=\"");
        text(anchors.get(result));
        out.append("\"").append(result.outcome().compareTo(Outcome.REFUTED) >= 0 ? " open" : "").append(">\n<summary>");
        chip(Standing.of(result.outcome()));
        out.append(" <span class=\"id\">");
        text(result.scenario().address().replaceFirst("^[^/]*/", ""));
        out.append("</span> ");
        text(result.scenario().title());
        if (run.expected().contains(result.scenario().address())) {
            out.append(" <span class=\"tag\">expected</span>");
        }
        out.append("</summary>\n<div class=\"body\">\n<p class=\"meta\">");
        text(result.scenario().place());
        out.append(" · <a href=\"#");
        text(anchors.get(result));
        out.append("\">link</a></p>\n<ol class=\"steps\">\n");
        for (String sentence : result.scenario().sentences()) {
            List<Outcome> outcomes = result.findings().stream()
                    .filter(f -> !f.sentence().isEmpty() && sentence.endsWith(f.sentence())).map(f -> f.outcome()).toList();
            out.append("<li>");
            text(sentence);
            if (!outcomes.isEmpty()) {
                out.append(" ");
                chip(Standing.of(Outcome.worst(outcomes)));
            }
            out.append("</li>\n");
        }
        out.append("</ol>\n");
        List<FailureText.Part> parts = FailureText.of(result, row.row(), family.contract(), row.reason()).parts();
        if (!parts.isEmpty()) {
            out.append("<dl>\n");
            parts.forEach(this::part);
            out.append("</dl>\n");
        }
        result.exchanges().forEach(number -> exchange(number, result));
        out.append("</div>\n</details>\n");
    }

    private void part(FailureText.Part part) {
        out.append("<dt>").append(part.label()).append("</dt><dd>");
        if (part.label().equals("Again")) {
            out.append("<code class=\"again\">");
            text(String.join("\n", part.lines()));
            out.append("</code> <button type=\"button\" class=\"copy\">Copy</button>");
        } else {
            for (String line : part.lines()) {
                out.append("<p>");
                text(cut(line, LONGEST));
                out.append("</p>");
            }
        }
        out.append("</dd>\n");
    }

    private void exchange(int number, CaseResult result) {
        ExchangeText exchange = shown.get(number);
        if (exchange == null) {
            out.append("<p class=\"meta\">exchange #").append(number).append(": see exchanges.jsonl</p>\n");
        } else if (owners.get(number) == result) {
            out.append("<details class=\"exchange\" id=\"exchange-").append(number).append("\"><summary>");
            text(exchange.title());
            out.append("</summary><pre tabindex=\"0\">");
            text(cut(exchange.text(), LONGEST_EXCHANGE));
            out.append("</pre></details>\n");
        } else {
            out.append("<p class=\"meta\"><a href=\"#exchange-").append(number).append("\">exchange #").append(number).append("</a></p>\n");
        }
    }

    /** The chapter about the page itself. */
    private void open() {
        out.append("<section class=\"open\">\n<h2 id=\"open\">What the page leaves open</h2>\n");
        for (FamilyResult family : run.families()) {
            List<RowResult> rows = family.rows().stream().filter(row -> row.row().provenance() == Provenance.SILENT
                    || !row.row().note().isEmpty() || !row.row().testable()).toList();
            out.append("<h3>");
            text(family.contract().family().toUpperCase(Locale.ROOT) + " " + family.contract().operation() + ", target " + family.target());
            out.append("</h3>\n<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"Open points of ");
            text(family.contract().family() + ", target " + family.target());
            out.append("\"><table>\n<thead><tr><th scope=\"col\">Row</th><th scope=\"col\">Point</th><th scope=\"col\">What the page "
                    + "says</th><th scope=\"col\">What this endpoint did</th></tr></thead><tbody>\n");
            for (RowResult row : rows) {
                out.append("<tr><th scope=\"row\"><a href=\"#");
                text(anchors.get(row));
                out.append("\">");
                text(row.row().id());
                out.append("</a></th><td>");
                text(row.row().title());
                out.append("</td><td>");
                text(row.row().note() + (row.row().testable() ? "" : (row.row().note().isEmpty() ? "" : " ")
                        + "Not testable: " + row.row().untestable()));
                out.append("</td><td>");
                did(row);
                out.append("</td></tr>\n");
            }
            out.append("</tbody></table></div>\n");
        }
        out.append("</section>\n");
    }

    private void did(RowResult row) {
        List<CaseResult> cases = row.cases();
        if (cases.isEmpty()) {
            out.append(Standing.of(row, run).word());
        }
        for (CaseResult result : cases) {
            String came = result.findings().stream().filter(f -> f.outcome() == result.outcome() && f.outcome() != Outcome.VERIFIED)
                    .map(f -> f.actual()).reduce((a, b) -> a + "; " + b).orElse(result.outcome().word());
            out.append("<p><a href=\"#");
            text(anchors.get(result));
            out.append("\">");
            text(result.scenario().address().replaceFirst("^[^/]*/", ""));
            out.append("</a>: ");
            text(cut(came, 400));
            out.append("</p>");
        }
    }

    private void about() {
        out.append("<section class=\"about\">\n<h2>About this run</h2>\n<dl>\n");
        term("Started", run.started().toString());
        term("Took", Summary.time(run.took()));
        term("Seed", String.valueOf(run.seed()));
        term("Strict", run.strict() ? "yes: implied rows count like stated ones" : "no: implied rows warn");
        term("Selection", run.selection().isEmpty() ? "everything" : run.selection());
        run.expected().forEach(item -> term("Expected to fail, and did", item));
        run.stale().forEach(item -> term("Expected to fail, but did not", item));
        out.append("</dl>\n<pre tabindex=\"0\">");
        text(String.join("\n", Summary.lines(run, "report.html")));
        out.append("</pre>\n");
        for (FamilyResult family : run.families()) {
            out.append("<details><summary>Target ");
            text(family.target());
            out.append("</summary>\n<dl>\n");
            family.notes().forEach(note -> term("Note", note));
            family.leftovers().forEach(left -> term("Left on the target", left));
            term("Capabilities", String.join(", ", family.capabilities()));
            new TreeMap<>(family.settings()).forEach(this::term);
            out.append("</dl>\n</details>\n");
        }
        out.append("</section>\n");
    }

    private void term(String name, String value) {
        out.append("<dt>");
        text(name);
        out.append("</dt><dd>");
        text(cut(value, LONGEST));
        out.append("</dd>\n");
    }

    private void chip(Standing standing) {
        out.append("<span class=\"chip c-").append(slug(standing)).append("\">").append(standing.word()).append("</span>");
    }

    private static String slug(Standing standing) {
        return standing.name().toLowerCase(Locale.ROOT);
    }

    private static String cut(String text, int longest) {
        return text.length() <= longest ? text : text.substring(0, longest) + "… (" + (text.length() - longest) + " more characters)";
    }

    private void text(String text) {
        out.append(escape(PlainText.block(text)));
    }

    private static String escape(String text) {
        StringBuilder out = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '"' -> out.append("&quot;");
                case '\'' -> out.append("&#39;");
                default -> out.append(c);
            }
        }
        return out.toString();
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
