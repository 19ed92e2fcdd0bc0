package org.imagecopy.conformance.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;

/** Whole commands, cold, and the floors that they stand on. */
final class CommandSection implements Bench.Section {

    /** CPU seconds that a cold run with all reports may take; the ten seconds of wall time on two cores are twenty of them. */
    private static final double MOST_CPU = 10;

    @Override
    public List<Table> run(Setup setup) {
        WarmRun.record(setup);
        Path reports = setup.folder().resolve("reports");
        Path archive = setup.folder().resolve("bare-loop.jsa");
        List<String> loop = setup.java(BareLoop.class, List.of("-XX:SharedArchiveFile=" + archive), setup.folder().toString(), "1");
        setup.measure(setup.java(BareLoop.class, List.of("-XX:ArchiveClassesAtExit=" + archive), setup.folder().toString(), "1"));
        setup.measure(setup.conformance("--reports", reports.toString()));
        Map<String, Supplier<Measurement>> what = new LinkedHashMap<>();
        what.put("./conformance", () -> setup.measure(setup.conformance("--reports", reports.toString())));
        what.put("./conformance --no-allure-report", () -> setup.measure(setup.conformance("--no-allure-report", "--reports", reports.toString())));
        what.put("./conformance plan", () -> setup.measure(setup.conformance("plan")));
        what.put("./conformance list", () -> setup.measure(setup.conformance("list")));
        what.put("./conformance --help", () -> setup.measure(setup.conformance("--help")));
        what.put("bare loop", () -> setup.measure(loop));
        what.put("java -version", () -> setup.measure(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-version")));
        Map<String, List<Measurement>> measured = setup.inTurn(what);
        double floor = Measurement.cpu(measured.get("bare loop")).median();
        Table table = new Table("Commands, cold", "Start of the process to its exit; files in the cache of the system, class-data archive written. Both embedded emulators run in the same "
                + "process. The bare loop sends the very same requests one after another with `java.net.http` to the same emulators, and does nothing else.",
                "what", "wall s", "CPU s", "peak MB", "CPU beside the bare loop", "command");
        Map<String, String> names = Map.of("./conformance", "both families, all reports", "./conformance --no-allure-report", "without the Allure report",
                "./conformance plan", "plan", "./conformance list", "list", "./conformance --help", "help", "bare loop", "bare loop", "java -version", "start of a JVM");
        measured.forEach((name, runs) -> {
            List<String> cells = Measurement.cells(runs);
            table.row(names.get(name), cells.get(0), cells.get(1), cells.get(2), Figures.number(Measurement.cpu(runs).median() / floor, 2),
                    name.equals("bare loop") ? "`bench/run commands` (`BareLoop`)" : "`" + name + "`");
        });
        List<Measurement> first = setup.inTurn(Map.of("first", () -> first(setup, reports))).get("first");
        List<String> cells = Measurement.cells(first);
        table.row("first run after a build", cells.get(0), cells.get(1), cells.get(2), Figures.number(Measurement.cpu(first).median() / floor, 2),
                "`rm target/conformance/*.jsa*; ./conformance`");
        return List.of(table);
    }

    private static Measurement first(Setup setup, Path reports) {
        try (var files = Files.newDirectoryStream(setup.root().resolve("target/conformance"), "*.jsa*")) {
            for (Path file : files) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return setup.measure(setup.conformance("--reports", reports.toString()));
    }

    /** Whether a cold run stays below the limit of CPU seconds. */
    static boolean gate(Setup setup) {
        Path reports = setup.folder().resolve("reports");
        setup.measure(setup.conformance("--reports", reports.toString()));
        Figures cpu = Measurement.cpu(setup.inTurn(Map.of("run", () -> setup.measure(setup.conformance("--reports", reports.toString())))).get("run"));
        boolean passed = cpu.median() <= MOST_CPU;
        System.out.printf(Locale.ROOT, "%s: a cold run takes %s s of CPU, the limit is %.1f s%n", passed ? "passed" : "FAILED", cpu.inWords(2), MOST_CPU);
        return passed;
    }
}
