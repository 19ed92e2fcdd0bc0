package org.imagecopy.conformance.selftest;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/**
 * What all trials came to.
 *
 * @param lines every line, in the order of the catalogue
 */
public record KillMatrix(List<Line> lines) {

    /**
     * Runs trials on some threads, and hands each line over as it comes.
     *
     * @param threads runs at the same time, from 1
     */
    public static List<Line> run(List<Callable<Line>> trials, int threads, Consumer<Line> each) {
        ExecutorService pool = Executors.newFixedThreadPool(threads, task -> {
            Thread thread = new Thread(task, "trial");
            thread.setDaemon(true);
            return thread;
        });
        try {
            List<Future<Line>> futures = new ArrayList<>();
            trials.forEach(trial -> futures.add(pool.submit(() -> {
                Line line = trial.call();
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

    /** Lines of one kind. */
    public List<Line> of(Line.Kind kind) {
        return lines.stream().filter(l -> l.kind() == kind).toList();
    }

    /** Lines that must not be there: survivors, false accusations, believed nonsense, needless checks, unexplained imprecision. */
    public List<Line> bad() {
        return lines.stream().filter(l -> !l.good()).toList();
    }

    private List<Line> kills() {
        return of(Line.Kind.FAULT).stream().filter(l -> l.passed() && (l.wanted().equals("refuted") || l.wanted().equals("strict"))).toList();
    }

    /** Rows that a killed fault turned red: median, 95th percentile and maximum. */
    public List<Integer> blastRadius() {
        List<Integer> sizes = kills().stream().map(l -> l.red().size()).sorted().toList();
        return sizes.isEmpty() ? List.of(0, 0, 0) : List.of(sizes.get((sizes.size() - 1) / 2), sizes.get((int) Math.floor((sizes.size() - 1) * 0.95)), sizes.get(sizes.size() - 1));
    }

    /** For every case, the faults that it turns red for; cases that catch nothing are missing. */
    public Map<String, List<String>> byCase() {
        Map<String, List<String>> faults = new TreeMap<>();
        kills().forEach(line -> line.killers().forEach(killer -> faults.computeIfAbsent(killer, k -> new ArrayList<>()).add(line.family() + " " + line.id())));
        return faults;
    }

    /** The figures in a few lines, each with its denominator. */
    public List<String> summary() {
        List<String> text = new ArrayList<>();
        List<Line> faults = of(Line.Kind.FAULT);
        if (!faults.isEmpty()) {
            Map<String, int[]> byOutcome = new LinkedHashMap<>();
            faults.forEach(l -> {
                int[] counts = byOutcome.computeIfAbsent(l.family() + " " + l.wanted(), k -> new int[2]);
                counts[0] += l.passed() ? 1 : 0;
                counts[1]++;
            });
            List<String> parts = new ArrayList<>();
            byOutcome.forEach((name, counts) -> parts.add(name + " " + counts[0] + "/" + counts[1]));
            text.add("FAULTS    " + faults.stream().filter(Line::passed).count() + " of " + faults.size() + " as expected  (" + String.join(", ", parts) + ")");
            List<Line> kills = kills();
            text.add("PRECISE   " + kills.stream().filter(Line::precise).count() + " of " + kills.size() + " kills first in the broken row, "
                    + kills.stream().filter(l -> !l.precise() && !l.explained().isEmpty()).count() + " more explained");
            text.add("BLAST     rows red for one fault: median " + blastRadius().get(0) + ", 95 % at most " + blastRadius().get(1) + ", maximum " + blastRadius().get(2));
        }
        count(text, Line.Kind.VARIANT, "VARIANTS  ", " conformant");
        count(text, Line.Kind.TRIVIAL, "TRIVIAL   ", " endpoints without sense seen through");
        count(text, Line.Kind.PAIR, "PAIRS     ", " pairs of faults with both rows red");
        count(text, Line.Kind.CHECK, "CHECKS    ", " checks without which a fault survives");
        return text;
    }

    private void count(List<String> text, Line.Kind kind, String label, String what) {
        List<Line> found = of(kind);
        if (!found.isEmpty()) {
            text.add(label + found.stream().filter(Line::passed).count() + " of " + found.size() + what);
        }
    }
}
