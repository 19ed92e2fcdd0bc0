package org.imagecopy.conformance.bench;

import java.util.ArrayList;
import java.util.List;

/** Time of the suite per exchange, beside the bare loop. */
final class ExchangeSection implements Bench.Section {

    private static final int WARM_UPS = 5;

    @Override
    public List<Table> run(Setup setup) {
        WarmRun.record(setup);
        int runs = setup.runs();
        List<double[]> suite = numbers(setup.measure(setup.java(WarmRun.class, List.of(), setup.folder().toString(), String.valueOf(WARM_UPS), String.valueOf(runs))).output(), 0);
        List<double[]> loop = numbers(setup.measure(setup.java(BareLoop.class, List.of(), setup.folder().toString(), String.valueOf(WARM_UPS + runs))).output(), WARM_UPS);
        Figures mean = new Figures(suite.stream().map(n -> (n[1] - n[2]) / n[0]).toList());
        Figures half = new Figures(suite.stream().map(n -> n[3]).toList());
        Figures p95 = new Figures(suite.stream().map(n -> n[4]).toList());
        Figures server = new Figures(suite.stream().map(n -> n[2] / n[0]).toList());
        Figures bare = new Figures(loop.stream().map(n -> n[1] / n[0]).toList());
        Table table = new Table("Time per exchange, warm", "One worker, " + (int) suite.get(0)[0] + " exchanges of both families, after " + WARM_UPS
                + " runs to warm up. The mean takes everything from preflight to judgement into account, less what the emulator itself works; network and HTTP server count as the suite's. "
                + "Median and 95th percentile are those of the gaps between one answer and the next request.",
                "what", "ms per exchange", "command");
        String command = "`bench/run exchange`";
        table.row("suite, mean", mean.inWords(2), command);
        table.row("suite, median of the gaps", half.inWords(2), command);
        table.row("suite, 95th percentile of the gaps", p95.inWords(2), command);
        table.row("emulator at work, mean", server.inWords(2), command);
        table.row("bare `java.net.http` loop, emulator included, mean", bare.inWords(2), command);
        return List.of(table);
    }

    private static List<double[]> numbers(String output, int skip) {
        List<double[]> all = new ArrayList<>();
        output.lines().skip(skip).forEach(line -> all.add(List.of(line.split(" ")).stream().mapToDouble(Double::parseDouble).toArray()));
        return all;
    }
}
