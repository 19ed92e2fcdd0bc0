package org.imagecopy.conformance.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import org.imagecopy.conformance.target.Setting;

/** A reference emulator in a process of its own, and the environment in which the suite finds it. */
final class Endpoint implements AutoCloseable {

    private final Process process;
    private final Map<String, String> settings;

    private Endpoint(Process process, Map<String, String> settings) {
        this.process = process;
        this.settings = settings;
    }

    /** Starts {@code ./conformance emulate FAMILY} on a free port and waits until it listens. */
    static Endpoint start(Path root, String family, String... options) {
        List<String> line = new ArrayList<>(List.of(root.resolve("conformance").toString(), "emulate", family, "--port", "0"));
        line.addAll(List.of(options));
        try {
            Process process = new ProcessBuilder(line).directory(root.toFile()).redirectErrorStream(true).start();
            Map<String, String> settings = new LinkedHashMap<>();
            BufferedReader out = process.inputReader();
            for (String said = out.readLine(); said != null; said = out.readLine()) {
                if (said.startsWith("Ctrl-C")) {
                    return new Endpoint(process, settings);
                }
                String[] pair = said.strip().split(": ", 2);
                if (pair.length == 2 && Setting.at(pair[0]).isPresent()) {
                    settings.put(pair[0], pair[1]);
                }
            }
            throw new IllegalStateException(String.join(" ", line) + " did not begin to listen");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A setting of the target. */
    String setting(String path) {
        return settings.getOrDefault(path, "");
    }

    /** The target as environment variables of the suite. */
    Map<String, String> environment() {
        Map<String, String> variables = new LinkedHashMap<>();
        settings.forEach((path, value) -> variables.put(Setting.at(path).orElseThrow().variable(), value));
        return variables;
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
