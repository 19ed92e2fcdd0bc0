package org.imagecopy.conformance.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

import org.imagecopy.conformance.reference.Embedded;
import org.imagecopy.conformance.emulator.Call;
import org.imagecopy.conformance.emulator.Filter;
import org.imagecopy.conformance.emulator.Wire;
import org.imagecopy.conformance.engine.Engine;

/**
 * Time of the suite per exchange, warm. One worker, so that nothing overlaps; what the emulator itself works is taken off, all the
 * rest counts as the suite's, the network and the HTTP server included. Started as a process of its own: {@code WarmRun FOLDER WARM-UPS RUNS}.
 */
final class WarmRun {

    private static final List<String> FAMILIES = List.of("ecd", "uhost");

    private WarmRun() {
    }

    /** Records the requests of both families for the bare loop. */
    static void record(Setup setup) {
        Engine engine = new Engine(FAMILIES);
        FAMILIES.forEach(family -> Recording.of(engine, family, setup.folder()).save(setup.folder().resolve(family + ".jsonl")));
    }

    public static void main(String[] arguments) {
        System.setProperty("sun.net.httpserver.nodelay", "true");
        Path folder = Path.of(arguments[0]);
        int warmUps = Integer.parseInt(arguments[1]);
        int runs = Integer.parseInt(arguments[2]);
        Engine engine = new Engine(FAMILIES);
        for (int i = 0; i < warmUps + runs; i++) {
            Watch watch = new Watch();
            double wall = 0;
            for (String family : FAMILIES) {
                try (Embedded embedded = Embedded.start(family, List.of(watch), Map.of("limits.workers", "1"))) {
                    watch.rest();
                    long began = System.nanoTime();
                    engine.run(List.of(embedded.target()), t -> embedded.time(), Engine.Settings.quiet(folder, i));
                    wall += (System.nanoTime() - began) / 1e6;
                }
            }
            if (i >= warmUps) {
                Figures gaps = new Figures(List.copyOf(watch.gaps));
                System.out.printf(Locale.ROOT, "%d %.3f %.3f %.3f %.3f%n", watch.exchanges.get(), wall, watch.working.get() / 1e6, gaps.quantile(0.5),
                        gaps.quantile(0.95));
            }
        }
        System.exit(0);
    }

    /** Sees when the emulator works. With one worker its requests come one at a time. */
    private static final class Watch implements Filter {
        private final AtomicInteger exchanges = new AtomicInteger();
        private final AtomicLong working = new AtomicLong();
        private final List<Double> gaps = new ArrayList<>();
        private long began;
        private long ended;

        synchronized void rest() {
            ended = 0;
        }

        @Override
        public synchronized Call receive(Call call) {
            began = System.nanoTime();
            if (ended > 0) {
                gaps.add((began - ended) / 1e6);
            }
            return call;
        }

        @Override
        public synchronized Wire wire(org.imagecopy.conformance.emulator.Context context, Wire honest) {
            ended = System.nanoTime();
            exchanges.incrementAndGet();
            working.addAndGet(ended - began);
            return honest;
        }
    }
}
