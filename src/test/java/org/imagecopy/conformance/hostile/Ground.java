package org.imagecopy.conformance.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

import org.imagecopy.conformance.check.Check;
import org.imagecopy.conformance.emulator.Emulator;
import org.imagecopy.conformance.emulator.VirtualClock;
import org.imagecopy.conformance.emulator.ecd.EcdEmulator;
import org.imagecopy.conformance.emulator.ecd.EcdWorld;
import org.imagecopy.conformance.emulator.uhost.UHostEmulator;
import org.imagecopy.conformance.emulator.uhost.UHostWorld;
import org.imagecopy.conformance.engine.Engine;
import org.imagecopy.conformance.engine.Halt;
import org.imagecopy.conformance.engine.Progress;
import org.imagecopy.conformance.engine.Selection;
import org.imagecopy.conformance.engine.Time;
import org.imagecopy.conformance.report.FailureText;
import org.imagecopy.conformance.report.Reports;
import org.imagecopy.conformance.result.Outcome;
import org.imagecopy.conformance.result.RunResult;
import org.imagecopy.conformance.target.Target;

/** An emulator behind a hostile server, a target that points at the server, and runs against it in a time that only runs move. */
final class Ground implements AutoCloseable {

    private static final Map<String, Engine> ENGINES = new ConcurrentHashMap<>();

    private final String family;
    private final VirtualClock clock = new VirtualClock(Instant.now().truncatedTo(ChronoUnit.SECONDS));
    private final Emulator emulator;
    private final HostileServer server;
    private final Map<String, String> settings;
    private final Set<String> before;

    Ground(String family) throws IOException {
        this.family = family;
        this.emulator = family.equals("ecd") ? new EcdEmulator(EcdWorld.standard(clock), clock, List.of())
                : new UHostEmulator(UHostWorld.standard(clock), clock, List.of());
        this.server = HostileServer.before(emulator);
        this.settings = settings(family, server.endpoint().toString());
        this.before = images();
    }

    private Set<String> images() {
        return emulator.world().images().stream().map(image -> image.id() + " " + image.name()).collect(Collectors.toCollection(TreeSet::new));
    }

    /** Asserts that nothing of ours is left, and that what was there before is still there. */
    void assertTidy() {
        assertThat(images()).as("images of the endpoint").isEqualTo(before);
    }

    /** The settings of a target with one destination and small limits. */
    static Map<String, String> settings(String family, String endpoint) {
        Map<String, String> values = new LinkedHashMap<>();
        boolean ecd = family.equals("ecd");
        values.put("family", family);
        values.put("endpoint", endpoint);
        values.put("credentials.key", ecd ? EcdWorld.KEY_ID : UHostWorld.PUBLIC_KEY);
        values.put("credentials.secret", ecd ? EcdWorld.SECRET : UHostWorld.PRIVATE_KEY);
        values.put("regions.source", ecd ? EcdWorld.SOURCE_REGION : UHostWorld.SOURCE_REGION);
        values.put("regions.destinations", ecd ? EcdWorld.DESTINATION_REGIONS.get(0) : UHostWorld.DESTINATION_REGIONS.get(0));
        values.put("images.source", ecd ? EcdWorld.SOURCE_IMAGE : UHostWorld.SOURCE_IMAGE);
        if (!ecd) {
            values.put("projects.source", UHostWorld.DEFAULT_PROJECT);
            values.put("projects.target", UHostWorld.SECOND_PROJECT);
        }
        values.put("limits.connect-timeout", "20s");
        values.put("limits.timeout", "20s");
        values.put("limits.settling-time", "10m");
        values.put("limits.patience", "1m");
        values.put("limits.workers", "4");
        values.put("limits.answer-bytes", "262144");
        return values;
    }

    HostileServer server() {
        return server;
    }

    Emulator emulator() {
        return emulator;
    }

    /** The same ground with another setting. */
    Ground with(String path, String value) {
        settings.put(path, value);
        return this;
    }

    Target target() {
        return Target.of("hostile", settings, Map.of());
    }

    /**
     * What a run left.
     *
     * @param result what it came to
     * @param folder its reports
     */
    record Run(RunResult result, Path folder) {

        /** The outcome of a row. */
        Outcome row(String id) {
            return result.families().get(0).rows().stream().filter(r -> r.row().id().equals(id)).findFirst().orElseThrow().outcome();
        }

        /** A report as text. */
        String report(String name) throws IOException {
            return Files.readString(folder.resolve(name));
        }
    }

    /** Runs some rows as the command line does, and writes every report but Cucumber's, which take longer than the run. */
    Run run(Path folder, String... rows) throws IOException {
        Time time = new Time() {
            @Override
            public Clock clock() {
                return clock;
            }

            @Override
            public void pause(Duration duration) {
                clock.advance(duration);
            }
        };
        Engine engine = ENGINES.computeIfAbsent(family, f -> new Engine(List.of(f)));
        RunResult result = engine.run(List.of(target()), t -> time, new Engine.Settings(Selection.of(List.of(rows), ""), false, 7, folder, Progress.NONE,
                EnumSet.noneOf(Check.class), new Halt()));
        Map<Integer, String> exchanges = new HashMap<>();
        for (String line : Files.readAllLines(folder.resolve("exchanges.jsonl"), StandardCharsets.UTF_8)) {
            int begin = line.indexOf(':') + 1;
            exchanges.put(Integer.parseInt(line.substring(begin, line.indexOf(',', begin))), line);
        }
        Reports.write(result, folder, exchanges::get);
        return new Run(result, folder);
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
