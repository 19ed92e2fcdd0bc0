package org.imagecopy.conformance.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The benchmark of the suite: {@code bench/run}. Without a section it runs all of them and writes {@code bench/results.md}; with some it
 * prints their tables. No part of any test run.
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

    /** Runs the sections named; {@code --runs N} says how often each process is measured, {@code gate} checks the CPU seconds of a cold run. */
    public static void main(String[] arguments) throws IOException {
        List<String> wanted = new ArrayList<>();
        int runs = 5;
        for (int i = 0; i < arguments.length; i++) {
            if (arguments[i].equals("--runs") && i + 1 < arguments.length && arguments[i + 1].matches("[1-9]\\d{0,2}")) {
                runs = Integer.parseInt(arguments[++i]);
            } else if (SECTIONS.containsKey(arguments[i]) || arguments[i].equals("gate")) {
                wanted.add(arguments[i]);
            } else {
                System.err.println("bench: '" + arguments[i] + "' is no section; known: " + String.join(", ", SECTIONS.keySet()) + ", gate; option: --runs N");
                System.exit(2);
            }
        }
        Path root = Path.of("").toAbsolutePath();
        Setup setup = new Setup(root, Files.createDirectories(root.resolve("target/bench")), runs);
        if (wanted.contains("gate")) {
            System.exit(CommandSection.gate(setup) ? 0 : 1);
        }
        StringBuilder text = new StringBuilder();
        for (Map.Entry<String, Section> section : SECTIONS.entrySet()) {
            if (wanted.isEmpty() || wanted.contains(section.getKey())) {
                System.err.println("bench: " + section.getKey());
                for (Table table : section.getValue().run(setup)) {
                    System.out.println(table.markdown());
                    text.append(table.markdown());
                }
            }
        }
        if (wanted.isEmpty()) {
            Files.writeString(root.resolve("bench/results.md"), "# Results\n\nWritten by `bench/run`; do not edit. Medians of " + runs
                    + " runs, range in brackets. Rows of one table were measured in turn, in one run.\n\n" + machine() + "\n\n" + text.toString().strip() + "\n", StandardCharsets.UTF_8);
        }
        System.exit(0);
    }

    private static String machine() throws IOException {
        Path memory = Path.of("/proc/meminfo");
        String size = "";
        if (Files.isReadable(memory)) {
            try (Stream<String> lines = Files.lines(memory)) {
                size = lines.filter(l -> l.startsWith("MemTotal")).map(l -> String.format(Locale.ROOT, ", %.0f GB of memory",
                        Double.parseDouble(l.replaceAll("\\D", "")) / 1024 / 1024)).findFirst().orElse("");
            }
        }
        return "Machine: " + Runtime.getRuntime().availableProcessors() + " cores (" + System.getProperty("os.arch") + ")" + size + ", "
                + System.getProperty("os.name") + ", Java " + System.getProperty("java.version") + ".";
    }
}
