package org.imagecopy.conformance.engine;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

import org.imagecopy.conformance.check.Act;
import org.imagecopy.conformance.check.Asked;
import org.imagecopy.conformance.exchange.Answer;
import org.imagecopy.conformance.exchange.Answer.Verdict;
import org.imagecopy.conformance.exchange.Client;
import org.imagecopy.conformance.exchange.Exchange;
import org.imagecopy.conformance.exchange.Place;
import org.imagecopy.conformance.exchange.Request;
import org.imagecopy.conformance.exchange.Spool;
import org.imagecopy.conformance.family.Draft;
import org.imagecopy.conformance.family.Family;
import org.imagecopy.conformance.family.Signing;
import org.imagecopy.conformance.target.Target;

/**
 * Sends requests that may copy: the intent is in the ledger first, the budget allows them, and none is sent twice unless it is known
 * that it was not carried out. Thread safe.
 */
final class CopyRequests {

    private static final int MOST_ATTEMPTS = 7;
    /** Besides those that are under way together and share one mishap. What is sent after that would only add to what nobody knows the outcome of. */
    private static final int MOST_UNANSWERED = 16;
    /** Not for the request itself, and without looking at it. */
    private static final Set<Verdict> TURNED_AWAY = Set.of(Verdict.THROTTLED, Verdict.EXHAUSTED);

    private final Target target;
    private final Family family;
    private final Messenger messenger;
    private final Spool spool;
    private final Ledger ledger;
    private final Budget budget;
    private final Halt halt;
    private final Function<Probe, Optional<Act>> controls;
    private final List<Act> untold = Collections.synchronizedList(new ArrayList<>());
    private final Map<String, Act> unknown = new ConcurrentHashMap<>();
    private final Map<String, Signed> earlier = new ConcurrentHashMap<>();
    private final AtomicInteger unanswered;
    private volatile Optional<Turnstile> turnstile = Optional.empty();

    /**
     * Requests of one run.
     *
     * @param spool      keeps what was sent and answered
     * @param unanswered how many requests in a row got no answer to go by, in earlier rounds as well
     * @param controls   finds the neutral request that was sent for a probe
     */
    CopyRequests(Target target, Family family, Messenger messenger, Spool spool, Ledger ledger, Budget budget, AtomicInteger unanswered, Halt halt,
                 Function<Probe, Optional<Act>> controls) {
        this.target = target;
        this.family = family;
        this.messenger = messenger;
        this.spool = spool;
        this.ledger = ledger;
        this.budget = budget;
        this.unanswered = unanswered;
        this.halt = halt;
        this.controls = controls;
    }

    /** What a neutral request was signed with. */
    private record Signed(String nonce, String signature) {
    }

    /** Sends a request. */
    Act send(Probe probe) {
        AtomicReference<Signed> signed = new AtomicReference<>();
        Act act = within(probe, () -> patiently(probe, Set.of(), () -> {
            Draft draft = probe.draft();
            String fresh = Messenger.nonce();
            Signed before = earlier.getOrDefault(probe.controlKey(), new Signed(fresh, ""));
            String nonce = draft.signing() == Signing.USED_NONCE ? before.nonce() : fresh;
            Request request = messenger.write(draft.present(before.signature()), nonce);
            signed.set(new Signed(nonce, request.signature()));
            return messenger.send(request, probe.address());
        }));
        if (probe.neutral() && signed.get() != null) {
            // No page says that a request which was refused uses up its nonce.
            earlier.compute(probe.controlKey(), (key, known) -> known == null || act.answer().accepted() ? signed.get() : known);
        }
        return act;
    }

    /** Lets every further request pass here first. */
    void oneAtATime(Turnstile through) {
        turnstile = Optional.of(through);
    }

    /** Whether requests wait for the copies of earlier ones. */
    boolean oneAtATime() {
        return turnstile.isPresent();
    }

    /** Keeps a part of the budget for a request that is sent last of all. */
    void keepFor(Probe last) {
        budget.keep(last.asked().destinations().size());
    }

    /** Sends the request for which a part of the budget was kept; without it nothing that was refused could be judged. */
    Act sendLast(Probe last) {
        budget.release();
        turnstile.ifPresent(through -> through.allow(target.limits().settlingTime()));
        return send(last);
    }

    /**
     * Sends one request for several cases that have to be accepted; if it is not accepted, each of them is sent for itself.
     *
     * @return what came of each part
     */
    Map<Probe, Act> send(Round.Bundle bundle) {
        Act whole = send(bundle.whole());
        Map<Probe, Act> acts = new LinkedHashMap<>();
        if (whole.answer().accepted() || bundle.parts().size() == 1) {
            bundle.parts().forEach(part -> acts.put(part, whole));
        } else {
            untold.add(whole);
            bundle.parts().forEach(part -> acts.put(part, send(part)));
        }
        return acts;
    }

