package org.imagecopy.conformance.report;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.imagecopy.conformance.contract.Level;
import org.imagecopy.conformance.result.CaseResult;
import org.imagecopy.conformance.result.Cost;
import org.imagecopy.conformance.result.FamilyResult;
import org.imagecopy.conformance.result.Outcome;
import org.imagecopy.conformance.result.RowResult;
import org.imagecopy.conformance.result.RunResult;

/** A run in a few lines: the end of the terminal output, and {@code summary.md}. */
public final class Summary {

    /** What every output of a run on nothing but the embedded emulators says in its first and last line. */
    public static final String EMBEDDED = "embedded reference emulator: proves nothing about any cloud";

    private static final int WIDTH = 100;
    private static final int REASONS = 56;
    private static final int CASES = 5;
    private static final Pattern LACKING = Pattern.compile("the target (?:lacks|does not serve): (.+)");
    private static final int FAILURES = 20;
    private static final List<Standing> ORDER = List.of(Standing.VERIFIED, Standing.REFUTED, Standing.UNDECIDED,
            Standing.INAPPLICABLE, Standing.WARNING, Standing.RECORDED, Standing.ERROR);

    private Summary() {
    }

    /** The last lines of a run whose reports are in {@code reports/latest}. */
    public static List<String> lines(RunResult run) {
        return lines(run, "reports/latest/report.html");
    }

    /**
     * The last lines of a run: TARGET to COST for each target, then one VERDICT; after it the word about the embedded emulators.
     *
     * @param report where the report is, as the reader would open it
     */
    public static List<String> lines(RunResult run, String report) {
        List<String> lines = new ArrayList<>();
        for (FamilyResult family : run.families()) {
            lines.add(target(family, run));
            if (!family.diagnosis().isEmpty()) {
                lines.addAll(labelled("DIAGNOSIS ", PlainText.of(family.diagnosis())));
            }
            Map<Standing, Long> musts = counts(family, run, level -> level == Level.MUST);
            Map<Standing, Long> others = counts(family, run, level -> level != Level.MUST);
            lines.addAll(broken("MUST     ", columns(musts, others, reasons(family, run, level -> level == Level.MUST))));
            lines.addAll(broken("SHOULD   ", columns(others, musts, reasons(family, run, level -> level != Level.MUST))));
            lines.add("COST     " + cost(family.cost()));
        }
        List<String> verdict = labelled("VERDICT  ", PlainText.of(run.verdict()));
        String last = verdict.remove(verdict.size() - 1);
        lines.addAll(verdict);
        if (length(last) + 3 + length(report) <= WIDTH) {
            lines.add(last + " ".repeat(Math.max(3, Math.min(55, WIDTH - length(report)) - length(last))) + report);
        } else {
            lines.add(last);
            lines.add("         " + report);
        }
        if (embedded(run)) {
            lines.add(EMBEDDED);
        }
        return lines;
    }

    /** Whether nothing but embedded emulators was tested. */
    static boolean embedded(RunResult run) {
        return !run.families().isEmpty() && run.embedded();
    }

    private static String target(FamilyResult family, RunResult run) {
        String text = "TARGET   " + PlainText.of(family.contract().family()) + "  " + PlainText.of(family.endpoint()) + abilities(family)
                + (family.embedded() && !run.embedded() ? "  embedded emulator" : "");
        return text + " ".repeat(Math.max(2, 68 - length(text))) + "seed " + run.seed();
    }

    /** What the run used of the target; what it lacks is told beside what is inapplicable. */
    static String abilities(FamilyResult family) {
        List<String> words = new ArrayList<>();
        if (!family.transports().isEmpty()) {
            words.add(family.transports().size() + (family.transports().size() == 1 ? " transport" : " transports"));
        }
        if (family.capabilities().contains("batch") && family.rows().stream().anyMatch(row -> row.row().needs().contains("batch"))) {
            words.add("batch");
        }
        return words.isEmpty() ? "" : "  (" + String.join(", ", words) + ")";
    }

