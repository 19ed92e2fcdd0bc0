package org.imagecopy.conformance.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;

import org.imagecopy.conformance.check.Act;
import org.imagecopy.conformance.exchange.Answer;
import org.imagecopy.conformance.family.Base;

/**
 * Finds out whether an endpoint refuses copies because others are under way. What that looks like is not looked up but tried: alone a
 * refused request is accepted, several others beside it are all refused with the same code, and one of them is accepted alone. An
 * endpoint that refuses now and then, or for the request itself, does not pass for one that does so.
 */
final class ContentionTrial {

    /** Each costs the time of a copy. */
    private static final int MOST_TRIALS = 3;
    /** Requests that are sent together while a copy is under way. */
    private static final int LEAST_BESIDE = 4;
    private static final int MOST_BESIDE = 8;

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
     * Tries whether requests that should have been accepted were refused for this reason.
     *
     * @param sent requests of the run
     * @param acts what came of all requests so far; those that are accepted now take the place of their refusals, if they were refused
     *             for this reason
     */
    Optional<Contention> among(Collection<Probe> sent, Map<Probe, Act> acts, Round round) {
        if (acts.values().stream().noneMatch(act -> act.answer().accepted())) {
            return Optional.empty();
        }
        Map<Contention, List<Probe>> suspects = sent.stream().filter(probe -> suspect(probe, acts.get(probe), round))
                .collect(Collectors.groupingBy(probe -> Contention.of(acts.get(probe).answer()), LinkedHashMap::new, Collectors.toList()));
        return suspects.entrySet().stream().sorted(Comparator.comparing(entry -> -entry.getValue().size()))
                .filter(entry -> trials-- > 0 && confirmed(entry.getKey(), entry.getValue(), acts, round)).map(Map.Entry::getKey).findFirst();
    }

    /** Whether a request was refused although the page promises that it is accepted. */
    private static boolean suspect(Probe probe, Act act, Round round) {
        boolean plain = probe.scene() == null || !probe.scene().onSameConnection() && !probe.scene().repeated();
        return act != null && act.answer().verdict() == Answer.Verdict.REFUSED && probe.expects() == Act.Expects.ACCEPTANCE && plain
                && !round.family().unpromised(probe.base(), probe.transport());
    }

    private boolean confirmed(Contention contention, List<Probe> suspects, Map<Probe, Act> acts, Round round) {
        Map<Probe, Act> again = new LinkedHashMap<>();
        boolean confirmed = tried(contention, suspects, acts, round, again);
        again.forEach((probe, act) -> {
            boolean counts = confirmed && act.answer().accepted() && acts.containsKey(probe);
            requests.aside(counts ? acts.put(probe, act) : act);
        });
        return confirmed;
    }

    private boolean tried(Contention contention, List<Probe> suspects, Map<Probe, Act> acts, Round round, Map<Probe, Act> again) {
        Probe first = suspects.get(0);
        List<Probe> beside = new ArrayList<>(suspects.subList(1, Math.min(suspects.size(), 1 + MOST_BESIDE)));
        while (beside.size() < LEAST_BESIDE) {
            beside.add(round.neutral("request beside a copy", Base.of(Base.Kind.ANOTHER_REGION), round.usualTransport()));
        }
        if (!ended(acts, again) || !watch.attribute(List.of(acts.get(first))).isEmpty() || !acceptedAlone(contention, first, again)) {
            return false;
        }
        List<Boolean> refused = messenger.together(beside.stream().map(probe -> (Callable<Boolean>) () -> contention.explains(send(probe, again))).toList());
        if (refused.contains(false)) {
            // One trial that cost copies for nothing is enough.
            trials = 0;
            return false;
        }
        return ended(acts, again) && acceptedAlone(contention, beside.get(0), again);
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
