package org.imagecopy.conformance.bench;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/** Memory of a run whose cases grow tenfold and hundredfold: every feature stands in the jar so many times, with other names and addresses. */
final class GrowthSection implements Bench.Section {

    private static final String FAMILY = "uhost";
    private static final List<Integer> FACTORS = List.of(1, 10, 100);
    private static final String HEAP = "-Xmx512m";
    private static final double MB = 1 << 20;

    @Override
    public List<Table> run(Setup setup) throws IOException {
        setup.measure(setup.conformance("--version"));
        List<String> columns = new ArrayList<>(List.of("cases", "exchanges"));
        GrowthRun.STAGES.forEach(stage -> columns.add(stage + " MB"));
        columns.addAll(List.of("peak resident MB", "wall s"));
        Table table = new Table("Memory as the cases grow", "One run of " + FAMILY + " with its reports, Cucumber's included, in a JVM with the flags of the launcher, " + HEAP + " among them; the emulator "
                + "runs in the same process. The features stand in the jar once, 10 and 100 times, with addresses of their own, the few cases apart that must be alone. Each stage shows the largest live heap, looked at after a "
                + "full collection every second and between the stages; the wall time holds these collections.", columns.toArray(String[]::new));
        Table growth = new Table("What a case takes", "Live heap that is added for each case, in bytes, from the smallest run of the table above to the second one, whose rounds are full, and from there to the largest.",
                Stream.concat(Stream.of("from"), GrowthRun.STAGES.stream()).toArray(String[]::new));
        List<Map<String, Long>> all = new ArrayList<>();
        for (int factor : FACTORS) {
            Measurement run = setup.measure(line(setup, factor));
            Map<String, Long> live = numbers(run.output());
            List<String> cells = new ArrayList<>(List.of(live.get("cases").toString(), live.get("exchanges").toString()));
            GrowthRun.STAGES.forEach(stage -> cells.add(Figures.number(live.get(stage) / MB, 0)));
            cells.addAll(List.of(Figures.number(run.memory(), 0), Figures.number(run.wall(), 0)));
            table.row(cells.toArray(String[]::new));
            all.add(live);
        }
        for (int i = 1; i < all.size(); i++) {
            Map<String, Long> small = all.get(i - 1);
            Map<String, Long> large = all.get(i);
            List<String> cells = new ArrayList<>(List.of(small.get("cases") + " to " + large.get("cases")));
            GrowthRun.STAGES.forEach(stage -> cells.add(Figures.number((double) (large.get(stage) - small.get(stage)) / (large.get("cases") - small.get("cases")), 0)));
            growth.row(cells.toArray(String[]::new));
        }
        return List.of(table, growth);
    }

    private static List<String> line(Setup setup, int factor) throws IOException {
        List<String> line = setup.java(GrowthRun.class, List.of(HEAP), FAMILY, setup.folder().resolve("growth").toString());
        int classPath = line.indexOf("-cp") + 1;
        line.set(classPath, line.get(classPath).replace(setup.root().resolve("target/conformance/lib/*").toString(), libraries(setup, factor)));
        return line;
    }

    /** The jars of the suite, its own with multiplied features. */
    private static String libraries(Setup setup, int factor) throws IOException {
        try (Stream<Path> jars = Files.list(setup.root().resolve("target/conformance/lib"))) {
            Map<Boolean, List<Path>> own = jars.sorted().collect(Collectors.partitioningBy(jar -> jar.getFileName().toString().startsWith("image-copy-conformance")));
            Path multiplied = setup.folder().resolve("growth-" + factor + ".jar");
            multiply(own.get(true).get(0), multiplied, factor);
            return Stream.concat(Stream.of(multiplied), own.get(false).stream()).map(Path::toString).collect(Collectors.joining(File.pathSeparator));
        }
    }

    private static void multiply(Path jar, Path into, int factor) throws IOException {
        try (ZipFile from = new ZipFile(jar.toFile()); OutputStream file = Files.newOutputStream(into); ZipOutputStream to = new ZipOutputStream(file)) {
            for (ZipEntry entry : from.stream().toList()) {
                byte[] bytes = from.getInputStream(entry).readAllBytes();
                put(to, entry.getName(), bytes);
                if (entry.getName().matches("features/" + FAMILY + "/.*\\.feature")) {
                    for (int copy = 2; copy <= factor; copy++) {
                        put(to, entry.getName().replace(".feature", "-" + copy + ".feature"), renamed(new String(bytes, StandardCharsets.UTF_8), copy).getBytes(StandardCharsets.UTF_8));
                    }
                }
            }
        }
    }

    private static void put(ZipOutputStream to, String name, byte[] bytes) throws IOException {
        to.putNextEntry(new ZipEntry(name));
        to.write(bytes);
        to.closeEntry();
    }

    /**
     * Addresses come from the titles of scenarios and from the first cells of examples. What must be alone on the target takes a look at
     * all copies for each case, and is left out: its time would grow with the square.
     */
    private static String renamed(String feature, int copy) {
        StringBuilder text = new StringBuilder();
        String shared = feature.replaceAll("(?m)^ *@alone\\n(?: *\\S.*\\n)+", "");
        boolean examples = false;
        boolean head = false;
        for (String line : shared.split("\n", -1)) {
            String said = line.strip();
            boolean row = said.startsWith("|");
            examples = said.startsWith("Examples:") || examples && (row || said.isEmpty());
            String other = line;
            if (said.startsWith("Scenario:") || said.startsWith("Scenario Outline:")) {
                other = line + " " + copy;
            } else if (examples && row && !head) {
                other = line.replaceFirst("^(\\s*\\|\\s*)([^|\\s]+)", "$1$2-" + copy);
            }
            head = said.startsWith("Examples:");
            text.append(other).append('\n');
        }
        return text.toString();
    }

    private static Map<String, Long> numbers(String output) {
        Map<String, Long> numbers = new HashMap<>();
        output.lines().map(line -> line.split("\t")).filter(parts -> parts.length == 2 && parts[0].matches("\\d+")).forEach(parts -> numbers.put(parts[1], Long.valueOf(parts[0])));
        return numbers;
    }
}
