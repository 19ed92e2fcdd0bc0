package org.imagecopy.conformance.selftest;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Which rows a fault was seen to touch in the last complete run, so that a quick run need not try the others. Kept as a text file of the
 * project: one fault a line, {@code family id: row row row}.
 */
public final class Touched {

    private static final String RESOURCE = "touched.txt";

    private final Map<String, Set<String>> rows = new TreeMap<>();

    /** What the project knows; nothing when there is no file yet. */
    public static Touched known() {
        Touched touched = new Touched();
        try (InputStream in = Touched.class.getResourceAsStream(RESOURCE)) {
            if (in != null) {
                BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
                reader.lines().filter(line -> line.contains(": ")).forEach(line -> touched.put(line.substring(0, line.indexOf(": ")),
                        new TreeSet<>(Arrays.asList(line.substring(line.indexOf(": ") + 2).split(" ")))));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return touched;
    }

    /** The rows that a fault touches; empty when nobody knows. */
    public Optional<Set<String>> rows(String family, String id) {
        return Optional.ofNullable(rows.get(family + " " + id));
    }

    /** Notes the rows that a fault touched. Thread safe. */
    public synchronized void put(String fault, Set<String> touched) {
        rows.put(fault, new TreeSet<>(touched));
    }

    /** Writes everything down. */
    public synchronized void write(Path file) throws IOException {
        List<String> lines = new ArrayList<>();
        rows.forEach((fault, touched) -> lines.add(fault + ": " + String.join(" ", touched)));
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.write(file, lines, StandardCharsets.UTF_8);
    }
}