    /** Testable rows of these levels by how they stand; rows that were not selected are left out. */
    static Map<Standing, Long> counts(FamilyResult family, RunResult run, Predicate<Level> level) {
        Map<Standing, Long> counts = new EnumMap<>(Standing.class);
        for (RowResult row : family.rows()) {
            Standing standing = Standing.of(row, run);
            if (level.test(row.row().level()) && ORDER.contains(standing)) {
                counts.merge(standing, 1L, Long::sum);
            }
        }
        return counts;
    }

    private static List<String> columns(Map<Standing, Long> counts, Map<Standing, Long> other, Map<Standing, String> reasons) {
        List<String> columns = new ArrayList<>();
        for (Standing standing : ORDER) {
            long number = counts.getOrDefault(standing, 0L);
            boolean always = standing == Standing.VERIFIED;
            if (number > 0 || always) {
                String reason = reasons.getOrDefault(standing, "");
                String text = standing.counted(number) + (reason.isEmpty() ? "" : " (" + reason + ")");
                int width = Math.max(String.valueOf(number).length(), String.valueOf(other.getOrDefault(standing, 0L)).length());
                columns.add(" ".repeat(width - String.valueOf(number).length()) + text);
            }
        }
        return columns;
    }

    /** The columns on one line, or on as many as they need. */
    private static List<String> broken(String label, List<String> columns) {
        List<String> lines = new ArrayList<>();
        String line = label;
        for (String column : columns) {
            String longer = line + (line.isBlank() || line.equals(label) ? "" : "   ") + column;
            if (length(longer) > WIDTH && !line.isBlank() && !line.equals(label)) {
                lines.add(line);
                line = " ".repeat(label.length()) + column;
            } else {
                line = longer;
            }
        }
        lines.add(line);
        return lines;
    }

    /** Why rows of these levels are undecided or inapplicable: the commonest reasons, as many as a line has room for. */
    private static Map<Standing, String> reasons(FamilyResult family, RunResult run, Predicate<Level> level) {
        Map<Standing, String> words = new EnumMap<>(Standing.class);
        for (Standing standing : List.of(Standing.UNDECIDED, Standing.INAPPLICABLE)) {
            Map<String, Integer> reasons = new LinkedHashMap<>();
            for (RowResult row : family.rows()) {
                if (level.test(row.row().level()) && Standing.of(row, run) == standing) {
                    Matcher lacking = LACKING.matcher(reason(row));
                    for (String reason : lacking.matches() ? lacking.group(1).split(", ") : new String[] {FailureText.withoutAnswer(reason(row))}) {
                        if (!reason.isEmpty() && !reason.equals(family.diagnosis())) {
                            reasons.merge((lacking.matches() ? "no " : "") + reason, 1, Integer::sum);
                        }
                    }
                }
            }
            List<String> sorted = reasons.entrySet().stream().sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
                    .map(Map.Entry::getKey).toList();
            StringBuilder text = new StringBuilder();
            int told = 0;
            for (String reason : sorted) {
                if (told > 0 && length(text + "; " + reason) > REASONS) {
                    break;
                }
                text.append(told++ == 0 ? shortened(reason) : "; " + reason);
            }
            words.put(standing, text + (told < sorted.size() ? "; and " + (sorted.size() - told) + " more" : ""));
        }
        return words;
    }

    private static String shortened(String reason) {
        return length(reason) <= REASONS ? reason : reason.substring(0, reason.offsetByCodePoints(0, REASONS - 1)).stripTrailing() + "…";
    }

    /** Why a row is undecided or inapplicable: its own reason, or what its first telling finding says. */
    static String reason(RowResult row) {
        if (!row.reason().isEmpty()) {
            return PlainText.of(row.reason());
        }
        return row.cases(row.outcome())
                .flatMap(c -> c.findings().stream()).filter(f -> f.outcome() == row.outcome())
                .map(f -> PlainText.of(f.actual())).findFirst().orElse(row.cases().isEmpty() && row.row().testable()
                        ? "no case exercised it" : "");
    }

