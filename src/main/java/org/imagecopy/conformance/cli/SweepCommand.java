package org.imagecopy.conformance.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

import org.imagecopy.conformance.engine.LedgerException;
import org.imagecopy.conformance.engine.LedgerRecord;
import org.imagecopy.conformance.engine.Sweep;
import org.imagecopy.conformance.engine.Time;
import org.imagecopy.conformance.report.PlainText;
import org.imagecopy.conformance.result.RunResult;
import org.imagecopy.conformance.target.ConfigurationException;
import org.imagecopy.conformance.target.Target;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code sweep}: deletes what a run left. */
@Command(name = "sweep", modelTransformer = TargetOptions.Settings.class, mixinStandardHelpOptions = true, sortOptions = false,
        header = "Deletes the images that a run left, by its ledger.",
        description = {"For runs that were killed or could not delete everything, also from another machine. Deletes only images that were not there before the",
            "run and whose id, or whose marker in name or description, the ledger holds. Needs the credentials of the run.", ""})
final class SweepCommand implements Callable<Integer> {

    @Option(names = "--ledger", paramLabel = "FILE", description = "ledger of the run; default: reports/latest/ledger.jsonl")
    private Path ledger = Path.of("reports", "latest", "ledger.jsonl");
    @Option(names = "--dry-run", description = "only look; delete nothing")
    private boolean dry;
    @Mixin
    private TargetOptions options;
    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        List<LedgerRecord> records = LedgerRecord.read(ledger);
        int code = RunResult.CONFORMANT;
        for (LedgerRecord record : records) {
            if (!record.open()) {
                out.println(record.target() + "  " + (record.embedded() ? "was an emulator and ended with its process" : record.done() ? "is clean already" : "was never asked to copy"));
                continue;
            }
            Target target = target(record);
            out.println(record.target() + "  " + target.endpoint() + "  " + record.markers().size() + " requests may have copied");
            out.flush();
            code = Math.max(code, report(sweep(target, record), out));
        }
        if (records.isEmpty()) {
            out.println(ledger + " is empty: its run sent nothing");
        }
        out.flush();
        return code;
    }

    private Sweep.Result sweep(Target target, LedgerRecord record) {
        try {
            return new Sweep(target, record, Time.wall()).run(ledger, !dry);
        } catch (LedgerException e) {
            throw new ConfigurationException(e.getMessage() + "; copy it to a place where you may write");
        }
    }

    /** The ledger is a promise about one endpoint; elsewhere its ids may be somebody else's. */
    private Target target(LedgerRecord record) {
        Target target = options.recorded(record.target(), Map.of("family", record.family(), "endpoint", record.endpoint()));
        if (!target.family().equals(record.family()) || !target.endpoint().toString().equals(record.endpoint())) {
            throw new ConfigurationException(ledger + " belongs to target '" + record.target() + "' (" + record.family() + " at " + record.endpoint() + "), not to '" + target.name()
                    + "' (" + target.family() + " at " + target.endpoint() + "); name the right one with --target or --endpoint");
        }
        return target;
    }

    private int report(Sweep.Result result, PrintWriter out) {
        result.found().forEach(image -> out.println("  found  " + PlainText.of(image)));
        result.left().forEach(image -> out.println("  left   " + PlainText.of(image)));
        if (!result.diagnosis().isEmpty()) {
            out.println("  " + PlainText.of(result.diagnosis()));
        }
        out.println("  " + (dry ? result.found().size() + " would be deleted" : result.found().size() + " found, " + result.deleted() + " deleted, " + result.left().size() + " left"));
        if (!result.left().isEmpty()) {
            return RunResult.LEFTOVERS;
        }
        return result.diagnosis().isEmpty() ? RunResult.CONFORMANT : RunResult.UNDECIDED;
    }
}
