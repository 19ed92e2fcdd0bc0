package org.imagecopy.conformance.bench;

import java.util.List;
import java.util.Map;

/** Building the kill matrix. */
final class MatrixSection implements Bench.Section {

    private static final String SAMPLE = "U-BAT";

    @Override
    public List<Table> run(Setup setup) {
        List<String> line = setup.conformance("selftest", "--fault", SAMPLE, "--reports", setup.folder().resolve("selftest").toString());
        List<Measurement> sample = setup.inTurn(Map.of("sample", () -> Measurement.of(setup.root(), Map.of(), List.of(0, 1), line))).get("sample");
        long faults = sample.get(0).output().lines().filter(l -> l.startsWith("ok ") || l.startsWith("SURVIVED")).count();
        List<String> cells = Measurement.cells(sample);
        Table table = new Table("Kill matrix", "A run of the whole family for every seeded fault; the sample holds " + faults + " faults.", "what", "wall s", "CPU s", "peak MB",
                "CPU s per fault", "command");
        table.row("sample", cells.get(0), cells.get(1), cells.get(2), Figures.number(Measurement.cpu(sample).median() / faults, 2), "`./conformance selftest --fault " + SAMPLE + "`");
        return List.of(table);
    }
}
