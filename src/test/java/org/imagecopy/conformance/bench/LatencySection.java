package org.imagecopy.conformance.bench;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Runs against an endpoint in another process that takes its time. */
final class LatencySection implements Bench.Section {

    private static final String LATENCY = "100ms";

    @Override
    public List<Table> run(Setup setup) {
        Map<String, Supplier<Measurement>> what = new LinkedHashMap<>();
        for (int workers : List.of(1, 8, 32)) {
            what.put(String.valueOf(workers), () -> run(setup, workers));
        }
        Map<String, List<Measurement>> measured = setup.inTurn(what);
        Table table = new Table("An endpoint with a latency of 100 ms", "`./conformance emulate uhost --latency 100ms` in a process of its own, on the clock of the wall; copies take 3 s.",
                "workers", "wall s", "CPU s", "peak MB", "command");
        measured.forEach((workers, runs) -> {
            List<String> cells = Measurement.cells(runs);
            table.row(workers, cells.get(0), cells.get(1), cells.get(2), "`./conformance run uhost --parallel " + workers + " --yes --no-allure-report`");
        });
        return List.of(table);
    }

    private static Measurement run(Setup setup, int workers) {
        try (Endpoint endpoint = Endpoint.start(setup.root(), "uhost", "--latency", LATENCY)) {
            return Measurement.of(setup.root(), endpoint.environment(), List.of(0), setup.conformance("run", "uhost", "--parallel", String.valueOf(workers), "--yes",
                    "--no-allure-report", "--reports", setup.folder().resolve("latency-" + workers).toString()));
        }
    }
}
