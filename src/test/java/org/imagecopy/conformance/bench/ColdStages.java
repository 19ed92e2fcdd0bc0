package org.imagecopy.conformance.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.imagecopy.conformance.report.FailureText;
import org.imagecopy.conformance.reference.Embedded;
import org.imagecopy.conformance.engine.Engine;
import org.imagecopy.conformance.engine.Halt;
import org.imagecopy.conformance.engine.Progress;
import org.imagecopy.conformance.engine.Selection;
import org.imagecopy.conformance.exchange.ExchangeFile;
import org.imagecopy.conformance.report.AllureReport;
import org.imagecopy.conformance.report.Reports;
import org.imagecopy.conformance.result.RunResult;
import org.imagecopy.conformance.target.Target;

/**
 * What {@code ./conformance} does, with a stopwatch. Started as a process of its own: {@code ColdStages FOLDER ALLURE}. Prints a line for
 * each stage: wall and CPU milliseconds, a tab, its name.
 */
final class ColdStages {

    private static final Pattern STAGE = Pattern.compile("^(\\w+) +.*?(preflight|copy requests|waiting|deleting|judging)");
    private static final Map<String, String> WORDS = Map.of("preflight", "preflight, with the first request of all", "copy requests", "copy requests",
            "waiting", "looking for copies until they rest", "deleting", "clean-up", "judging", "judgement");
    private static final ProcessHandle SELF = ProcessHandle.current();
    private static long wall;
    private static Duration cpu = Duration.ZERO;
    private static String stage = "";

    private ColdStages() {
    }

    public static void main(String[] arguments) throws Exception {
        System.setProperty("sun.net.httpserver.nodelay", "true");
        System.setProperty("org.apache.commons.logging.Log", "org.apache.commons.logging.impl.NoOpLog");
        wall = System.nanoTime() - Duration.between(SELF.info().startInstant().orElseThrow(), Instant.now()).toNanos();
        stage = "start of the JVM";
        begin("start of the emulators");
        Path folder = Path.of(arguments[0]);
        Map<String, Embedded> emulators = new LinkedHashMap<>();
        for (String family : List.of("ecd", "uhost")) {
            emulators.put(family, Embedded.start(family, List.of()));
        }
        List<Target> targets = emulators.values().stream().map(Embedded::target).toList();
        begin("rehearsal: Gherkin, Cucumber, sentences; later runs of the launcher read what it came to");
        Engine engine = new Engine(List.of("ecd", "uhost"));
        begin("plan");
        targets.forEach(target -> engine.plan(target, Selection.ALL, 1));
        RunResult result = engine.run(targets, t -> emulators.get(t.family()).time(), new Engine.Settings(Selection.ALL, false, 1, folder, new Progress() {
            @Override
            public void stage(String text) {
                Matcher known = STAGE.matcher(text);
                if (known.find()) {
                    begin(known.group(1) + ": " + WORDS.get(known.group(2)));
                }
            }

            @Override
            public void count(String what, int done, int of) {
                // stages are enough
            }
        }, Set.of(), new Halt()));
        begin("Allure results; Allure gets ready beside them");
        Path home = allure(Path.of(arguments[1]));
        AllureReport.Prepared prepared = AllureReport.prepare(home, folder.resolve("allure-results"), folder.resolve("allure-report"));
        AllureReport.Running[] allure = new AllureReport.Running[1];
        try (ExchangeFile exchanges = new ExchangeFile(folder.resolve("exchanges.jsonl"))) {
            Reports.write(result, folder, exchanges, () -> {
                allure[0] = prepared.begin();
                begin("result, JUnit, summary, page; Allure beside them");
            });
        }
        begin("performance: Cucumber again, its messages and page; Allure beside it");
        engine.perform(result, folder, FailureText.texts(result));
        begin("rest of the Allure report");
        allure[0].await();
        begin("end");
        emulators.values().forEach(Embedded::close);
        begin("");
        System.exit(result.exitCode());
    }

    private static Path allure(Path parent) throws Exception {
        try (Stream<Path> found = Files.list(parent)) {
            return found.filter(p -> p.getFileName().toString().startsWith("allure-")).findFirst().orElse(parent);
        }
    }

    private static void begin(String next) {
        long now = System.nanoTime();
        Duration used = SELF.info().totalCpuDuration().orElse(Duration.ZERO);
        System.out.printf(Locale.ROOT, "%.0f %d\t%s%n", (now - wall) / 1e6, used.minus(cpu).toMillis(), stage);
        wall = now;
        cpu = used;
        stage = next;
    }
}
