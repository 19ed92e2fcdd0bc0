package org.imagecopy.conformance.report;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

import org.imagecopy.conformance.contract.Level;
import org.imagecopy.conformance.result.CaseResult;
import org.imagecopy.conformance.result.Cost;
import org.imagecopy.conformance.result.FamilyResult;
import org.imagecopy.conformance.result.RowResult;
import org.imagecopy.conformance.result.RunResult;

/** A run in a few lines: the end of the terminal output, and {@code summary.md}. */
public final class Summary {

    /** What every output of a run on nothing but the embedded emulators says in its first and last line. */
    public static final String EMBEDDED = "embedded reference emulator: proves nothing about any cloud";

    private static final int WIDTH = 100;
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
            List<Map<Standing, Long>> counts = List.of(counts(family, run, level -> level == Level.MUST),
                    counts(family, run, level -> level != Level.MUST));
            lines.add("MUST     " + columns(counts.get(0), counts.get(1), reason(family, run)));
            lines.add("SHOULD   " + columns(counts.get(1), counts.get(0), ""));
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
        String text = "TARGET   " + PlainText.of(family.contract().family()) + "  " + PlainText.of(family.endpoint())
                + (family.capabilities().isEmpty() ? "" : "  (" + PlainText.of(String.join(", ", family.capabilities())) + ")")
                + (family.embedded() && !run.embedded() ? "  embedded emulator" : "");
        return text + " ".repeat(Math.max(2, 68 - length(text))) + "seed " + run.seed();
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

    private static String columns(Map<Standing, Long> counts, Map<Standing, Long> other, String reason) {
        List<String> columns = new ArrayList<>();
        for (Standing standing : ORDER) {
            long number = counts.getOrDefault(standing, 0L);
            boolean always = standing == Standing.VERIFIED;
            if (number > 0 || always) {
                String text = standing.counted(number)
                        + (standing == Standing.UNDECIDED && !reason.isEmpty() ? " (" + reason + ")" : "");
                int width = Math.max(String.valueOf(number).length(), String.valueOf(other.getOrDefault(standing, 0L)).length());
                columns.add(" ".repeat(width - String.valueOf(number).length()) + text);
            }
        }
        return String.join("   ", columns);
    }

    /** The commonest reason of what is undecided, when it is short enough. */
    private static String reason(FamilyResult family, RunResult run) {
        Map<String, Integer> reasons = new LinkedHashMap<>();
        family.rows().stream()
                .filter(row -> row.row().level() == Level.MUST && Standing.of(row, run) == Standing.UNDECIDED)
                .map(Summary::reason).filter(text -> !text.isEmpty() && length(text) <= 40)
                .forEach(text -> reasons.merge(text, 1, Integer::sum));
        return reasons.entrySet().stream().max(Comparator.comparingInt(Map.Entry::getValue)).map(Map.Entry::getKey).orElse("");
    }

    /** Why a row is undecided or inapplicable: its own reason, or what its first telling finding says. */
    static String reason(RowResult row) {
        if (!row.reason().isEmpty()) {
            return PlainText.of(row.reason());
        }
        return row.cases().stream().filter(c -> c.outcome() == row.outcome())
                .flatMap(c -> c.findings().stream()).filter(f -> f.outcome() == row.outcome())
                .map(f -> PlainText.of(f.actual())).findFirst().orElse(row.cases().isEmpty() && row.row().testable()
                        ? "no case exercised it" : "");
    }

    private static String cost(Cost cost) {
        return cost.copies() + (cost.copies() == 1 ? " copy" : " copies")
                + (cost.budget() < 0 ? "" : " (budget " + cost.budget() + ")") + "  " + cost.requests()
                + (cost.requests() == 1 ? " request" : " requests") + "  " + time(cost.took()) + "    LEDGER  "
                + cost.created() + " created  " + cost.deleted() + " deleted  " + cost.left() + " left";
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

    /** The run in Markdown: the last lines, and a table of everything that is not verified, worst first. */
    public static String markdown(RunResult run) {
        StringBuilder out = new StringBuilder();
        if (embedded(run)) {
            out.append("> ").append(EMBEDDED).append("\n\n");
        }
        out.append("# ").append(escaped(run.verdict())).append("\n\n");
        out.append(run.started()).append(", seed ").append(run.seed()).append(run.strict() ? ", strict" : "");
        if (!run.selection().isEmpty()) {
            out.append(", selection: ").append(escaped(run.selection()));
        }
        out.append("\n");
        for (FamilyResult family : run.families()) {
            out.append("\n## ").append(escaped(family.contract().family())).append(": ").append(escaped(family.endpoint())).append("\n\n");
            if (!family.diagnosis().isEmpty()) {
                out.append("**").append(escaped(family.diagnosis())).append("**\n\n");
            }
            out.append("- MUST: ").append(escaped(columns(counts(family, run, l -> l == Level.MUST), Map.of(), reason(family, run))))
                    .append("\n- SHOULD: ").append(escaped(columns(counts(family, run, l -> l != Level.MUST), Map.of(), "")))
                    .append("\n- COST: ").append(escaped(cost(family.cost()))).append("\n");
            family.leftovers().forEach(left -> out.append("- LEFT: ").append(escaped(left)).append("\n"));
            family.notes().forEach(note -> out.append("- ").append(escaped(note)).append("\n"));
            table(out, family, run);
        }
        list(out, "Expected to fail, and did", run.expected());
        list(out, "Expected to fail, but did not", run.stale());
        if (embedded(run)) {
            out.append("\n> ").append(EMBEDDED).append("\n");
        }
        return out.toString();
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
        out.append("\n| | row | level | sentence | what came |\n|---|---|---|---|---|\n");
        for (RowResult row : told) {
            List<CaseResult> cases = row.cases().stream().filter(c -> c.outcome() == row.outcome()).toList();
            String came = cases.stream().map(c -> c.scenario().address().replaceFirst("^[^/]*/", "") + ": "
                            + c.findings().stream().filter(f -> f.outcome() == c.outcome()).map(f -> f.actual()).findFirst().orElse(""))
                    .map(Summary::escaped).reduce((a, b) -> a + "<br>" + b).orElse(escaped(reason(row)));
            out.append("| ").append(Standing.of(row, run).word()).append(" | ").append(escaped(row.row().id())).append(" | ")
                    .append(row.row().level()).append(" | ").append(escaped(row.row().title())).append(" | ").append(came).append(" |\n");
        }
    }

    /** Text that Markdown shows as it is, also in a table. */
    static String escaped(String text) {
        return PlainText.of(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
                .replaceAll("([\\\\`*_{}\\[\\]()#+!|~$^])", "\\\\$1").replace("://", ":&#47;/").replace("@", "&#64;");
    }
}
