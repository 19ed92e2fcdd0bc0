package org.imagecopy.conformance.bench;

import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Building the kill matrix. */
final class MatrixSection implements Bench.Section {

    private static final String SAMPLE = "U-BAT";
    private static final Pattern FAULTS = Pattern.compile("^FAULTS +\\d+ of (\\d+) ", Pattern.MULTILINE);

    @Override
    public List<Table> run(Setup setup) {
        List<String> line = setup.conformance("selftest", "--fault", SAMPLE, "--reports", setup.folder().resolve("selftest").toString());
        List<Measurement> sample = setup.inTurn(Map.of("sample", () -> Measurement.of(setup.root(), Map.of(), List.of(0, 1), line))).get("sample");
        Matcher said = FAULTS.matcher(sample.get(0).output());
        if (!said.find()) {
            throw new IllegalStateException("the self test does not say how many faults it tried: " + sample.get(0).output());
        }
        int faults = Integer.parseInt(said.group(1));
        List<String> cells = Measurement.cells(sample);
        Measurement whole = setup.measure(setup.conformance("selftest", "--reports", setup.folder().resolve("selftest").toString()));
        Table table = new Table("Kill matrix", "Faults, variants, trivial endpoints, pairs and checks left out; for each the cases that it touched in the last complete run. "
                + "The whole is measured once. The sample holds " + faults + " faults and nothing else.", "what", "wall s", "CPU s", "peak MB",
                "CPU s per fault", "command");
        table.row("sample", cells.get(0), cells.get(1), cells.get(2), Figures.number(Measurement.cpu(sample).median() / faults, 2), "`./conformance selftest --fault " + SAMPLE + "`");
        table.row("whole", Figures.number(whole.wall(), 0), Figures.number(whole.cpu(), 0), Figures.number(whole.memory(), 0), "", "`./conformance selftest`");
        return List.of(table);
    }
}
