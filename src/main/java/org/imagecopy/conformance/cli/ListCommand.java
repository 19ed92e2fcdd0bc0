package org.imagecopy.conformance.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;

import org.imagecopy.conformance.contract.Case;
import org.imagecopy.conformance.contract.CaseIndex;
import org.imagecopy.conformance.contract.Contract;
import org.imagecopy.conformance.contract.Row;
import org.imagecopy.conformance.family.Family;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code list}: rows, their disposition and their cases. */
@Command(name = "list", mixinStandardHelpOptions = true, header = "Lists rows, their disposition and their cases, in the order of the page.")
final class ListCommand implements Callable<Integer> {

    @Parameters(paramLabel = "FAMILY|ROW", arity = "0..*", description = "only these families, rows or topics")
    private List<String> wanted = new ArrayList<>();
    @Option(names = "--rows", description = "rows only, without their cases")
    private boolean rowsOnly;
    @Spec
    private picocli.CommandLine.Model.CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        List<String> known = Family.all().stream().map(Family::id).toList();
        List<String> families = wanted.stream().filter(known::contains).toList();
        List<String> rows = wanted.stream().filter(w -> !known.contains(w)).toList();
        int shown = 0;
        for (String family : families.isEmpty() ? known : families) {
            Contract contract = Contract.of(family);
            CaseIndex index = CaseIndex.of(List.of(family));
            for (Row row : contract.rows()) {
                if (RunCommand.shown(row, rows)) {
                    shown++;
                    print(out, row, index.casesOf(row.id()));
                }
            }
        }
        out.flush();
        if (shown == 0) {
            throw new org.imagecopy.conformance.target.ConfigurationException("no row matches " + String.join(", ", wanted) + "; './conformance list --rows' shows all");
        }
        return 0;
    }

    private void print(PrintWriter out, Row row, List<Case> cases) {
        String disposition = !row.testable() ? "not testable: " + row.untestable() : cases.isEmpty() ? "not yet exercised" : cases.size() + " cases";
        out.printf("%-14s %-6s %-8s %s  (%s)%n", row.id(), row.level(), row.provenance().name().toLowerCase(Locale.ROOT), row.title(), disposition);
        if (!rowsOnly) {
            cases.forEach(c -> out.println("    " + c.address()));
        }
    }
}
