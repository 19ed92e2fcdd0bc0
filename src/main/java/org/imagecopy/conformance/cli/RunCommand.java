package org.imagecopy.conformance.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;

import org.imagecopy.conformance.engine.Engine;
import org.imagecopy.conformance.engine.ExpectedFailures;
import org.imagecopy.conformance.engine.Halt;
import org.imagecopy.conformance.engine.LedgerException;
import org.imagecopy.conformance.engine.Plan;
import org.imagecopy.conformance.engine.Selection;
import org.imagecopy.conformance.exchange.Client;
import org.imagecopy.conformance.exchange.ExchangeFile;
import org.imagecopy.conformance.report.AllureReport;
import org.imagecopy.conformance.report.FailureText;
import org.imagecopy.conformance.report.PlainText;
import org.imagecopy.conformance.report.Reports;
import org.imagecopy.conformance.report.Summary;
import org.imagecopy.conformance.result.CaseResult;
import org.imagecopy.conformance.result.FamilyResult;
import org.imagecopy.conformance.result.Outcome;
import org.imagecopy.conformance.result.RowResult;
import org.imagecopy.conformance.result.RunResult;
import org.imagecopy.conformance.target.ConfigurationException;
import org.imagecopy.conformance.target.Target;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code run}: runs the contracts against an endpoint. */
@Command(name = "run", modelTransformer = TargetOptions.Settings.class, mixinStandardHelpOptions = true, sortOptions = false, header = "Runs the contracts and gives a verdict.",
        description = {"Without --config and --endpoint: against the reference emulators that the suite carries itself.", ""})
class RunCommand implements Callable<Integer> {

    private static final Set<String> NOT_REPEATED = Set.of("--row", "--tags", "--reports", "--seed", "--yes", "--no-allure-report");

