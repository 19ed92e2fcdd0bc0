package org.imagecopy.conformance.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * One whole process from start to exit.
 *
 * @param wall   seconds
 * @param cpu    seconds of user and system time, children included
 * @param memory largest resident memory of the process and its children together, in MB; not a number where there is no {@code /proc}
 * @param exit   exit code
 * @param output what it printed
 */
record Measurement(double wall, double cpu, double memory, int exit, String output) {

    private static final long SAMPLE_MILLIS = 20;

    /**
     * Runs a command line to its end. The shell's own {@code time} counts the seconds, so that no other tool is needed.
     *
     * @throws IllegalStateException when its exit code is none of these
     */
    static Measurement of(Path folder, Map<String, String> environment, List<Integer> exits, List<String> line) {
        try {
            Path output = Files.createTempFile("bench", ".out");
            Path times = Files.createTempFile("bench", ".times");
            List<String> command = new ArrayList<>(List.of("bash", "-c",
                    "TIMEFORMAT='%R %U %S'; { time \"$@\" >\"$BENCH_OUTPUT\" 2>&1 </dev/null; } 2>\"$BENCH_TIMES\"", "bench"));
            command.addAll(line);
            ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
            builder.environment().putAll(environment);
            builder.environment().put("BENCH_OUTPUT", output.toString());
            builder.environment().put("BENCH_TIMES", times.toString());
            builder.environment().put("LC_ALL", "C");
            Process process = builder.start();
            double memory = Double.NaN;
            while (!process.waitFor(SAMPLE_MILLIS, java.util.concurrent.TimeUnit.MILLISECONDS)) {
                double now = resident(process.toHandle());
                memory = Double.isNaN(memory) ? now : Math.max(memory, now);
            }
            String text = Files.readString(output);
            if (!exits.contains(process.exitValue())) {
                throw new IllegalStateException(String.join(" ", line) + " ended with exit code " + process.exitValue() + ":\n" + text);
            }
            String[] seconds = Files.readString(times).strip().split("\\s+");
            Files.delete(output);
            Files.delete(times);
            return new Measurement(Double.parseDouble(seconds[0]), Double.parseDouble(seconds[1]) + Double.parseDouble(seconds[2]), memory,
                    process.exitValue(), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private static double resident(ProcessHandle process) {
        return Stream.concat(Stream.of(process), process.descendants()).mapToDouble(p -> resident(p.pid())).sum();
    }

    private static double resident(long pid) {
        try (Stream<String> lines = Files.lines(Path.of("/proc", String.valueOf(pid), "status"))) {
            // The high-water mark of a process is exact; the sum over a process and its children is as exact as their lives overlap.
            return lines.filter(l -> l.startsWith("VmHWM:")).mapToDouble(l -> Double.parseDouble(l.replaceAll("\\D", "")) / 1024).findFirst().orElse(0);
        } catch (IOException | UncheckedIOException e) {
            return Files.isDirectory(Path.of("/proc")) ? 0 : Double.NaN;
        }
    }

    static Figures wall(List<Measurement> of) {
        return new Figures(of.stream().map(Measurement::wall).toList());
    }

    static Figures cpu(List<Measurement> of) {
        return new Figures(of.stream().map(Measurement::cpu).toList());
    }

    static Figures memory(List<Measurement> of) {
        return new Figures(of.stream().map(Measurement::memory).toList());
    }

    /** Cells of a row: wall, CPU, memory. */
    static List<String> cells(List<Measurement> of) {
        return List.of(wall(of).inWords(2), cpu(of).inWords(2), String.format(Locale.ROOT, "%.0f", memory(of).median()));
    }
}
