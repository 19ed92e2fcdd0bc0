package org.imagecopy.conformance.engine;

import java.time.Duration;
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
import org.imagecopy.conformance.family.Family;

/**
 * The habit of an endpoint to refuse a copy while another one is under way. No page forbids it, and such a refusal says nothing about
 * the request. What it looks like is not looked up but tried: alone a refused request is accepted, several others beside it are all
 * refused with the same code, and one of them is accepted alone. An endpoint that refuses now and then, or for the request itself, does not pass
 * for one that does so.
 *
 * @param status HTTP status of these refusals
 * @param code   their code; may be empty
 */
record Contention(int status, String code) {

    /** Different refusals that are tried: each costs the time of a copy. */
    private static final int MOST_TRIED = 2;
    /** Requests that are sent together while a copy is under way. */
    private static final int LEAST_BESIDE = 4;
    private static final int MOST_BESIDE = 8;

    private static Contention of(Answer answer) {
        return new Contention(answer.status(), answer.code());
    }

    /** Whether a request was refused in this way. */
    boolean explains(Act act) {
        return act.answer().verdict() == Answer.Verdict.REFUSED && of(act.answer()).equals(this);
    }

    /** Status and code, as an answer is described. */
    String inWords() {
        return "HTTP " + status + (code.isEmpty() ? "" : ", " + code);
    }

    /**
     * Tries whether requests that should have been accepted were refused for this reason.
     *
     * @param sent requests of the run
     * @param acts what came of all requests so far; those that are accepted now take the place of their refusals, if they were refused
     *             for this reason
     */
    static Optional<Contention> among(Collection<Probe> sent, Map<Probe, Act> acts, Plan plan, CopyRequests requests, Messenger messenger, Watch watch, Duration settling) {
        if (acts.values().stream().noneMatch(act -> act.answer().accepted())) {
            return Optional.empty();
        }
        Map<Contention, List<Probe>> suspects = sent.stream().filter(probe -> suspect(probe, acts.get(probe), plan.family()))
                .collect(Collectors.groupingBy(probe -> of(acts.get(probe).answer()), LinkedHashMap::new, Collectors.toList()));
        return suspects.entrySet().stream().sorted(Comparator.comparing(entry -> -entry.getValue().size())).limit(MOST_TRIED)
                .filter(entry -> new Trial(entry.getKey(), acts, requests, messenger, watch, settling).confirmed(entry.getValue(), plan)).map(Map.Entry::getKey).findFirst();
    }

    /** Whether a request was refused although the page promises that it is accepted. */
    private static boolean suspect(Probe probe, Act act, Family family) {
        boolean plain = probe.scene() == null || !probe.scene().onSameConnection() && !probe.scene().repeated();
        return act != null && act.answer().verdict() == Answer.Verdict.REFUSED && probe.expects() == Act.Expects.ACCEPTANCE && plain
                && !family.unpromised(probe.base(), probe.transport());
    }

    /** One refusal under trial. */
    private static final class Trial {
        private final Contention contention;
        private final Map<Probe, Act> acts;
        private final CopyRequests requests;
        private final Messenger messenger;
        private final Watch watch;
        private final Duration settling;
        private final Map<Probe, Act> again = new LinkedHashMap<>();

        Trial(Contention contention, Map<Probe, Act> acts, CopyRequests requests, Messenger messenger, Watch watch, Duration settling) {
            this.contention = contention;
            this.acts = acts;
            this.requests = requests;
            this.messenger = messenger;
            this.watch = watch;
            this.settling = settling;
        }

        boolean confirmed(List<Probe> suspects, Plan plan) {
            boolean confirmed = tried(suspects, plan);
            again.forEach((probe, act) -> {
                boolean counts = confirmed && act.answer().accepted() && acts.containsKey(probe);
                requests.aside(counts ? acts.put(probe, act) : act);
            });
            return confirmed;
        }

        private boolean tried(List<Probe> suspects, Plan plan) {
            Probe first = suspects.get(0);
            List<Probe> beside = new ArrayList<>(suspects.subList(1, Math.min(suspects.size(), 1 + MOST_BESIDE)));
            while (beside.size() < LEAST_BESIDE) {
                beside.add(plan.neutral("request beside a copy", Base.of(Base.Kind.ANOTHER_REGION), plan.usualTransport()));
            }
            if (!ended() || !watch.attribute(List.of(acts.get(first))).isEmpty() || !send(first).answer().accepted()) {
                return false;
            }
            boolean allRefused = messenger.together(beside.stream().map(probe -> (Callable<Boolean>) () -> contention.explains(send(probe))).toList()).stream()
                    .allMatch(Boolean::booleanValue);
            return allRefused && ended() && send(beside.get(0)).answer().accepted();
        }

        private Act send(Probe probe) {
            Act act = requests.send(probe);
            synchronized (again) {
                Optional.ofNullable(again.put(probe, act)).ifPresent(requests::aside);
            }
            return act;
        }

        /** Waits until no copy of the run is under way. */
        private boolean ended() {
            List<Act> all = new ArrayList<>(acts.values());
            all.addAll(again.values());
            all.addAll(requests.besides());
            return watch.ended(all.stream().distinct().toList(), Duration.ZERO, settling);
        }
    }
}