    @Parameters(paramLabel = "FAMILY", arity = "0..*", description = "ecd, uhost; none: both, or the family of the target")
    List<String> families = new ArrayList<>();
    @Mixin
    TargetOptions target;
    @Option(names = "--tags", paramLabel = "EXPRESSION", description = "only cases with these tags, for example '@frugal or not @needs-batch'", defaultValue = "")
    String tags;
    @Option(names = "--row", paramLabel = "ID[/slug]", description = "only this row, topic or case; may be repeated")
    List<String> rows = new ArrayList<>();
    @Option(names = "--strict", description = "implied rows count like stated ones")
    boolean strict;
    @Option(names = "--yes", description = "do not ask before a run that may copy")
    boolean yes;
    @Option(names = "--reports", paramLabel = "FOLDER", description = "where reports go; default: reports/latest")
    Path reports = Path.of("reports", "latest");
    @Option(names = "--seed", paramLabel = "N", description = "seed of names and order; default: drawn, and shown")
    Long seed;
    @Option(names = "--no-allure-report", description = "leave the generated Allure report out; its results are written all the same")
    boolean noAllure;
    @Option(names = "--write-baseline", paramLabel = "FILE", description = "list what is refuted as expected failures, in a new file")
    Path baseline;
    @Option(names = "--verbose", description = "show every setting and where it was said")
    boolean verbose;
    @Option(names = "--fault", paramLabel = "ID", description = "let the embedded emulator break the contract in this way")
    List<String> faults = new ArrayList<>();
    @Spec
    CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        try (Targets targets = target.choose(families, faults)) {
            Map<String, ExpectedFailures> expected = expectedFailures(targets.all());
            if (baseline != null && Files.exists(baseline)) {
                throw new ConfigurationException(baseline + " exists; name another file for the baseline, or delete it first");
            }
            long chosen = seed == null ? System.nanoTime() % 100_000_000L : seed;
            if (targets.embedded()) {
                out.println(Summary.EMBEDDED);
            }
            out.flush();
            Selection selection = Selection.of(rows, tags);
            Client.prepare();
            Engine engine = new Engine(targets.all().stream().map(Target::family).distinct().toList(), Home.rehearsals());
            List<Plan> plans = targets.all().stream().map(t -> engine.plan(t, selection, chosen)).toList();
            announce(targets, plans, selection, out);
            prepare(reports);
            Terminal progress = new Terminal(out);
            Halt halt = new Halt();
            int code = RunResult.ERROR;
            Interruption interruption = new Interruption(halt, progress);
            try {
                RunResult result = run(engine, plans, targets, new Engine.Settings(selection, strict, chosen, reports, progress, Set.of(), halt)).repeatedBy(repeating(chosen));
                for (ExpectedFailures list : expected.values()) {
                    result = list.apply(result, LocalDate.now(ZoneOffset.UTC));
                }
                progress.stage("writing reports");
                write(engine, result, out);
                failures(result, progress);
                if (baseline != null) {
                    write(expected.values().stream().findFirst().orElse(ExpectedFailures.NONE), result, out);
                }
                if (result.exitCode() == RunResult.LEFTOVERS) {
                    out.println("try later to delete what is left: conformance sweep --ledger " + reports.resolve("ledger.jsonl"));
                }
                Summary.lines(result, reports.resolve("report.html").toString()).forEach(progress::say);
                out.flush();
                code = result.exitCode();
                return code;
            } finally {
                interruption.ended(code);
            }
        }
    }

    /** The lists of expected failures by their files; all targets of one run share one. */
    private static Map<String, ExpectedFailures> expectedFailures(List<Target> targets) {
        Map<String, ExpectedFailures> lists = new LinkedHashMap<>();
        targets.stream().map(t -> t.text("expected-failures")).filter(file -> !file.isEmpty())
                .forEach(file -> lists.computeIfAbsent(file, f -> ExpectedFailures.read(Path.of(f))));
        return lists;
    }

    /** Says what is about to be sent, and asks. */
    private void announce(Targets targets, List<Plan> plans, Selection selection, PrintWriter out) {
        if (plans.stream().allMatch(plan -> plan.cases() == 0)) {
            throw new ConfigurationException("no case is selected by " + selection.words() + "; 'conformance list' shows rows and addresses");
        }
        for (Plan plan : plans) {
            if (verbose) {
                Configuration.complete(plan.target()).forEach(out::println);
            } else if (!targets.embedded()) {
                Configuration.brief(plan).forEach(out::println);
            }
        }
        out.flush();
        plans.forEach(plan -> new Consent(plan).obtain(yes, Terminal.reader()));
    }

    private static RunResult run(Engine engine, List<Plan> plans, Targets targets, Engine.Settings settings) {
        try {
            return engine.carryOut(plans, targets::time, settings);
        } catch (LedgerException e) {
            throw new ConfigurationException(e.getMessage());
        }
    }

    private void write(ExpectedFailures known, RunResult result, PrintWriter out) {
        try {
            Files.writeString(baseline, known.baseline(result, LocalDate.now(ZoneOffset.UTC)), StandardCharsets.UTF_8, StandardOpenOption.CREATE_NEW);
            out.println(baseline + " lists what is refuted; check its reasons, then use it: --expected-failures " + baseline);
        } catch (IOException e) {
            throw new ConfigurationException("--write-baseline: " + baseline + " cannot be written: " + e);
        }
    }

    private void write(Engine engine, RunResult result, PrintWriter out) throws IOException {
        if (noAllure) {
            write(engine, result, () -> {
                // nobody waits for the results of Allure
            });
            return;
        }
        AtomicReference<AllureReport.Running> allure = new AtomicReference<>();
        try (AllureReport.Prepared prepared = AllureReport.prepare(Home.allure(), reports.resolve("allure-results"), reports.resolve("allure-report"))) {
            write(engine, result, () -> allure.set(prepared.begin()));
        }
        AllureReport.Generation generation = allure.get().await();
        if (!generation.done()) {
            out.println("no Allure report: " + generation.reason());
        }
    }

    private void write(Engine engine, RunResult result, Runnable allureResults) throws IOException {
        try (ExchangeFile exchanges = new ExchangeFile(reports.resolve("exchanges.jsonl"))) {
            Reports.write(result, reports, exchanges, allureResults);
        }
        engine.perform(result, reports, FailureText.texts(result));
    }

    /** The command line that repeats the run, without its selection; options about reports and questions are left out. */
    private String repeating(long chosen) {
        StringBuilder line = new StringBuilder("./conformance run");
        families.forEach(family -> line.append(' ').append(family));
        for (OptionSpec option : spec.commandLine().getParseResult().matchedOptions()) {
            if (!NOT_REPEATED.contains(option.longestName())) {
                List<?> values = option.getValue() instanceof List<?> several ? several : List.of(String.valueOf(option.<Object>getValue()));
                values.forEach(value -> line.append(' ').append(option.longestName())
                        .append(option.typeInfo().isBoolean() ? "" : " " + quoted(value.toString())));
            }
        }
        return line.append(" --seed ").append(chosen).toString();
    }

    private static String quoted(String word) {
        return word.matches("[\\w@%+=:,./-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
    }

    private static void failures(RunResult result, Terminal out) {
        for (FamilyResult family : result.families()) {
            for (Outcome outcome : List.of(Outcome.WARNING, Outcome.UNDECIDED, Outcome.REFUTED, Outcome.ERROR)) {
                int most = outcome == Outcome.REFUTED || outcome == Outcome.ERROR ? 20 : 3;
                int shown = 0;
                for (RowResult row : family.rows(outcome)) {
                    for (CaseResult found : row.cases()) {
                        if (found.outcome() == outcome && shown++ < most) {
                            out.say("");
                            FailureText.of(found, row, family, result).lines().forEach(out::say);
                        }
                    }
                }
                if (shown > most) {
                    out.say("");
                    out.say("… " + (shown - most) + " more cases are " + outcome.word() + "; the report shows them all");
                }
            }
            family.notes().forEach(note -> out.say("note: " + PlainText.of(note)));
        }
        out.say("");
    }

    /** Fails before anything is sent, not after it. */
    private static void prepare(Path folder) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new ConfigurationException("--reports " + folder + ": this folder cannot be written (" + e + "); name another one");
        }
    }
}