    static String cost(Cost cost) {
        return cost.copies() + (cost.copies() == 1 ? " copy" : " copies")
                + (cost.budget() < 0 ? "" : " (budget " + cost.budget() + ")") + "  " + cost.requests()
                + (cost.requests() == 1 ? " request" : " requests") + "  " + time(cost.took()) + "    LEDGER  "
                + cost.created() + " created  " + cost.deleted() + " deleted  " + (cost.gone() > 0 ? cost.gone() + " gone before  " : "") + cost.left() + " left";
    }

    /** A duration for people: {@code 41 s}, {@code 6 min 12 s}. */
    static String time(Duration took) {
        if (took.toMillis() < 10_000) {
            return took.toMillis() / 1000 + "." + took.toMillis() % 1000 / 100 + " s";
        }
        return took.toMinutes() == 0 ? took.toSeconds() + " s" : took.toMinutes() + " min " + took.toSecondsPart() + " s";
    }

    private static List<String> labelled(String label, String text) {
        List<String> lines = new ArrayList<>();
        for (String line : FailureText.wrap(text, WIDTH - label.length())) {
            lines.add((lines.isEmpty() ? label : " ".repeat(label.length())) + line);
        }
        return lines;
    }

    private static int length(String text) {
        return text.codePointCount(0, text.length());
    }

    /** The run in Markdown, for the summary of a CI job: verdict, counts, everything that is not verified, the texts of the failures. */
    public static String markdown(RunResult run) {
        StringBuilder out = new StringBuilder();
        if (embedded(run)) {
            out.append("> ").append(EMBEDDED).append("\n\n");
        }
        out.append("# ").append(escaped(run.verdict())).append("\n\n");
        out.append(run.started().truncatedTo(ChronoUnit.SECONDS)).append(", ").append(time(run.took())).append(", seed ").append(run.seed())
                .append(run.strict() ? ", strict" : "");
        if (!run.selection().isEmpty()) {
            out.append(", selection: ").append(escaped(run.selection()));
        }
        out.append("\n");
        for (FamilyResult family : run.families()) {
            out.append("\n## ").append(escaped(family.contract().family() + " " + family.contract().operation())).append(" at ")
                    .append(code(family.endpoint())).append(escaped(abilities(family))).append("\n\n");
            if (!family.diagnosis().isEmpty()) {
                out.append("**").append(escaped(family.diagnosis())).append("**\n\n");
            }
            out.append("| | verified | refuted | undecided | besides |\n|---|--:|--:|--:|---|\n");
            counted(out, "MUST", family, run, level -> level == Level.MUST);
            counted(out, "SHOULD, MAY", family, run, level -> level != Level.MUST);
            out.append("\n").append(escaped(cost(family.cost()).replaceAll(" {2,}", ", ").replace("LEDGER, ", "ledger: "))).append("\n");
            family.leftovers().forEach(left -> out.append("\n- left on the target: ").append(escaped(left)));
            family.notes().forEach(note -> out.append("\n- ").append(escaped(note)));
            out.append(family.leftovers().isEmpty() && family.notes().isEmpty() ? "" : "\n");
            table(out, family, run);
            failures(out, family, run);
        }
        list(out, "Expected to fail, and did", run.expected());
        list(out, "Expected to fail, but did not", run.stale());
        if (embedded(run)) {
            out.append("\n> ").append(EMBEDDED).append("\n");
        }
        return out.toString();
    }

