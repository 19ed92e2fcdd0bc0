package org.imagecopy.conformance.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Where a cold run with all reports goes. */
final class ProfileSection implements Bench.Section {

    @Override
    public List<Table> run(Setup setup) {
        setup.measure(setup.conformance("--version"));
        Path archive = setup.folder().resolve("cold-stages.jsa");
        String[] arguments = {setup.folder().resolve("stages").toString(), setup.root().resolve("target/conformance/allure").toString()};
        setup.measure(setup.java(ColdStages.class, List.of("-XX:ArchiveClassesAtExit=" + archive), arguments));
        Map<String, List<double[]>> stages = new LinkedHashMap<>();
        for (int i = 0; i < setup.runs(); i++) {
            for (String line : setup.measure(setup.java(ColdStages.class, List.of("-XX:SharedArchiveFile=" + archive), arguments)).output().lines().toList()) {
                String[] parts = line.split("\t");
                stages.computeIfAbsent(parts[1], k -> new ArrayList<>()).add(List.of(parts[0].split(" ")).stream().mapToDouble(Double::parseDouble).toArray());
            }
        }
        Table table = new Table("Where a cold run goes", "What `./conformance` does, with a stopwatch between its stages; medians. The process that generates the Allure report counts "
                + "by its wall time only; its CPU seconds are the difference between the first two rows of the table above.", "stage", "wall ms", "CPU ms", "command");
        double wall = 0;
        double cpu = 0;
        for (Map.Entry<String, List<double[]>> stage : stages.entrySet()) {
            double w = new Figures(stage.getValue().stream().map(v -> v[0]).toList()).median();
            double c = new Figures(stage.getValue().stream().map(v -> v[1]).toList()).median();
            wall += w;
            cpu += c;
            table.row(stage.getKey(), Figures.number(w, 0), Figures.number(c, 0), "`bench/run profile`");
        }
        table.row("together", Figures.number(wall, 0), Figures.number(cpu, 0), "");
        return List.of(table);
    }
}
