package org.imagecopy.conformance.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The time that a run against a slow endpoint takes at least: with a worker for every request and a suite that costs nothing. Read from
 * the record of a real run with many workers. Requests fall into batches: all that follow one another and are of one kind (listing,
 * copy, deletion). A batch of listings takes as long as the longest listing of one place, page after page; a batch of deletions as long
 * as its slowest one; the first batch of copies three requests in a row, the neutral one, the controls and the cases, and every later
 * one as many as were not under way at the same time. To these come the waits in which nothing is under way. A replay follows the
 * controls, which it repeats, after a wait in which the cases are sent: that wait counts as a whole, and what was sent meanwhile does not.
 *
 * @param requests seconds of requests in a row
 * @param waits    seconds of waits: before a replay, for copies, for late effects
 */
record CriticalPath(double requests, double waits) {

    private static final double SHORTEST_WAIT = 0.5;

    private record Sent(char kind, String purpose, double from, double to) {
    }

    /** The whole of it, in seconds. */
    double seconds() {
        return requests + waits;
    }

    /** Reads {@code exchanges.jsonl} of one run. */
    static CriticalPath of(Path exchanges) {
        List<Sent> sent = new ArrayList<>();
        JsonMapper json = JsonMapper.builder().build();
        try {
            for (String line : Files.readAllLines(exchanges, StandardCharsets.UTF_8)) {
                JsonNode node = json.readTree(line);
                Instant at = Instant.parse(node.path("at").asString());
                double from = at.getEpochSecond() + at.getNano() / 1e9;
                String purpose = node.path("purpose").asString();
                char kind = purpose.startsWith("clean-up") ? 'd' : purpose.startsWith("listing") || purpose.startsWith("preflight") ? 'l' : 'c';
                sent.add(new Sent(kind, purpose, from, from + node.path("millis").asDouble() / 1000));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        sent.sort(Comparator.comparingDouble(Sent::from));
        double requests = 0;
        double waits = 0;
        double busyUntil = sent.get(0).from();
        boolean first = true;
        double untilControls = 0;
        double controlsFrom = Double.NaN;
        List<Sent> batch = new ArrayList<>();
        for (Sent one : sent) {
            boolean waited = one.from() - busyUntil > SHORTEST_WAIT;
            if (!batch.isEmpty() && (waited || one.kind() != batch.get(0).kind())) {
                if (first && batch.get(0).kind() == 'c') {
                    first = false;
                    untilControls = requests + batch.get(0).to() - batch.get(0).from();
                    controlsFrom = batch.get(0).to();
                    requests += chain(batch, true);
                } else {
                    requests += chain(batch, false);
                }
                batch.clear();
            }
            if (waited && one.kind() == 'c' && !Double.isNaN(controlsFrom)) {
                requests = untilControls;
                waits += one.from() - controlsFrom;
                controlsFrom = Double.NaN;
            } else if (waited) {
                waits += one.from() - busyUntil;
            }
            batch.add(one);
            busyUntil = Math.max(busyUntil, one.to());
        }
        return new CriticalPath(requests + chain(batch, first), waits);
    }

    private static double chain(List<Sent> batch, boolean first) {
        double slowest = batch.stream().mapToDouble(s -> s.to() - s.from()).max().orElse(0);
        return switch (batch.get(0).kind()) {
            case 'l' -> {
                Map<String, Double> places = new HashMap<>();
                batch.forEach(s -> places.merge(s.purpose(), s.to() - s.from(), Double::sum));
                yield places.values().stream().mapToDouble(Double::doubleValue).max().orElse(0);
            }
            case 'd' -> slowest;
            default -> first ? batch.stream().mapToDouble(s -> s.to() - s.from()).sorted().limit(3).sum() : inTurn(batch);
        };
    }

    /** The time of those that did not overlap. */
    private static double inTurn(List<Sent> batch) {
        double sum = 0;
        double until = 0;
        for (Sent one : batch) {
            if (one.from() >= until - 0.002) {
                sum += one.to() - one.from();
                until = one.to();
            }
        }
        return sum;
    }
}
