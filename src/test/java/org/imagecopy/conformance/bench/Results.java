package org.imagecopy.conformance.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** {@code bench/results.md}: the tables of each section, with the machine, the day and the number of runs that they come from. */
final class Results {

    private static final String HEAD = "# Results\n\nWritten by `bench/run`; do not edit. Medians, range in brackets. Rows of one table were measured in turn, in one run.\n\n";
    private static final String MARK = "<!-- section ";

    private final Path file;
    private final List<String> order;
    private final Map<String, String> sections = new LinkedHashMap<>();

    /**
     * Reads what is there.
     *
     * @param order names of all sections as they stand in the file
     * @throws IOException when the file is there and cannot be read
     */
    Results(Path file, List<String> order) throws IOException {
        this.file = file;
        this.order = order;
        String text = Files.exists(file) ? Files.readString(file, StandardCharsets.UTF_8) : "";
        for (String part : text.split("(?m)^(?=" + MARK + ")")) {
            if (part.startsWith(MARK)) {
                sections.put(part.substring(MARK.length(), part.indexOf(" -->")), part.strip());
            }
        }
    }

    /**
     * Puts the tables of a section in place of earlier ones, and writes the file: what follows may take long, and fail.
     *
     * @param runs how often each process was measured
     * @throws IOException when the file cannot be written
     */
    void put(String section, List<Table> tables, int runs, String day) throws IOException {
        StringBuilder text = new StringBuilder(MARK + section + " -->\n\n");
        tables.forEach(table -> text.append(table.markdown()));
        sections.put(section, text.append("_").append(day).append(", ").append(runs).append(runs == 1 ? " run; " : " runs; ").append(machine()).append("_").toString());
        StringBuilder all = new StringBuilder(HEAD);
        order.stream().filter(sections::containsKey).forEach(name -> all.append(sections.get(name)).append("\n\n"));
        Files.writeString(file, all.toString().strip() + "\n", StandardCharsets.UTF_8);
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
        return Runtime.getRuntime().availableProcessors() + " cores (" + System.getProperty("os.arch") + ")" + size + ", "
                + System.getProperty("os.name") + ", Java " + System.getProperty("java.version");
    }
}
