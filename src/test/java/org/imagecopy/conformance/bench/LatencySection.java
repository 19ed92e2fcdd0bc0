package org.imagecopy.conformance.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/** Runs against an endpoint in another process that takes its time. */
final class LatencySection implements Bench.Section {

    private static final String LATENCY = "100ms";
    private static final int MANY = 32;

    @Override
    public List<Table> run(Setup setup) {
        Map<String, List<Measurement>> measured = new LinkedHashMap<>();
        measured.put("1", alone(setup));
        List<CriticalPath> paths = new ArrayList<>();
        Map<String, Supplier<Measurement>> what = new LinkedHashMap<>();
        for (int workers : List.of(8, 16, MANY)) {
            what.put(String.valueOf(workers), () -> {
                Path reports = setup.folder().resolve("latency-" + workers);
                Measurement run = run(setup, workers, reports);
                if (workers == MANY) {
                    paths.add(CriticalPath.of(reports.resolve("exchanges.jsonl")));
                }
                return run;
            });
        }
        measured.putAll(setup.inTurn(what));
        Figures path = new Figures(paths.stream().map(CriticalPath::seconds).toList());
        double waits = new Figures(paths.stream().map(CriticalPath::waits).toList()).median();
        Table table = new Table("An endpoint with a latency of 100 ms", "`./conformance emulate uhost --latency 100ms` in a process of its own, on the clock of the wall; copies take 3 s. "
                + "The critical path is the time with a worker for every request and a suite that costs nothing, without the start of the JVM and without reports: requests that must follow one another, and "
                + Figures.number(waits, 1) + " s of waits that the contract forces: before a replay, for copies, for late effects of refusals. It is read from the record of the runs with "
                + MANY + " workers (`CriticalPath`). The runs with one worker go at the same time, for nearly all of it they wait.",
                "workers", "wall s", "CPU s", "peak MB", "wall beside the critical path", "command");
        measured.forEach((workers, runs) -> {
            List<String> cells = Measurement.cells(runs);
            table.row(workers, cells.get(0), cells.get(1), cells.get(2), Figures.number(Measurement.wall(runs).median() / path.median(), 2),
                    "`./conformance run uhost --parallel " + workers + " --limits-late-effects 5s --yes --no-allure-report`");
        });
        table.row("critical path", path.inWords(2), "", "", "1.00", "`bench/run latency`");
        return List.of(table);
    }

    private static List<Measurement> alone(Setup setup) {
        ExecutorService pool = Executors.newFixedThreadPool(setup.runs());
        try {
            List<CompletableFuture<Measurement>> runs = new ArrayList<>();
            for (int i = 0; i < setup.runs(); i++) {
                Path reports = setup.folder().resolve("latency-1-" + i);
                runs.add(CompletableFuture.supplyAsync(() -> run(setup, 1, reports), pool));
            }
            return runs.stream().map(CompletableFuture::join).toList();
        } finally {
            pool.shutdown();
        }
    }

    private static Measurement run(Setup setup, int workers, Path reports) {
        try (Endpoint endpoint = Endpoint.start(setup.root(), "uhost", "--latency", LATENCY)) {
            return Measurement.of(setup.root(), endpoint.environment(), List.of(0), setup.conformance("run", "uhost", "--parallel", String.valueOf(workers),
                    "--limits-late-effects", "5s", "--yes", "--no-allure-report", "--reports", reports.toString()));
        }
    }
}
