package org.imagecopy.conformance.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The benchmark of the suite: {@code bench/run}. Without a section it runs all of them and writes {@code bench/results.md}; with some it
 * prints their tables, and writes them there when told to. No part of any test run.
 */
public final class Bench {

    /** A part of the benchmark. */
    interface Section {
        /** Measures and fills its tables. */
        List<Table> run(Setup setup) throws IOException;
    }

    private static final Map<String, Section> SECTIONS = new LinkedHashMap<>();

    static {
        SECTIONS.put("commands", new CommandSection());
        SECTIONS.put("profile", new ProfileSection());
        SECTIONS.put("exchange", new ExchangeSection());
        SECTIONS.put("parts", new PartsSection());
        SECTIONS.put("latency", new LatencySection());
        SECTIONS.put("load", new EmulatorLoad());
        SECTIONS.put("matrix", new MatrixSection());
        SECTIONS.put("growth", new GrowthSection());
        SECTIONS.put("peers", new PeerSection());
    }

    private Bench() {
    }

    /** Runs the sections named; {@code --runs N} says how often each process is measured, {@code --save} that the tables go to the results, {@code gate} checks the CPU seconds of a cold run. */
    public static void main(String[] arguments) throws IOException {
        List<String> wanted = new ArrayList<>();
        int runs = 5;
        boolean told = false;
        for (int i = 0; i < arguments.length; i++) {
            if (arguments[i].equals("--runs") && i + 1 < arguments.length && arguments[i + 1].matches("[1-9]\\d{0,2}")) {
                runs = Integer.parseInt(arguments[++i]);
            } else if (arguments[i].equals("--save")) {
                told = true;
            } else if (SECTIONS.containsKey(arguments[i]) || arguments[i].equals("gate")) {
                wanted.add(arguments[i]);
            } else {
                System.err.println("bench: '" + arguments[i] + "' is no section; known: " + String.join(", ", SECTIONS.keySet()) + ", gate; options: --runs N, --save");
                System.exit(2);
            }
        }
        Path root = Path.of("").toAbsolutePath();
        Setup setup = new Setup(root, Files.createDirectories(root.resolve("target/bench")), runs);
        if (wanted.contains("gate")) {
            System.exit(CommandSection.gate(setup) ? 0 : 1);
        }
        boolean save = told || wanted.isEmpty();
        Results results = new Results(root.resolve("bench/results.md"), List.copyOf(SECTIONS.keySet()));
        for (Map.Entry<String, Section> section : SECTIONS.entrySet()) {
            if (wanted.isEmpty() || wanted.contains(section.getKey())) {
                System.err.println("bench: " + section.getKey());
                List<Table> tables = section.getValue().run(setup);
                tables.forEach(table -> System.out.println(table.markdown()));
                if (save) {
                    results.put(section.getKey(), tables, runs, LocalDate.now(ZoneOffset.UTC).toString());
                }
            }
        }
        System.exit(0);
    }
}
