package org.imagecopy.conformance.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;

import org.imagecopy.conformance.contract.Case;
import org.imagecopy.conformance.contract.Row;
import org.imagecopy.conformance.report.FailureText;
import org.imagecopy.conformance.report.Summary;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code list}: rows, their disposition and their cases. */
@Command(name = "list", mixinStandardHelpOptions = true, header = "Lists rows, their disposition and their cases, in the order of the page.")
final class ListCommand implements Callable<Integer> {

    private static final int WIDTH = 100;
    private static final int INDENT = 44;

    /** How a list is written. */
    enum Format {
        table, json, markdown
    }

    @Parameters(paramLabel = "NAME", arity = "0..*", description = "only these families (ecd), topics (ECD-NAME), rows (ECD-NAME-02) or cases")
    private List<String> wanted = new ArrayList<>();
    @Option(names = "--rows", description = "rows only, without their cases")
    private boolean rowsOnly;
    @Option(names = "--format", paramLabel = "FORMAT", defaultValue = "table", description = "table, json or markdown; default: table")
    private Format format;
    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        List<RowChoice> choices = RowChoice.of(wanted);
        switch (format) {
            case table -> table(out, choices);
            case json -> out.println(json(choices));
            case markdown -> markdown(out, choices);
            default -> throw new IllegalStateException("no format " + format);
        }
        out.flush();
        return 0;
    }

    private void table(PrintWriter out, List<RowChoice> choices) {
        String page = "";
        String section = "";
        for (RowChoice choice : choices) {
            Row row = choice.row();
            String title = choice.contract().page().title() + ", " + choice.contract().page().edition();
            if (!title.equals(page)) {
                out.println((page.isEmpty() ? "" : System.lineSeparator()) + title);
                page = title;
                section = "";
            }
            if (!row.source().equals(section)) {
                section = row.source();
                out.println("  " + section.replaceFirst(" - https://.*", " (another page of the vendor)"));
            }
            String head = String.format(Locale.ROOT, "    %-13s %-6s %-8s %9s", row.id(), row.level(),
                    row.provenance().name().toLowerCase(Locale.ROOT), row.testable() ? choice.disposition() : "-");
            for (String line : FailureText.wrap(row.title() + (row.testable() ? "" : " (" + choice.disposition() + ")"), WIDTH - INDENT - 2)) {
                out.println((head + " ".repeat(Math.max(2, INDENT + 2 - head.length())) + line).stripTrailing());
                head = "";
            }
            if (!rowsOnly) {
                choice.cases().forEach(c -> out.println("        " + c.address()));
            }
        }
    }

    private String json(List<RowChoice> choices) {
        ArrayNode rows = JsonMapper.shared().createArrayNode();
        for (RowChoice choice : choices) {
            Row row = choice.row();
            ObjectNode node = rows.addObject();
            node.put("id", row.id()).put("family", choice.contract().family()).put("title", row.title()).put("subject", row.subject())
                    .put("level", row.level().name()).put("provenance", row.provenance().name().toLowerCase(Locale.ROOT))
                    .put("quote", row.quote()).put("source", row.source()).put("testable", row.testable()).put("untestable", row.untestable());
            ArrayNode needs = node.putArray("needs");
            row.needs().stream().sorted().forEach(need -> needs.add(need));
            node.put("since", row.since()).put("note", row.note()).put("flaw", row.flaw().name().toLowerCase(Locale.ROOT));
            if (!rowsOnly) {
                ArrayNode cases = node.putArray("cases");
                for (Case one : choice.cases()) {
                    cases.addObject().put("address", one.address()).put("title", one.title()).put("place", one.place());
                }
            }
        }
        return rows.toPrettyString();
    }

    private void markdown(PrintWriter out, List<RowChoice> choices) {
        String page = "";
        String section = "";
        for (RowChoice choice : choices) {
            Row row = choice.row();
            if (!choice.contract().page().title().equals(page)) {
                out.println((page.isEmpty() ? "" : System.lineSeparator()) + "# " + Summary.escaped(choice.contract().page().title()));
                page = choice.contract().page().title();
                section = "";
            }
            if (!row.source().equals(section)) {
                section = row.source();
                out.println(System.lineSeparator() + "## " + Summary.escaped(section) + System.lineSeparator());
                out.println("| row | level | provenance | rule | page | " + (rowsOnly ? "disposition" : "cases") + " |");
                out.println("|---|---|---|---|---|---|");
            }
            String cases = rowsOnly || choice.cases().isEmpty() ? Summary.escaped(choice.disposition())
                    : String.join("<br>", choice.cases().stream().map(c -> Summary.escaped(c.address().replaceFirst("^[^/]*/", ""))).toList());
            out.println("| " + row.id() + " | " + row.level() + " | " + row.provenance().name().toLowerCase(Locale.ROOT) + " | "
                    + Summary.escaped(row.title()) + " | " + Summary.escaped(row.quote()) + " | " + cases + " |");
        }
    }
}
