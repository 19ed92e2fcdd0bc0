package org.imagecopy.conformance.reference;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.imagecopy.conformance.emulator.Emulator;
import org.imagecopy.conformance.emulator.EmulatorServer;
import org.imagecopy.conformance.emulator.Filter;
import org.imagecopy.conformance.emulator.ServerOptions;
import org.imagecopy.conformance.emulator.VirtualClock;
import org.imagecopy.conformance.emulator.ecd.EcdEmulator;
import org.imagecopy.conformance.emulator.ecd.EcdWorld;
import org.imagecopy.conformance.emulator.uhost.UHostEmulator;
import org.imagecopy.conformance.emulator.uhost.UHostWorld;
import org.imagecopy.conformance.engine.Time;
import org.imagecopy.conformance.target.Target;

/** A reference emulator in this process, on a free port of loopback, with a clock that only the run moves. */
public final class Embedded implements AutoCloseable {

    private final EmulatorServer server;
    private final Target target;
    private final Time time;

    private Embedded(EmulatorServer server, Target target, Time time) {
        this.server = server;
        this.target = target;
        this.time = time;
    }

    /** Starts the emulator of a family with these filters. */
    public static Embedded start(String family, List<Filter> filters) {
        return start(family, filters, Map.of());
    }

    /** Starts the emulator of a family with these filters, and changes some settings of its target. */
    public static Embedded start(String family, List<Filter> filters, Map<String, String> changes) {
        VirtualClock clock = new VirtualClock(Instant.now().truncatedTo(java.time.temporal.ChronoUnit.SECONDS));
        EmulatorServer server = EmulatorServer.start(emulator(family, clock, filters), ServerOptions.defaults());
        return new Embedded(server, target(family, server.endpoint().toString(), changes), new Time() {
            @Override
            public Clock clock() {
                return clock;
            }

            @Override
            public void pause(Duration duration) {
                clock.advance(duration);
            }
        });
    }

    /** How an embedded emulator of a family would be reached, if it ran. */
    public static Target described(String family, Map<String, String> changes) {
        return target(family, "http://127.0.0.1:8085", changes);
    }

    private static Target target(String family, String endpoint, Map<String, String> changes) {
        Map<String, String> values = settings(family, endpoint);
        values.put("limits.settling-time", "10m");
        values.put("exclusive", "true");
        // It answers at once: more requests at the same time would only wait for each other.
        values.put("limits.workers", "4");
        values.putAll(changes);
        return Target.embedded("emulator", values);
    }

    /** The emulator of a family. */
    public static Emulator emulator(String family, Clock clock, List<Filter> filters) {
        return family.equals("ecd") ? new EcdEmulator(EcdWorld.standard(clock), clock, filters)
                : new UHostEmulator(UHostWorld.standard(clock), clock, filters);
    }

    /** The settings that a target needs to reach a standard emulator. */
    public static Map<String, String> settings(String family, String endpoint) {
        Map<String, String> values = new LinkedHashMap<>();
        values.put("family", family);
        values.put("endpoint", endpoint);
        if (family.equals("ecd")) {
            values.put("credentials.key", EcdWorld.KEY_ID);
            values.put("credentials.secret", EcdWorld.SECRET);
            values.put("regions.source", EcdWorld.SOURCE_REGION);
            values.put("regions.destinations", String.join(",", EcdWorld.DESTINATION_REGIONS.subList(0, 2)));
            values.put("regions.second-source", EcdWorld.SECOND_SOURCE_REGION);
            values.put("images.source", EcdWorld.SOURCE_IMAGE);
            values.put("images.second-source", EcdWorld.SECOND_SOURCE_IMAGE);
            values.put("images.base", EcdWorld.SYSTEM_IMAGE);
            values.put("images.unready", EcdWorld.UNFINISHED_IMAGE);
            values.put("images.foreign", EcdWorld.FOREIGN_IMAGE);
        } else {
            values.put("credentials.key", UHostWorld.PUBLIC_KEY);
            values.put("credentials.secret", UHostWorld.PRIVATE_KEY);
            values.put("regions.source", UHostWorld.SOURCE_REGION);
            values.put("regions.destinations", String.join(",", UHostWorld.DESTINATION_REGIONS.subList(0, 2)));
            values.put("regions.second-source", UHostWorld.SECOND_SOURCE_REGION);
            values.put("images.source", UHostWorld.SOURCE_IMAGE);
            values.put("images.second-source", UHostWorld.SECOND_SOURCE_IMAGE);
            values.put("images.base", UHostWorld.BASE_IMAGE);
            values.put("images.unready", UHostWorld.UNFINISHED_IMAGE);
            values.put("images.foreign", UHostWorld.FOREIGN_IMAGE);
            values.put("projects.source", UHostWorld.DEFAULT_PROJECT);
            values.put("projects.target", UHostWorld.SECOND_PROJECT);
            values.put("projects.others", UHostWorld.THIRD_PROJECT);
            values.put("zone", UHostWorld.SOURCE_ZONE);
        }
        return values;
    }

    /** How to reach it. */
    public Target target() {
        return target;
    }

    /** Its time. */
    public Time time() {
        return time;
    }

    @Override
    public void close() {
        server.close();
    }
}
