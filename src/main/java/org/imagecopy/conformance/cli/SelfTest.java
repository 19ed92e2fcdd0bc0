package org.imagecopy.conformance.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.stream.Stream;

import org.imagecopy.conformance.check.Check;
import org.imagecopy.conformance.emulator.Filter;
import org.imagecopy.conformance.engine.Engine;
import org.imagecopy.conformance.engine.Halt;
import org.imagecopy.conformance.engine.Progress;
import org.imagecopy.conformance.engine.Selection;
import org.imagecopy.conformance.fault.Expected;
import org.imagecopy.conformance.fault.Fault;
import org.imagecopy.conformance.fault.Variant;
import org.imagecopy.conformance.result.FamilyResult;
import org.imagecopy.conformance.result.Outcome;
import org.imagecopy.conformance.result.RowResult;
import org.imagecopy.conformance.result.RunResult;

/** Runs the suite against faulty and unusual emulators and says whether it sees what it must, and no more. */
public final class SelfTest {

    private static final long SEED = 20_260_105;
    /** A silent emulator must not hold a run for the usual half minute. */
    private static final Map<String, String> IMPATIENT = Map.of("limits.timeout", "2s", "limits.workers", "4");

    /** What a target with such an endpoint declares about it. */
    private static final Map<String, Map<String, String>> DECLARED = Map.of(
            "ecd V34-no-removal", Map.of("capabilities.deletion", "false"),
            "uhost V34-no-removal", Map.of("capabilities.deletion", "false"),
            "ecd V38-no-get", Map.of("capabilities.transports", "RPC POST query,RPC POST form,ACS3 POST query,ACS3 POST form"),
            "uhost V38-no-get", Map.of("capabilities.transports", "POST form,POST query,POST JSON,POST JSON lists"),
            "ecd V37-older-scheme", Map.of("capabilities.transports", "RPC POST query,RPC GET,RPC POST form"),
            "ecd V37-newer-scheme", Map.of("capabilities.transports", "ACS3 POST query,ACS3 GET,ACS3 POST form"),
            "uhost V32-earlier-edition", Map.of("capabilities.batch", "false", "capabilities.task-id", "false", "capabilities.tag", "false"));

    private final Engine engine;

    /** @param engine the rehearsed features of every family under test */
    public SelfTest(Engine engine) {
        this.engine = engine;
    }

    /**
     * What one run showed.
     *
     * @param id       fault or variant
     * @param family   its family
     * @param row      row that the fault breaks; empty for variants
     * @param wanted   outcome that was wanted
     * @param passed   whether it came
     * @param precise  whether the first refuted row, in the order of the page, is the broken one
     * @param refuted  refuted rows
     * @param warnings rows with warnings
     * @param undecided undecided rows
     * @param diagnosis why the run could not begin
     * @param left     images left behind
     */
    public record Line(String id, String family, String row, String wanted, boolean passed, boolean precise, List<String> refuted, List<String> warnings,
                       List<String> undecided, String diagnosis, int left) {

        /** One line for people. */
        public String inWords() {
            return (passed ? "ok       " : "SURVIVED ") + family + " " + id + " [" + wanted + (row.isEmpty() ? "" : " in " + row) + "]"
                    + (refuted.isEmpty() ? "" : " refuted " + String.join(",", refuted)) + (warnings.isEmpty() ? "" : " warned " + String.join(",", warnings))
                    + (undecided.isEmpty() ? "" : " undecided " + (undecided.size() > 8 ? undecided.size() + " rows" : String.join(",", undecided)))
                    + (diagnosis.isEmpty() ? "" : " diagnosis: " + diagnosis) + (left == 0 ? "" : " left " + left);
        }
    }

    /** One run against an emulator with these filters. */
    public RunResult run(String family, List<Filter> filters, boolean strict, Set<Check> disabled, Map<String, String> changes) {
        Path folder;
        try {
            folder = Files.createTempDirectory("conformance-selftest");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        try (Embedded embedded = Embedded.start(family, filters, changes)) {
            return engine.run(List.of(embedded.target()), t -> embedded.time(),
                    new Engine.Settings(Selection.ALL, strict, SEED, folder, Progress.NONE, disabled, new Halt()));
        } finally {
            delete(folder);
        }
    }

    private static void delete(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Runs one fault. */
    public Line fault(Fault fault, Set<Check> disabled) {
        RunResult result = run(fault.family(), fault.filters().get(), fault.expected() == Expected.STRICT, disabled, IMPATIENT);
        FamilyResult family = result.families().get(0);
        List<String> refuted = ids(family, Outcome.REFUTED);
        List<String> warned = ids(family, Outcome.WARNING);
        boolean seen = Stream.concat(refuted.stream(), warned.stream()).anyMatch(id -> id.startsWith(fault.row()));
        boolean passed = switch (fault.expected()) {
            case REFUTED -> seen;
            case STRICT -> seen || result.exitCode() == RunResult.LEFTOVERS;
            case UNDECIDED -> result.exitCode() != RunResult.CONFORMANT && refuted.isEmpty();
            case RECORDED -> refuted.isEmpty() && result.exitCode() != RunResult.REFUTED;
        };
        boolean precise = refuted.isEmpty() ? seen : refuted.get(0).startsWith(fault.row());
        return line(fault.id(), fault.row(), fault.expected().name().toLowerCase(java.util.Locale.ROOT), passed, precise, result);
    }

    /** Runs one conformant variant. */
    public Line variant(Variant variant) {
        Map<String, String> declared = new java.util.LinkedHashMap<>(IMPATIENT);
        declared.putAll(DECLARED.getOrDefault(variant.family() + " " + variant.id(), Map.of()));
        RunResult result = run(variant.family(), variant.filters().get(), false, EnumSet.noneOf(Check.class), declared);
        return line(variant.id(), "", "conformant", result.exitCode() == RunResult.CONFORMANT, true, result);
    }

    private static Line line(String id, String row, String wanted, boolean passed, boolean precise, RunResult result) {
        FamilyResult family = result.families().get(0);
        return new Line(id, family.contract().family(), row, wanted, passed, precise, ids(family, Outcome.REFUTED), ids(family, Outcome.WARNING),
                ids(family, Outcome.UNDECIDED), family.diagnosis(), family.leftovers().size());
    }

    private static List<String> ids(FamilyResult family, Outcome outcome) {
        return family.rows(outcome).stream().map((RowResult r) -> r.row().id()).toList();
    }

    /** Runs all of them on some threads, and hands each line over as it comes. */
    public static List<Line> all(List<Callable<Line>> runs, int threads, Consumer<Line> each) {
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            List<Future<Line>> futures = new ArrayList<>();
            runs.forEach(run -> futures.add(pool.submit(() -> {
                Line line = run.call();
                each.accept(line);
                return line;
            })));
            List<Line> lines = new ArrayList<>();
            for (Future<Line> future : futures) {
                lines.add(future.get());
            }
            return lines;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } finally {
            pool.shutdownNow();
        }
    }
}
