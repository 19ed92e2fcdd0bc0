package org.imagecopy.conformance.cli;

import java.io.PrintWriter;
import java.util.List;

import org.imagecopy.conformance.reference.Embedded;
import org.imagecopy.conformance.engine.Engine;
import org.imagecopy.conformance.engine.Plan;
import org.imagecopy.conformance.engine.Selection;
import org.imagecopy.conformance.target.Target;

import picocli.CommandLine.Command;

/** {@code plan}: says what a run would send, and sends nothing. */
@Command(name = "plan", mixinStandardHelpOptions = true, sortOptions = false, header = "Says what a run would send and cost. Sends nothing.")
final class PlanCommand extends RunCommand {

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        List<Target> targets = targets(Embedded::described);
        Engine engine = new Engine(targets.stream().map(Target::family).distinct().toList());
        for (Target target : targets) {
            Plan plan = engine.plan(target, Selection.of(rows, tags), seed == null ? 1 : seed);
            out.printf("TARGET   %s  %s%n", target.family(), target.embedded() ? "embedded reference emulator" : target.endpoint());
            out.printf("CASES    %d, of them %d inapplicable%n", plan.scenes().size(), plan.inapplicable().size());
            out.printf("REQUESTS %d copy requests, besides listings%n", plan.requests());
            out.printf("COPIES   at least %d (recorded cases may copy as well), %d in the worst case%n", plan.expectedCopies(), plan.worstCaseCopies());
        }
        out.flush();
        return 0;
    }
}