    /** Sends a request that was sent before once more, byte for byte. */
    Act repeat(Probe probe, Act before) {
        Optional<Request> request = before.exchange().map(Exchange::request);
        return request.isEmpty() ? unsent(probe, "the request that it repeats was not sent")
                : within(probe, () -> patiently(probe, copiesOf(before), () -> messenger.send(request.get(), probe.address())));
    }

    /**
     * Sends a request that has to be refused, first for an image that exists nowhere: nobody can copy that. When the endpoint refuses it
     * with another code than the same image alone gets, its defect was found and nothing was risked; else the image is put back.
     */
    Act sendFrugally(Probe probe) {
        String image = family.imageParameter();
        Draft draft = probe.draft();
        boolean touched = !draft.value(image).equals(family.sourceImage(target, probe.base())) || draft.afterwards().containsKey(image);
        if (touched) {
            return send(probe);
        }
        Act alone = unknown.get(probe.controlKey());
        if (alone == null || !alone.answer().refused()) {
            return send(probe);
        }
        Act act = send(probe.with(draft.set(image, family.unknownImage())));
        boolean told = alone.answer().refused() && act.answer().refused() && !act.answer().code().isEmpty() && !act.answer().code().equals(alone.answer().code());
        if (told) {
            return act;
        }
        untold.add(act);
        return send(probe);
    }

    /**
     * Finds out how the endpoint refuses an image that exists nowhere, for each neutral request that these probes began as. Where that is
     * what one of them asks, it serves for it.
     *
     * @return what came of these
     */
    Map<Probe, Act> askForNothing(List<Probe> probes) {
        Map<Probe, Act> own = new LinkedHashMap<>();
        for (Probe probe : probes) {
            if (asksForNothing(probe) && !unknown.containsKey(probe.controlKey())) {
                Act act = send(probe);
                unknown.put(probe.controlKey(), act);
                own.put(probe, act);
            }
        }
        for (Probe probe : probes) {
            if (!unknown.containsKey(probe.controlKey()) && unknown.values().stream().allMatch(act -> act.answer().refused())) {
                unknown.put(probe.controlKey(), send(plain(probe)));
            }
        }
        return own;
    }

    private boolean asksForNothing(Probe probe) {
        Draft draft = probe.draft();
        return draft.parameters().equals(plain(probe).draft().parameters()) && draft.signing() == Signing.PROPERLY && probe.scene().times() == 1
                && probe.scene().together() == 1 && !probe.scene().repeated() && !probe.scene().onSameConnection() && !draft.reversed()
                && draft.repeated().isEmpty() && draft.afterwards().isEmpty() && draft.unsignedQuery().isEmpty() && draft.unsignedBody().isEmpty();
    }

    /** What was sent besides the probes themselves: it may have had effects, too. */
    List<Act> besides() {
        List<Act> all = new ArrayList<>(unknown.values());
        synchronized (untold) {
            all.addAll(untold);
        }
        return all;
    }

    /** Remembers a request that decides nothing any more: it may have had effects. */
    void aside(Act act) {
        untold.add(act);
    }

    /**
     * Forgets how an image that exists nowhere was refused, where that was for another copy.
     *
     * @return whether it has to be asked again
     */
    boolean forget(Contention contention) {
        unknown.values().stream().filter(contention::explains).forEach(this::aside);
        return unknown.values().removeIf(contention::explains);
    }

    /** The neutral request of a probe for an image that exists nowhere. */
    private Probe plain(Probe probe) {
        Draft draft = family.copy(target, probe.base(), probe.marker(), Round.description(probe.marker())).travel(probe.transport())
                .set(family.imageParameter(), family.unknownImage());
        return new Probe("control of " + probe.address(), null, probe.marker(), probe.base(), probe.transport(), draft::copy, probe.asked(), Act.Expects.NOTHING, false);
    }

    /** Sends a request right after a good one, over the same connection. */
    Act sendAfterGoodOne(Probe probe) {
        return within(probe, () -> {
            try (Client client = messenger.alone()) {
                Place home = family.source(target, probe.base());
                return patiently(probe, Set.of(), () -> {
                    messenger.send(client, messenger.write(family.list(target, home, ""), Messenger.nonce()), "a good request before " + probe.address());
                    return messenger.send(client, messenger.write(probe.draft(), Messenger.nonce()), probe.address());
                });
            }
        });
    }

    private Act within(Probe probe, Supplier<Exchange> sending) {
        Optional<String> stopped = halt.reason();
        if (stopped.isPresent()) {
            return unsent(probe, stopped.get());
        }
        return turnstile.isEmpty() ? now(probe, sending) : turnstile.get().pass(() -> now(probe, sending))
                .orElseGet(() -> unsent(probe, halt.reason().orElse("not sent, for the endpoint refuses a copy while another one is under way, and the time to wait for that is used up; "
                        + "raise limits.settling-time, or run frugally with fewer copies")));
    }

