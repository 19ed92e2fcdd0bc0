package org.imagecopy.conformance.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.imagecopy.conformance.emulator.Emulator;
import org.imagecopy.conformance.emulator.EmulatorServer;
import org.imagecopy.conformance.emulator.Filter;
import org.imagecopy.conformance.emulator.ServerOptions;
import org.imagecopy.conformance.emulator.World;
import org.imagecopy.conformance.emulator.ecd.EcdEmulator;
import org.imagecopy.conformance.emulator.ecd.EcdWorld;
import org.imagecopy.conformance.emulator.uhost.UHostEmulator;
import org.imagecopy.conformance.emulator.uhost.UHostWorld;
import org.imagecopy.conformance.reference.Embedded;
import org.imagecopy.conformance.target.Setting;

/** An endpoint that the command line sees as somebody else's: an emulator on the clock of the wall, and a target file for it. */
final class Lab implements AutoCloseable {

    private final String family;
    private final World world;
    private final EmulatorServer server;
    private final Path folder;
    private final Map<String, String> changes = new LinkedHashMap<>(Map.of("limits.late-effects", "300ms", "limits.settling-time", "20s"));

    /** @param folder where the target file goes */
    Lab(String family, Path folder, Filter... filters) {
        this(family, folder, Duration.ofMillis(1), filters);
    }

    Lab(String family, Path folder, Duration copyTime, Filter... filters) {
        this.family = family;
        this.folder = folder;
        Clock clock = Clock.systemUTC();
        world = (family.equals("ecd") ? EcdWorld.builder(clock) : UHostWorld.builder(clock)).copyTime(copyTime).build();
        Emulator emulator = family.equals("ecd") ? new EcdEmulator(world, clock, List.of(filters)) : new UHostEmulator(world, clock, List.of(filters));
        server = EmulatorServer.start(emulator, ServerOptions.defaults());
    }

    /** Changes a setting of the target file. */
    Lab with(String path, String value) {
        changes.put(path, value);
        return this;
    }

    World world() {
        return world;
    }

    String endpoint() {
        return server.endpoint().toString();
    }

    /** Writes the target file. */
    Path config() {
        return config(folder, family, endpoint(), changes);
    }

    /** Writes a target file with one target, {@code lab}. */
    static Path config(Path folder, String family, String endpoint, Map<String, String> changes) {
        Map<String, String> values = Embedded.settings(family, endpoint);
        try {
            Files.createDirectories(folder);
            Path secret = Files.writeString(folder.resolve("secret"), values.get("credentials.secret"));
            values.put("credentials.secret", "file:" + secret);
            values.putAll(changes);
            StringBuilder text = new StringBuilder("targets:\n  lab:\n");
            String section = "";
            for (Setting setting : Setting.ALL) {
                String value = values.getOrDefault(setting.path(), "");
                if (!value.isEmpty()) {
                    int dot = setting.path().indexOf('.');
                    String head = dot < 0 ? "" : setting.path().substring(0, dot);
                    if (!head.isEmpty() && !head.equals(section)) {
                        text.append("    ").append(head).append(":\n");
                    }
                    section = head;
                    text.append(dot < 0 ? "    " : "      ").append(setting.path().substring(dot + 1)).append(": ")
                            .append(setting.kind() == Setting.Kind.LIST ? "[" + value + "]" : value).append('\n');
                }
            }
            return Files.writeString(folder.resolve("targets.yaml"), text.toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What a command came to. */
    record Ended(int code, String text) {
    }

    /** Runs a command in this process. */
    static Ended conformance(String... arguments) {
        PrintStream out = System.out;
        PrintStream err = System.err;
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        PrintStream both = new PrintStream(said, true, StandardCharsets.UTF_8);
        System.setOut(both);
        System.setErr(both);
        try {
            return new Ended(Main.execute(arguments), said.toString(StandardCharsets.UTF_8));
        } finally {
            System.setOut(out);
            System.setErr(err);
        }
    }

    /** Runs {@code run} against this endpoint, its reports go below the folder. */
    Ended run(String... more) {
        String[] all = new String[more.length + 6];
        System.arraycopy(new String[] {"run", "--no-allure-report", "--reports", folder.resolve("reports").toString(), "--config", config().toString()}, 0, all, 0, 6);
        System.arraycopy(more, 0, all, 6, more.length);
        return conformance(all);
    }

    /** Starts {@code run} in a process of its own, so that it can be killed; its output goes to a file. */
    Process start() {
        ProcessBuilder process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC",
                "-cp", System.getProperty("java.class.path"), Main.class.getName(), "run", "--no-allure-report", "--reports", folder.resolve("reports").toString(),
                "--config", config().toString(), "--yes", "--seed", "1");
        try {
            return process.redirectErrorStream(true).redirectOutput(said().toFile()).start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Output of the process that was started. */
    Path said() {
        return folder.resolve("said.txt");
    }

    Path reports() {
        return folder.resolve("reports");
    }

    @Override
    public void close() {
        server.close();
    }
}
