package org.imagecopy.conformance.bench;

import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import org.imagecopy.conformance.engine.Engine;
import org.imagecopy.conformance.engine.Halt;
import org.imagecopy.conformance.engine.Progress;
import org.imagecopy.conformance.engine.Selection;
import org.imagecopy.conformance.engine.Time;
import org.imagecopy.conformance.exchange.ExchangeFile;
import org.imagecopy.conformance.reference.Embedded;
import org.imagecopy.conformance.report.FailureText;
import org.imagecopy.conformance.report.Reports;
import org.imagecopy.conformance.result.RunResult;
import org.imagecopy.conformance.target.Target;

/**
 * What {@code ./conformance run} does, apart from Allure, and how much memory is in use while it does it. Started as a process of its own,
 * with features of any number on its class path: {@code GrowthRun FAMILY FOLDER}. Prints a line for each stage: largest live heap in bytes, a tab, its name; then cases and exchanges.
 */
final class GrowthRun {

    static final String REHEARSAL = "rehearsal";
    static final String REQUESTS = "requests";
    static final String JUDGEMENT = "judgement";
    static final String REPORTS = "reports";
    static final String PERFORMANCE = "performance";
    static final List<String> STAGES = List.of(REHEARSAL, REQUESTS, JUDGEMENT, REPORTS, PERFORMANCE);

    private static final long SAMPLE_MILLIS = 1_000;
    private static final Map<String, Long> LIVE = new LinkedHashMap<>();
    private static String stage = REHEARSAL;

    private GrowthRun() {
    }

    public static void main(String[] arguments) throws Exception {
        System.setProperty("sun.net.httpserver.nodelay", "true");
        String family = arguments[0];
        Path folder = Path.of(arguments[1]);
        Thread sampler = new Thread(GrowthRun::sample, "sampler");
        sampler.setDaemon(true);
        sampler.start();
        Engine engine = new Engine(List.of(family));
        look();
        RunResult result;
        try (Embedded emulator = Embedded.start(family, List.of())) {
            result = run(engine, emulator.target(), emulator.time(), folder);
        }
        begin(REPORTS);
        try (ExchangeFile exchanges = new ExchangeFile(folder.resolve("exchanges.jsonl"))) {
            Reports.write(result, folder, exchanges);
        }
        begin(PERFORMANCE);
        engine.perform(result, folder, FailureText.texts(result));
        look();
        LIVE.forEach((name, bytes) -> System.out.printf(Locale.ROOT, "%d\t%s%n", bytes, name));
        System.out.printf(Locale.ROOT, "%d\tcases%n%d\texchanges%n", result.families().get(0).cases().count(), result.families().get(0).cost().requests());
        System.exit(result.exitCode());
    }

    private static RunResult run(Engine engine, Target target, Time time, Path folder) {
        return engine.run(List.of(target), t -> time, new Engine.Settings(Selection.ALL, false, 1, folder, new Progress() {
            @Override
            public void stage(String text) {
                if (text.contains("preflight") || text.contains("copy requests")) {
                    begin(REQUESTS);
                } else if (text.contains("judging")) {
                    begin(JUDGEMENT);
                } else {
                    look();
                }
            }

            @Override
            public void count(String what, int done, int of) {
                // the sampler looks meanwhile
            }
        }, Set.of(), new Halt()));
    }

    private static void sample() {
        try {
            while (true) {
                Thread.sleep(SAMPLE_MILLIS);
                look();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static synchronized void begin(String next) {
        look();
        stage = next;
    }

    /** What is in use right after a collection of everything is what is held. While native code holds an array, Java collects nothing. */
    private static synchronized void look() {
        long before = collections();
        System.gc();
        if (collections() > before) {
            LIVE.merge(stage, Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory(), Math::max);
        }
    }

    private static long collections() {
        return ManagementFactory.getGarbageCollectorMXBeans().stream().mapToLong(GarbageCollectorMXBean::getCollectionCount).sum();
    }
}