    private Act now(Probe probe, Supplier<Exchange> sending) {
        // An image that exists nowhere costs nothing, once the endpoint has been seen to refuse it.
        boolean harmless = probe.draft().value(family.imageParameter()).equals(family.unknownImage())
                && Optional.ofNullable(unknown.get(probe.controlKey())).filter(a -> a.answer().refused()).isPresent();
        int copies = harmless ? 0 : probe.asked().destinations().size();
        if (!budget.reserve(copies)) {
            return unsent(probe, "not sent, for it could exceed " + budget);
        }
        int caused = copies;
        try {
            ledger.intend(probe.marker(), probe.address());
            Exchange exchange = sending.get();
            Act act = read(probe, exchange);
            Answer answer = act.answer();
            count(answer);
            caused = answer.refused() || TURNED_AWAY.contains(answer.verdict()) || exchange.failure().map(f -> !f.outcomeUnknown()).orElse(false) ? 0
                    : Math.max(copies, answer.copies().size());
            return act;
        } catch (LedgerException e) {
            halt.because(e.getMessage());
            caused = 0;
            return unsent(probe, e.getMessage());
        } finally {
            budget.settle(copies, caused);
        }
    }

    private void count(Answer answer) {
        if (answer.verdict() != Verdict.SILENT && answer.verdict() != Verdict.THROTTLED) {
            unanswered.set(0);
        } else if (unanswered.incrementAndGet() == target.limits().workers() + MOST_UNANSWERED) {
            halt.because(target.limits().workers() + MOST_UNANSWERED + " requests in a row got no answer to go by, at last: " + answer.inWords());
        }
    }

    /** @param known ids of copies that bear the marker of the probe already */
    private Exchange patiently(Probe probe, Set<String> known, Supplier<Exchange> sending) {
        for (int attempt = 0;; attempt++) {
            Exchange exchange = sending.get();
            if (attempt + 1 >= MOST_ATTEMPTS || !again(probe, known, exchange, attempt)) {
                return exchange;
            }
        }
    }

    private boolean again(Probe probe, Set<String> known, Exchange exchange, int attempt) {
        Answer answer = family.read(exchange);
        boolean throttled = answer.verdict() == Verdict.THROTTLED;
        boolean unavailable = answer.verdict() == Verdict.TROUBLED && answer.status() == 503 || answer.unavailable();
        if (!throttled && !unavailable) {
            if (exchange.reply().isPresent()) {
                messenger.answered();
            }
            return false;
        }
        if (halt.reason().isPresent()) {
            return false;
        }
        // 503 does not say that nothing happened: only listings without our marker do, late enough for them to show it.
        return messenger.patient(attempt, exchange, answer) && (throttled || target.capabilities().contains("listing") && absent(probe, known));
    }

    private boolean absent(Probe probe, Set<String> known) {
        messenger.awaitListings();
        Census now = Census.take(messenger, family.places(target));
        String marker = probe.marker().toLowerCase(Locale.ROOT);
        return now.trouble().isEmpty() && now.images().values().stream().flatMap(m -> m.values().stream()).filter(i -> !known.contains(i.id()))
                .noneMatch(i -> (i.name() + " " + i.description()).toLowerCase(Locale.ROOT).contains(marker));
    }

    private static Set<String> copiesOf(Act act) {
        return act.answer().copies().stream().map(Answer.Promise::imageId).collect(Collectors.toSet());
    }

    private Act unsent(Probe probe, String why) {
        return act(probe, Optional.empty(), new Answer(Verdict.SILENT, 0, () -> null, List.of(), "", why, List.of()));
    }

    private Act read(Probe probe, Exchange exchange) {
        Spool.Kept kept = spool.keep(exchange);
        Answer answer = family.read(exchange);
        Act act = act(probe, Optional.of(kept), kept.held() ? answer : answer.read(() -> family.read(kept.exchange()).body()));
        if (act.answer().accepted()) {
            for (Answer.Promise promise : act.answer().copies()) {
                ledger.promised(probe.marker(), place(probe.asked(), promise), promise.imageId());
            }
        } else if (act.answer().refused() || act.answer().verdict() == Verdict.EXHAUSTED) {
            ledger.refused(probe.marker());
        }
        return act;
    }

    /** Where a promised copy is to appear. */
    static Place place(Asked asked, Answer.Promise promise) {
        return asked.destinations().stream().filter(p -> promise.region().isEmpty() || p.region().equals(promise.region())).findFirst()
                .orElse(asked.destinations().get(0));
    }

    private Act act(Probe probe, Optional<Spool.Kept> kept, Answer answer) {
        boolean repeated = probe.scene() != null && probe.scene().repeated();
        Draft draft = probe.draft();
        return new Act(probe.address(), probe.marker(), probe.expects(), probe.neutral(), draft.unauthentic() || repeated, draft.forged(), family.concernsAuthority(target, draft),
                probe.transport(), probe.asked(), family.schema(draft, answer), kept, answer, probe.neutral() ? Optional.empty() : controls.apply(probe));
    }
}
