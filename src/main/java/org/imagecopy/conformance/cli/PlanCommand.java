package org.imagecopy.conformance.cli;

import java.io.PrintWriter;
import java.util.List;

import org.imagecopy.conformance.contract.Level;
import org.imagecopy.conformance.engine.Engine;
import org.imagecopy.conformance.engine.Plan;
import org.imagecopy.conformance.engine.Selection;
import org.imagecopy.conformance.report.Summary;
import org.imagecopy.conformance.target.ConfigurationException;
import org.imagecopy.conformance.target.Target;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code plan}: says what a run would send, and sends nothing. */
@Command(name = "plan", modelTransformer = TargetOptions.Settings.class, mixinStandardHelpOptions = true, sortOptions = false,
        header = "Says what a run would send and cost. Sends nothing.")
final class PlanCommand extends RunCommand {

    @Option(names = "--settings", description = "show every setting and where it was said")
    private boolean settings;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        try (Targets targets = target.describe(families, faults)) {
            Selection selection = Selection.of(rows, tags);
            Engine engine = new Engine(targets.all().stream().map(Target::family).distinct().toList(), Home.rehearsals());
            List<Plan> plans = targets.all().stream().map(t -> engine.plan(t, selection, seed == null ? 1 : seed)).toList();
            if (plans.stream().allMatch(plan -> plan.cases() == 0)) {
                throw new ConfigurationException("no case is selected by " + selection.words() + "; 'conformance list' shows rows and addresses");
            }
            for (Plan plan : plans) {
                if (targets.embedded()) {
                    out.println(plan.target().family() + "  " + Summary.EMBEDDED);
                } else {
                    Configuration.brief(plan).forEach(out::println);
                }
                print(plan, out);
                if (settings || verbose) {
                    Configuration.complete(plan.target()).forEach(out::println);
                }
            }
            out.flush();
            return 0;
        }
    }

    private static void print(Plan plan, PrintWriter out) {
        out.println("  CASES     " + plan.cases() + (plan.rounds() == 1 ? "" : " in " + plan.rounds() + " rounds") + (plan.inapplicable().isEmpty() ? ""
                : ", " + plan.inapplicable().values().stream().mapToInt(Integer::intValue).sum() + " of them inapplicable"));
        plan.inapplicable().forEach((reason, number) -> out.println("            " + number + ": " + reason));
        out.println("  ROWS      decides " + rows(plan, Level.MUST) + " and " + rows(plan, Level.SHOULD));
        out.println("  REQUESTS  " + plan.requests() + (plan.frugal() ? " that could copy, most refusals twice, besides listings and deletions" : " that could copy, besides listings and deletions"));
        out.println("  COPIES    " + new Consent(plan).numbers() + (plan.budget() < 0 ? "; no budget" : "; budget " + plan.budget()));
    }

    private static String rows(Plan plan, Level level) {
        return plan.decidable(level) + " of " + plan.contract().rows().stream().filter(row -> row.level() == level && row.testable()).count() + " " + level + " rows";
    }
}
