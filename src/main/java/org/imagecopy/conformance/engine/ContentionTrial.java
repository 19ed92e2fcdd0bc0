package org.imagecopy.conformance.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.imagecopy.conformance.check.Act;
import org.imagecopy.conformance.exchange.Answer;
import org.imagecopy.conformance.family.Base;

/**
 * Finds out whether an endpoint refuses copies because others are under way, and how many it lets be under way. What that looks like is
 * not looked up but tried: alone a refused request is accepted, others beside it are accepted up to some number, and then all are
 * refused with the same code; when those have ended, it is the same number again. An endpoint that refuses now and then, or for the
 * request itself, does not pass for one that does so.
 */
final class ContentionTrial {

    /** Each costs the time of a copy. */
    private static final int MOST_TRIALS = 3;
    /** Requests that are sent together while copies are under way. */
    private static final int LEAST_BESIDE = 4;
    private static final int MOST_BESIDE = 8;
    /** Whoever lets more copies be under way than this is hardly asked for so many at once. */
    private static final int MOST_UNDER_WAY = 24;

    private final CopyRequests requests;
    private final Messenger messenger;
    private final Watch watch;
    private final Time time;
    private Duration left;
    private int trials = MOST_TRIALS;

    /** @param most how long all trials together may wait for copies */
    ContentionTrial(CopyRequests requests, Messenger messenger, Watch watch, Time time, Duration most) {
        this.requests = requests;
        this.messenger = messenger;
        this.watch = watch;
        this.time = time;
        this.left = most;
    }

    /**
     * What was found out.
     *
     * @param contention how a copy is refused for others
     * @param limit      how many may be under way, at least 1
     */
    record Habit(Contention contention, int limit) {

        /** {@code another one is}, or {@code 3 others are}. */
        String others() {
            return limit == 1 ? "another one is" : limit + " others are";
        }
    }

    /**
     * Tries whether requests that should have been accepted were refused for this reason.
     *
     * @param sent requests of the run
     * @param acts what came of all requests so far; those that are accepted now take the place of their refusals, if they were refused
     *             for this reason
     */
    Optional<Habit> among(Collection<Probe> sent, Map<Probe, Act> acts, Round round) {
        if (acts.values().stream().noneMatch(act -> act.answer().accepted())) {
            return Optional.empty();
        }
        Map<Contention, List<Probe>> suspects = sent.stream().filter(probe -> suspect(probe, acts.get(probe), round))
                .collect(Collectors.groupingBy(probe -> Contention.of(acts.get(probe).answer()), LinkedHashMap::new, Collectors.toList()));
        return suspects.entrySet().stream().sorted(Comparator.comparing(entry -> -entry.getValue().size()))
                .flatMap(entry -> trials-- > 0 ? tried(entry.getKey(), entry.getValue(), acts, round).stream() : Stream.empty()).findFirst();
    }

    /** Whether a request was refused although the page promises that it is accepted. */
    private static boolean suspect(Probe probe, Act act, Round round) {
        boolean plain = probe.scene() == null || !probe.scene().onSameConnection() && !probe.scene().repeated();
        return act != null && act.answer().verdict() == Answer.Verdict.REFUSED && probe.expects() == Act.Expects.ACCEPTANCE && plain
                && !round.family().unpromised(probe.base(), probe.transport());
    }

    private Optional<Habit> tried(Contention contention, List<Probe> suspects, Map<Probe, Act> acts, Round round) {
        Map<Probe, Act> again = new LinkedHashMap<>();
        int limit = limit(contention, suspects, acts, round, again);
        again.forEach((probe, act) -> {
            boolean counts = limit > 0 && act.answer().accepted() && acts.containsKey(probe);
            requests.aside(counts ? acts.put(probe, act) : act);
        });
        return limit > 0 ? Optional.of(new Habit(contention, limit)) : Optional.empty();
    }

    /** How many copies may be under way; 0 when requests are refused for something else. */
    private int limit(Contention contention, List<Probe> suspects, Map<Probe, Act> acts, Round round, Map<Probe, Act> again) {
        Deque<Probe> others = new ArrayDeque<>(suspects);
        Supplier<Probe> neutral = () -> round.neutral("request beside a copy", Base.of(Base.Kind.ANOTHER_REGION), round.usualTransport());
        Supplier<Probe> next = () -> others.isEmpty() ? neutral.get() : others.poll();
        Probe first = next.get();
        if (!ended(acts, again) || !watch.attribute(List.of(acts.get(first))).isEmpty() || !acceptedAlone(contention, first, again)) {
            return 0;
        }
        int limit = 1;
        int refused = 0;
        while (refused == 0) {
            List<Act> beside = together(Math.max(LEAST_BESIDE, Math.min(others.size(), MOST_BESIDE)), next, again);
            int accepted = (int) beside.stream().filter(act -> act.answer().accepted()).count();
            refused = (int) beside.stream().filter(contention::explains).count();
            limit += accepted;
            if (accepted + refused < beside.size() || limit > MOST_UNDER_WAY) {
                return inVain();
            }
        }
        if (limit > 1 && !full(contention, next, again)) {
            return inVain();
        }
        if (!ended(acts, again) || !acceptedAlone(contention, next.get(), again)) {
            return 0;
        }
        return limit == 1 ? 1 : sequentially(contention, neutral, again);
    }

    /** One trial that cost copies for nothing is enough. */
    private int inVain() {
        trials = 0;
        return 0;
    }

    /** Requests that come together may slip in beside each other, and some ask for two copies; one after another they show the limit itself. */
    private int sequentially(Contention contention, Supplier<Probe> next, Map<Probe, Act> again) {
        int limit = 1;
        for (Act act = send(next.get(), again); !contention.explains(act); act = send(next.get(), again)) {
            if (!act.answer().accepted() || ++limit > MOST_UNDER_WAY) {
                return inVain();
            }
        }
        return full(contention, next, again) ? limit : inVain();
    }

    private boolean full(Contention contention, Supplier<Probe> next, Map<Probe, Act> again) {
        return together(LEAST_BESIDE, next, again).stream().allMatch(contention::explains);
    }

    private List<Act> together(int number, Supplier<Probe> next, Map<Probe, Act> again) {
        return messenger.together(Stream.generate(next).limit(number).map(probe -> (Callable<Act>) () -> send(probe, again)).toList());
    }

    private boolean acceptedAlone(Contention contention, Probe probe, Map<Probe, Act> again) {
        for (Duration moment : Turnstile.MOMENTS) {
            time.pause(moment);
            Act act = send(probe, again);
            if (!contention.explains(act)) {
                return act.answer().accepted();
            }
        }
        return false;
    }

    private Act send(Probe probe, Map<Probe, Act> again) {
        Act act = requests.send(probe);
        synchronized (again) {
            Optional.ofNullable(again.put(probe, act)).ifPresent(requests::aside);
        }
        return act;
    }

    /** Waits until no copy of the run is under way. */
    private boolean ended(Map<Probe, Act> acts, Map<Probe, Act> again) {
        List<Act> all = new ArrayList<>(acts.values());
        all.addAll(again.values());
        all.addAll(requests.besides());
        Instant began = time.clock().instant();
        boolean ended = watch.ended(all.stream().distinct().toList(), Duration.ZERO, left);
        left = left.minus(Duration.between(began, time.clock().instant()));
        if (!ended) {
            trials = 0;
        }
        return ended;
    }
}
