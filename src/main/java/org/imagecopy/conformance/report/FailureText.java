package org.imagecopy.conformance.report;

import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.imagecopy.conformance.contract.Contract;
import org.imagecopy.conformance.contract.Provenance;
import org.imagecopy.conformance.contract.Row;
import org.imagecopy.conformance.result.CaseResult;
import org.imagecopy.conformance.result.FamilyResult;
import org.imagecopy.conformance.result.Finding;
import org.imagecopy.conformance.result.Outcome;
import org.imagecopy.conformance.result.RowResult;
import org.imagecopy.conformance.result.RunResult;

/**
 * What there is to say about one case, in a fixed order: id, level and place; the quote; what is acceptable; what came, with all
 * differences; the control; the effects; how to repeat it. The terminal, JUnit, Allure and the HTML report all show this text.
 */
public final class FailureText {

    private static final int WIDTH = 100;
    private static final int LABEL = 12;
    private static final String AGAIN = "Again";
    private static final String EFFECT = "effect: ";
    private static final Pattern FAMILIES = Pattern.compile("^(\\S+ run)(?: [a-z]+)*");
    /** How the judge names an answer: the case, the transport and the number of the exchange. */
    private static final Pattern ANSWER = Pattern.compile("(\\S+) over ([^:()]{1,40} \\(#\\d+\\)): (.+)", Pattern.DOTALL);

    private final String head;
    private final String quote;
    private final String source;
    private final List<Part> parts;

    private FailureText(String head, String quote, String source, List<Part> parts) {
        this.head = head;
        this.quote = quote;
        this.source = source;
        this.parts = List.copyOf(parts);
    }

    /**
     * One labelled part of the text.
     *
     * @param label what it is: {@code Expected}
     * @param lines its lines, safe to show, not yet wrapped
     */
    public record Part(String label, List<String> lines) {
    }

    /**
     * The text of a case of a run.
     *
     * @param row its row; the reason why the row as a whole is undecided or inapplicable is told when no finding tells it
     */
    public static FailureText of(CaseResult result, RowResult row, FamilyResult family, RunResult run) {
        Row told = row.row();
        String head = mark(result.outcome()) + " " + PlainText.of(result.scenario().address()) + "   " + told.level() + "   "
                + PlainText.of(result.scenario().place())
                + (result.outcome() == Outcome.REFUTED ? "" : "   " + result.outcome().word());
        String quote = told.quote().isEmpty() ? "(the page is silent: " + PlainText.of(told.title()) + ")"
                : "\"" + PlainText.of(told.quote()) + "\"";
        List<String> again = new ArrayList<>();
        if (!run.command().isEmpty() && !result.exchanges().isEmpty()) {
            again.add(FAMILIES.matcher(run.command()).replaceFirst("$1 " + family.contract().family()) + " --row " + result.scenario().address());
        }
        if (!result.again().isEmpty()) {
            again.add(result.again());
        }
        return new FailureText(head, quote, source(told, family.contract()), parts(result, row.reason(), again));
    }

    /** The texts of all cases of a run; where two targets of one family have a case, that of the later one. */
    public static Function<CaseResult, String> texts(RunResult run) {
        Map<String, Function<CaseResult, String>> byRow = new HashMap<>();
        run.families().forEach(family -> family.rows().forEach(row -> byRow.put(row.row().id(), result -> of(result, row, family, run).text())));
        return result -> byRow.get(result.scenario().row()).apply(result);
    }

    /** Sign of an outcome that needs no colour. */
    public static String mark(Outcome outcome) {
        return switch (outcome) {
            case VERIFIED -> "✓";
            case RECORDED -> "·";
            case INAPPLICABLE -> "-";
            case UNDECIDED -> "?";
            case WARNING -> "!";
            case REFUTED -> "✗";
            case ERROR -> "E";
        };
    }

    private static String source(Row row, Contract contract) {
        String section = PlainText.of(row.source());
        if (row.provenance() == Provenance.PLATFORM) {
            return section;
        }
        String host;
        try {
            host = URI.create(contract.page().url()).getHost();
        } catch (IllegalArgumentException e) {
            host = null;
        }
        return (host == null ? "" : host.replaceFirst("^www\\.", "") + " … ") + PlainText.of(contract.operation()) + ", " + section;
    }

    private static List<Part> parts(CaseResult result, String reason, List<String> again) {
        List<Part> parts = new ArrayList<>();
        List<Finding> told = result.findings().stream()
                .filter(f -> f.outcome() != Outcome.VERIFIED)
                .filter(f -> f.outcome() != Outcome.RECORDED || result.outcome() == Outcome.RECORDED)
                .toList();
        if (result.outcome() == Outcome.ERROR) {
            parts.add(new Part("Defect", List.of("this is a defect of the suite, not of the target")));
        }
        for (Finding finding : told) {
            if (told.size() > 1) {
                parts.add(part("Sentence", finding.sentence()));
            }
            if (!finding.expected().isEmpty()) {
                parts.add(part("Expected", finding.expected()));
            }
            parts.add(new Part("Actual", actual(finding, result)));
        }
        if (told.isEmpty() && !reason.isEmpty()) {
            parts.add(part("Reason", reason));
        }
        if (!result.control().isEmpty()) {
            parts.add(part("Control", result.control()));
        }
        if (!result.effects().isEmpty()) {
            parts.add(new Part("Effect", result.effects().stream().map(PlainText::of).toList()));
        }
        if (!again.isEmpty()) {
            parts.add(new Part(AGAIN, again.stream().map(PlainText::of).toList()));
        }
        return parts;
    }

