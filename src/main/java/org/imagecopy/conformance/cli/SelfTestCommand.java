package org.imagecopy.conformance.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import org.imagecopy.conformance.check.Check;
import org.imagecopy.conformance.engine.Engine;
import org.imagecopy.conformance.family.Family;
import org.imagecopy.conformance.fault.Fault;
import org.imagecopy.conformance.fault.FaultCatalogue;
import org.imagecopy.conformance.fault.Variant;
import org.imagecopy.conformance.result.RunResult;
import org.imagecopy.conformance.selftest.KillMatrix;
import org.imagecopy.conformance.selftest.Laboratory;
import org.imagecopy.conformance.selftest.Line;
import org.imagecopy.conformance.selftest.MatrixReport;
import org.imagecopy.conformance.selftest.Touched;
import org.imagecopy.conformance.selftest.Trials;
import org.imagecopy.conformance.selftest.Trivial;
import org.imagecopy.conformance.target.ConfigurationException;

/** {@code selftest}: the suite against endpoints whose behaviour is known. */
@Command(name = "selftest", mixinStandardHelpOptions = true, sortOptions = false, header = "Tries the suite on endpoints whose behaviour is known: the kill matrix.",
        description = {"Every seeded fault must be seen in the row that it breaks, every conformant variant must come out conformant, no",
            "endpoint without sense may; of two faults at once both must be seen, and no check may be left out without a fault surviving.",
            "Without a selection all of it is tried. Writes kill-matrix.html and kill-matrix.json. Exit code 0 when everything came as wanted, else 1.", ""})
final class SelfTestCommand implements Callable<Integer> {

    private static final long SEED = 20_260_105;

    @Option(names = "--family", paramLabel = "NAME", description = "only this family; may be repeated")
    private List<String> families = new ArrayList<>();
    @Option(names = "--fault", paramLabel = "ID", description = "only faults whose id begins so; may be repeated")
    private List<String> faults = new ArrayList<>();
    @Option(names = "--variant", paramLabel = "ID", description = "only variants whose id begins so; may be repeated")
    private List<String> variants = new ArrayList<>();
    @Option(names = "--trivial", paramLabel = "ID", description = "only endpoints without sense whose id begins so; may be repeated")
    private List<String> trivial = new ArrayList<>();
    @Option(names = "--pairs", paramLabel = "N", description = "only this number of random pairs of faults in each family")
    private Integer pairs;
    @Option(names = "--checks", description = "only: leave out every check in turn")
    private boolean checks;
    @Option(names = "--complete", description = "run every case for every fault, not only those that it touched in the last complete run; writes touched.txt")
    private boolean complete;
    @Option(names = "--without-check", paramLabel = "CHECK", description = "leave this check out of everything, to see which faults only it catches")
    private List<String> without = new ArrayList<>();
    @Option(names = "--threads", paramLabel = "N", description = "runs at the same time; default: one for each core")
    private int threads = Runtime.getRuntime().availableProcessors();
    @Option(names = "--reports", paramLabel = "FOLDER", description = "where the matrix goes; default: reports/selftest")
    private Path reports = Path.of("reports", "selftest");
    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        families.forEach(Family::of);
        List<String> chosen = families.isEmpty() ? Family.all().stream().map(Family::id).toList() : families;
        Set<Check> disabled = EnumSet.noneOf(Check.class);
        without.forEach(id -> disabled.add(Arrays.stream(Check.values()).filter(c -> c.id().equals(id)).findFirst().orElseThrow(() ->
                new ConfigurationException("no check '" + id + "'; known: " + String.join(", ", Arrays.stream(Check.values()).map(Check::id).toList())))));
        boolean all = faults.isEmpty() && variants.isEmpty() && trivial.isEmpty() && pairs == null && !checks;
        Touched touched = Touched.known();
        Trials trials = new Trials(new Laboratory(new Engine(chosen, Home.rehearsals())), touched, complete);
        long began = System.nanoTime();
        List<Line> lines = new ArrayList<>();
        boolean needsFaults = all || !faults.isEmpty() || pairs != null || checks;
        List<Callable<Line>> first = new ArrayList<>();
        for (String family : chosen) {
            if (needsFaults) {
                FaultCatalogue.faults(family).stream().filter(f -> all || pairs != null || checks || begins(f.id(), faults))
                        .forEach(f -> first.add(() -> trials.fault(f, disabled)));
            }
            FaultCatalogue.variants(family).stream().filter((Variant v) -> all || begins(v.id(), variants)).forEach(v -> first.add(() -> trials.variant(v)));
            Trivial.of(family).stream().filter(t -> all || begins(t.id(), trivial)).forEach(t -> first.add(() -> trials.trivial(family, t)));
        }
        if (first.isEmpty()) {
            throw new ConfigurationException("nothing is selected; kill-matrix.html of a complete run shows all ids");
        }
        lines.addAll(run(first, out));
        List<Callable<Line>> second = new ArrayList<>();
        for (String family : chosen) {
            if (all || pairs != null) {
                for (List<Fault> pair : Trials.pairs(family, lines, pairs == null ? 100 : pairs, SEED)) {
                    second.add(() -> trials.pair(pair.get(0), pair.get(1)));
                }
            }
        }
        if (all || checks) {
            Map<Check, Fault> needs = Trials.needs(lines);
            needs.forEach((check, fault) -> second.add(() -> trials.check(check, fault)));
            Arrays.stream(Check.values()).filter(c -> !needs.containsKey(c) && c != Check.RECORDED).forEach(c ->
                    lines.add(new Line(Line.Kind.CHECK, "both", c.id(), "survives", "", "No seeded fault is seen by this check alone.", false, true, "", List.of(), List.of(),
                            List.of(), Set.of(), 0, "", 0, 0)));
        }
        lines.addAll(run(second, out));
        KillMatrix matrix = new KillMatrix(lines);
        long seconds = (System.nanoTime() - began) / 1_000_000_000L;
        MatrixReport.write(matrix, reports, seconds);
        if (complete && all && disabled.isEmpty()) {
            touched.write(reports.resolve("touched.txt"));
        }
        out.println();
        matrix.bad().forEach(line -> out.println(line.inWords()));
        matrix.summary().forEach(out::println);
        out.println("TIME      " + seconds + " s" + (complete ? "" : ", cases selected by what faults touch") + "    " + reports.resolve("kill-matrix.html"));
        out.flush();
        return matrix.bad().isEmpty() ? RunResult.CONFORMANT : RunResult.REFUTED;
    }

    private List<Line> run(List<Callable<Line>> trials, PrintWriter out) {
        AtomicInteger done = new AtomicInteger();
        return KillMatrix.run(trials, threads, line -> {
            synchronized (out) {
                out.println(String.format(java.util.Locale.ROOT, "%4d/%d  ", done.incrementAndGet(), trials.size()) + line.inWords());
                out.flush();
            }
        });
    }

    private static boolean begins(String id, List<String> wanted) {
        return wanted.stream().anyMatch(id::startsWith);
    }
}