    private static void counted(StringBuilder out, String label, FamilyResult family, RunResult run, Predicate<Level> level) {
        Map<Standing, Long> counts = counts(family, run, level);
        Map<Standing, String> reasons = reasons(family, run, level);
        out.append("| ").append(label);
        for (Standing standing : List.of(Standing.VERIFIED, Standing.REFUTED, Standing.UNDECIDED)) {
            out.append(" | ").append(counts.getOrDefault(standing, 0L));
        }
        List<String> besides = new ArrayList<>();
        for (Standing standing : List.of(Standing.UNDECIDED, Standing.INAPPLICABLE, Standing.WARNING, Standing.RECORDED, Standing.ERROR)) {
            long number = counts.getOrDefault(standing, 0L);
            String reason = reasons.getOrDefault(standing, "");
            if (number > 0 && (standing != Standing.UNDECIDED || !reason.isEmpty())) {
                besides.add((standing == Standing.UNDECIDED ? standing.word() : standing.counted(number)) + (reason.isEmpty() ? "" : ": " + reason));
            }
        }
        out.append(" | ").append(escaped(String.join(", ", besides))).append(" |\n");
    }

    private static void list(StringBuilder out, String title, List<String> items) {
        if (!items.isEmpty()) {
            out.append("\n## ").append(title).append("\n\n");
            items.forEach(item -> out.append("- ").append(escaped(item)).append("\n"));
        }
    }

    private static void table(StringBuilder out, FamilyResult family, RunResult run) {
        List<RowResult> told = family.rows().stream()
                .filter(row -> Standing.of(row, run).compareTo(Standing.WARNING) <= 0)
                .sorted(Comparator.comparing(row -> Standing.of(row, run))).toList();
        if (told.isEmpty()) {
            return;
        }
        out.append("\n| | row | level | rule | what came |\n|---|---|---|---|---|\n");
        for (RowResult row : told) {
            long cases = row.cases(row.outcome()).count();
            String came = row.cases(row.outcome()).limit(CASES).map(c -> c.scenario().address().replaceFirst("^[^/]*/", "") + ": "
                            + c.findings().stream().filter(f -> f.outcome() == c.outcome()).map(f -> f.actual()).findFirst().orElse(""))
                    .map(Summary::escaped).reduce((a, b) -> a + "<br>" + b).orElse(escaped(reason(row)))
                    + (cases > CASES ? "<br>and " + (cases - CASES) + " more" : "");
            out.append("| ").append(Standing.of(row, run).word()).append(" | ").append(escaped(row.row().id())).append(" | ")
                    .append(row.row().level()).append(" | ").append(escaped(row.row().title())).append(" | ").append(came).append(" |\n");
        }
    }

    private static void failures(StringBuilder out, FamilyResult family, RunResult run) {
        int told = 0;
        int all = 0;
        StringBuilder texts = new StringBuilder();
        for (RowResult row : family.rows()) {
            for (CaseResult result : row.cases()) {
                if (result.outcome().compareTo(Outcome.REFUTED) >= 0) {
                    all++;
                    if (told < FAILURES) {
                        told++;
                        texts.append(texts.isEmpty() ? "" : "\n\n").append(FailureText.of(result, row, family, run).text());
                    }
                }
            }
        }
        if (told > 0) {
            String fence = fence(texts.toString(), 3);
            out.append("\n<details><summary>").append(told < all ? "The first " + told + " of " + all + " failures" : "In full")
                    .append("</summary>\n\n").append(fence).append("text\n").append(texts).append("\n").append(fence).append("\n\n</details>\n");
        }
    }

    /** More backticks than the text has in a row. */
    private static String fence(String text, int least) {
        int longest = Pattern.compile("`+").matcher(text).results().mapToInt(found -> found.end() - found.start()).max().orElse(0);
        return "`".repeat(Math.max(least, longest + 1));
    }

    private static String code(String text) {
        String plain = PlainText.of(text);
        String fence = fence(plain, 1);
        return fence + (fence.length() > 1 ? " " + plain + " " : plain) + fence;
    }

    /** Text that Markdown shows as it is, also in a table: no markup, no links, no names that notify someone. */
    public static String escaped(String text) {
        return PlainText.of(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
                .replaceAll("([\\\\`*_\\[\\]#|~$])", "\\\\$1").replace("://", ":&#47;/").replace("www.", "www&#46;").replace("@", "&#64;");
    }
}
