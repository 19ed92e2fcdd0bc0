package org.imagecopy.conformance.bench;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** The parts of an exchange, by JMH. */
final class PartsSection implements Bench.Section {

    @Override
    public List<Table> run(Setup setup) {
        Table table = new Table("Parts", "JMH, one fork, three warm-up iterations of a second, then " + setup.runs() + " measured ones; the flags of the launcher. "
                + "Mean and 99.9 % confidence interval.", "part", "µs per operation", "what it does", "command");
        try {
            Collection<RunResult> results = new Runner(new OptionsBuilder().include(PartsBenchmark.class.getSimpleName()).forks(1)
                    .warmupIterations(3).warmupTime(TimeValue.seconds(1)).measurementIterations(setup.runs()).measurementTime(TimeValue.seconds(1))
                    .timeUnit(TimeUnit.MICROSECONDS).jvmArgsAppend("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC").verbosity(VerboseMode.SILENT).build()).run();
            for (RunResult result : results) {
                String name = result.getPrimaryResult().getLabel();
                double error = result.getPrimaryResult().getScoreError();
                table.row(name, Figures.number(result.getPrimaryResult().getScore(), 1) + (Double.isNaN(error) ? "" : " ± " + Figures.number(error, 1)),
                        PartsBenchmark.WORDS.getOrDefault(name, ""), "`bench/run parts`");
            }
        } catch (RunnerException e) {
            throw new IllegalStateException(e);
        }
        return new ArrayList<>(List.of(table));
    }
}