    /** What came in one line, then every difference: those that several answers share once, with all their answers. */
    private static List<String> actual(Finding finding, CaseResult result) {
        List<String> lines = new ArrayList<>();
        if (finding.outcome() == Outcome.ERROR) {
            lines.add(PlainText.of(finding.actual()));
            finding.details().forEach(detail -> detail.lines().map(PlainText::of).forEach(lines::add));
            return lines;
        }
        List<String> details = finding.details().stream()
                .filter(detail -> !detail.startsWith(EFFECT) || !result.effects().contains(detail.substring(EFFECT.length()))).toList();
        String whole = details.stream().filter(detail -> finding.actual().endsWith("; " + detail)).findFirst()
                .map(detail -> finding.actual().substring(0, finding.actual().length() - detail.length() - 2)).orElse(finding.actual());
        lines.add(PlainText.of(whole));
        Map<String, List<String>> answers = new LinkedHashMap<>();
        for (String detail : details) {
            Matcher one = ANSWER.matcher(detail);
            if (one.matches()) {
                answers.computeIfAbsent(one.group(3), text -> new ArrayList<>()).add(
                        (one.group(1).equals(result.scenario().address()) ? "" : one.group(1) + " over ") + one.group(2));
            } else {
                answers.computeIfAbsent(detail, text -> new ArrayList<>());
            }
        }
        boolean counted = !whole.equals(finding.actual());
        answers.forEach((text, where) -> {
            boolean said = where.isEmpty() ? text.equals(finding.actual())
                    : !counted && where.size() == 1 && finding.actual().endsWith(where.get(0) + ": " + text);
            if (text.equals(finding.actual()) && !where.isEmpty()) {
                lines.add("over " + PlainText.of(String.join(", ", where)));
            } else if (!said) {
                lines.add("- " + PlainText.of(where.isEmpty() ? text : where.size() == 1 ? where.get(0) + ": " + text
                        : text + " – in " + where.size() + " answers: " + String.join(", ", where)));
            }
        });
        return List.copyOf(lines);
    }

    private static Part part(String label, String line) {
        return new Part(label, List.of(PlainText.of(line)));
    }

    /** What an answer came to, without saying which answer it was. */
    static String withoutAnswer(String text) {
        Matcher one = ANSWER.matcher(text);
        return one.matches() ? one.group(3) : text;
    }

    /** The labelled parts below the quote. */
    public List<Part> parts() {
        return parts;
    }

    /** The first two lines, for places that have room for one message. */
    public String message() {
        return head + "\n  " + quote;
    }

    /** The first two lines and what came, for lists in which several cases stand below each other. */
    public String brief() {
        return message() + parts.stream().filter(part -> part.label().equals("Actual") || part.label().equals("Reason")).findFirst()
                .map(part -> "\n  " + part.label() + "  " + String.join(" ", part.lines().subList(0, Math.min(2, part.lines().size())))
                        .replaceFirst("( – in \\d+ answers): .*", "$1")).orElse("");
    }

    /** The whole block, lines of at most 100 columns except for the command that repeats the case, which stays in one piece. */
    public String text() {
        return String.join("\n", lines());
    }

    /** The lines of {@link #text()}. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add(head);
        int gap = WIDTH - 2 - length(quote) - length(source);
        if (gap >= 3) {
            lines.add("  " + quote + " ".repeat(gap) + source);
        } else {
            wrap(quote, WIDTH - 2).forEach(line -> lines.add("  " + line));
            wrap(source, WIDTH - 4).forEach(line -> lines.add("    " + line));
        }
        for (Part part : parts) {
            String label = "  " + part.label() + " ".repeat(LABEL - 2 - part.label().length());
            for (String line : part.lines()) {
                for (String piece : part.label().equals(AGAIN) ? List.of(line) : wrap(line, WIDTH - LABEL)) {
                    lines.add((label + piece).stripTrailing());
                    label = " ".repeat(LABEL);
                }
            }
        }
        return lines;
    }

    /**
     * Breaks a line at its blanks; a word that is longer than the line stays in one piece.
     *
     * @param width largest length of a line, in characters
     */
    public static List<String> wrap(String text, int width) {
        List<String> lines = new ArrayList<>();
        String rest = text;
        while (length(rest) > width) {
            int limit = rest.offsetByCodePoints(0, width);
            int at = rest.lastIndexOf(' ', limit);
            if (at <= 0 || rest.substring(0, at).isBlank()) {
                at = rest.indexOf(' ', limit);
            }
            if (at < 0) {
                break;
            }
            lines.add(rest.substring(0, at));
            rest = (text.startsWith("- ") ? "  " : "") + rest.substring(at + 1).stripLeading();
        }
        lines.add(rest);
        return lines;
    }

    private static int length(String text) {
        return text.codePointCount(0, text.length());
    }
}
