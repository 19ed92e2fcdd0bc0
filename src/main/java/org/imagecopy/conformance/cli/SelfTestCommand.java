package org.imagecopy.conformance.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.Callable;

import org.imagecopy.conformance.check.Check;
import org.imagecopy.conformance.engine.Engine;
import org.imagecopy.conformance.family.Family;
import org.imagecopy.conformance.fault.Fault;
import org.imagecopy.conformance.fault.FaultCatalogue;
import org.imagecopy.conformance.fault.Variant;
import org.imagecopy.conformance.result.RunResult;
import org.imagecopy.conformance.target.ConfigurationException;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/** {@code selftest}: seeded faults and conformant variants. */
@Command(name = "selftest", mixinStandardHelpOptions = true, sortOptions = false, header = "Runs seeded faults and conformant variants against the suite itself.",
        description = {"Every fault must be seen in the row it breaks, every variant must come out conformant.", "Writes kill-matrix.json.", ""})
final class SelfTestCommand implements Callable<Integer> {

    @Option(names = "--family", paramLabel = "NAME", description = "only this family")
    private List<String> families = new ArrayList<>();
    @Option(names = "--fault", paramLabel = "ID", description = "only faults whose id begins so; may be repeated")
    private List<String> faults = new ArrayList<>();
    @Option(names = "--variant", paramLabel = "ID", description = "only variants whose id begins so; may be repeated")
    private List<String> variants = new ArrayList<>();
    @Option(names = "--without-check", paramLabel = "CHECK", description = "leave this check out, to see which faults only it catches")
    private List<String> without = new ArrayList<>();
    @Option(names = "--threads", paramLabel = "N", description = "runs at the same time", defaultValue = "2")
    private int threads;
    @Option(names = "--reports", paramLabel = "FOLDER", description = "where the matrix goes; default: reports/selftest")
    private Path reports = Path.of("reports", "selftest");
    @Spec
    private picocli.CommandLine.Model.CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        families.forEach(Family::of);
        List<String> chosen = families.isEmpty() ? Family.all().stream().map(Family::id).toList() : families;
        EnumSet<Check> disabled = EnumSet.noneOf(Check.class);
        for (String id : without) {
            disabled.add(java.util.Arrays.stream(Check.values()).filter(c -> c.id().equals(id)).findFirst().orElseThrow(() ->
                    new ConfigurationException("no check '" + id + "'; known: " + java.util.Arrays.stream(Check.values()).map(Check::id).toList())));
        }
        SelfTest selfTest = new SelfTest(new Engine(chosen));
        List<Callable<SelfTest.Line>> runs = new ArrayList<>();
        for (String family : chosen) {
            for (Fault fault : FaultCatalogue.faults(family)) {
                if (wanted(fault.id(), faults, variants)) {
                    runs.add(() -> selfTest.fault(fault, disabled));
                }
            }
            for (Variant variant : FaultCatalogue.variants(family)) {
                if (wanted(variant.id(), variants, faults)) {
                    runs.add(() -> selfTest.variant(variant));
                }
            }
        }
        if (runs.isEmpty()) {
            throw new ConfigurationException("nothing is selected; './conformance emulate --help' names where the ids come from");
        }
        long began = System.nanoTime();
        List<SelfTest.Line> lines = SelfTest.all(runs, threads, line -> {
            synchronized (out) {
                out.println(line.inWords());
                out.flush();
            }
        });
        List<SelfTest.Line> lost = lines.stream().filter(line -> !line.passed()).toList();
        List<SelfTest.Line> seeded = lines.stream().filter(line -> !line.row().isEmpty()).toList();
        List<SelfTest.Line> imprecise = seeded.stream().filter(l -> l.passed() && (l.wanted().equals("refuted") || l.wanted().equals("strict")) && !l.precise()).toList();
        Files.createDirectories(reports);
        Files.writeString(reports.resolve("kill-matrix.json"), JsonMapper.builder().build().writerWithDefaultPrettyPrinter().writeValueAsString(lines),
                StandardCharsets.UTF_8);
        out.println();
        lost.forEach(line -> out.println(line.inWords()));
        out.printf("FAULTS   %d of %d as expected, %d of the kills imprecise%n", seeded.stream().filter(SelfTest.Line::passed).count(), seeded.size(), imprecise.size());
        out.printf("VARIANTS %d of %d conformant%n", lines.stream().filter(l -> l.row().isEmpty() && l.passed()).count(), lines.stream().filter(l -> l.row().isEmpty()).count());
        out.printf("TIME     %d s%n", (System.nanoTime() - began) / 1_000_000_000L);
        out.flush();
        return lost.isEmpty() ? RunResult.CONFORMANT : RunResult.REFUTED;
    }

    private static boolean wanted(String id, List<String> mine, List<String> others) {
        return mine.isEmpty() ? others.isEmpty() : mine.stream().anyMatch(id::startsWith);
    }
}
