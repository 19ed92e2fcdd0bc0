package org.imagecopy.conformance.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.imagecopy.conformance.check.Act;
import org.imagecopy.conformance.check.Evidence;
import org.imagecopy.conformance.check.Sighting;
import org.imagecopy.conformance.exchange.Answer.Verdict;
import org.imagecopy.conformance.exchange.Exchange;
import org.imagecopy.conformance.exchange.Failure;
import org.imagecopy.conformance.exchange.Image;
import org.imagecopy.conformance.exchange.Place;
import org.imagecopy.conformance.exchange.Redactor;
import org.imagecopy.conformance.exchange.Spool;
import org.imagecopy.conformance.family.Base;
import org.imagecopy.conformance.family.Family;
import org.imagecopy.conformance.steps.Scene;
import org.imagecopy.conformance.target.Target;

/** One round of a run, from its first request to its clean-up. Used once. */
final class RoundRun implements AutoCloseable {

    /** Longer than the shortest memory for nonces that is worth anything. */
    private static final Duration BEFORE_REPLAY = Duration.ofSeconds(10);

    /** How a way is refused as a whole; one that no page tells how to sign may fail its signature. */
    private static final Set<Verdict> NOT_SERVED = Set.of(Verdict.REFUSED, Verdict.UNAUTHENTIC);

    private final Plan plan;
    private final int number;
    private Round round;
    private final Target target;
    private final Family family;
    private final Time time;
    private final Ledger ledger;
    private final Engine.Settings settings;
    private final Halt halt;
    private final Progress progress;
    private final Redactor credentials;
    private final Redactor redactor;
    private final Messenger messenger;
    private final Tally tally;
    private final Spool spool = new Spool();
    private final CopyRequests requests;
    private final Map<Probe, Act> acts = new ConcurrentHashMap<>();
    private final Census before;
    private final Watch watch;
    private final ContentionTrial trial;
    private boolean carriedOut = true;
    /** Copies that were deleted before the end, to make room. */
    private final Set<Settlement.Key> freed = new HashSet<>();

    /**
     * What all rounds of a run share.
     *
     * @param budget     copies that the whole run may make
     * @param unanswered how many requests in a row got no answer to go by
     * @param redactor   hides what no report may show
     * @param tally      takes what the round came to besides its acts
     */
    record Means(Time time, Ledger ledger, Messenger messenger, Budget budget, AtomicInteger unanswered, Halt halt, Engine.Settings settings, Redactor redactor, Tally tally) {
    }

    /**
     * A round.
     *
     * @param number which one, from 0
     * @param before every image that is there already
     */
    RoundRun(Plan plan, int number, Means means, Census before) {
        this.plan = plan;
        this.number = number;
        this.round = plan.round(number);
        this.target = plan.target();
        this.family = plan.family();
        this.time = means.time();
        this.ledger = means.ledger();
        this.settings = means.settings();
        this.halt = means.halt();
        this.progress = settings.progress();
        this.credentials = Redactor.of(List.of(target.credentials().secret(), target.credentials().token()));
        this.redactor = means.redactor();
        this.messenger = means.messenger();
        this.tally = means.tally();
        this.before = before;
        this.requests = new CopyRequests(target, family, messenger, spool, ledger, means.budget(), means.unanswered(), halt, this::control);
        this.watch = new Watch(target, messenger, family.places(target), before, time, progress, halt);
        this.trial = new ContentionTrial(requests, messenger, watch, time, target.limits().settlingTime());
    }

    /** What it sends; another one than was planned when the endpoint refuses the usual neutral request. */
    Round round() {
        return round;
    }

    /** What came of its probes. */
    Map<Probe, Act> acts() {
        return acts;
    }

    /** Whether it sent anything: not after a halt, and not when none of its cases can be exercised. */
    boolean carriedOut() {
        return carriedOut;
    }

    /** Which round it is; empty when there is only one. */
    String inWords() {
        return plan.rounds() == 1 ? "" : "  round " + (number + 1) + " of " + plan.rounds();
    }

    /** Lets go of what was sent and answered. */
    @Override
    public void close() {
        spool.close();
    }

    /** The neutral request of the plan in force; it may change when the usual one is refused. */
    private Optional<Act> control(Probe probe) {
        return Optional.ofNullable(round.controls().get(probe.controlKey())).map(acts::get);
    }

    /** Sends, awaits and cleans up. When the run was ended before, nothing is sent, and every request says so. */
    Evidence run() {
        if (number > 0 && halt.reason().isPresent() || round.controls().isEmpty()) {
            carriedOut = false;
            return idle();
        }
        chooseNeutral();
        int total = round.controls().size() + round.bundles().size() + round.single().size();
        AtomicInteger done = new AtomicInteger(1);
        progress.stage(family.id() + inWords() + "  " + round.scenes().size() + " cases, " + total + " copy requests");
        Runnable step = () -> progress.count(family.id() + "  requests", done.incrementAndGet(), total);
        Optional<Probe> closingControl = round.closingControl();
        Probe last = closingControl.orElseGet(() -> round.neutral("closing request", Base.of(Base.Kind.ANOTHER_REGION), round.usualTransport()));
        requests.keepFor(last);
        together(round.controls().values().stream().filter(p -> !acts.containsKey(p) && !closingControl.filter(p::equals).isPresent()).toList(), requests::send, acts, step);
        giveWay(round.controls().values());
        stopIfBusy();
        leaveOutWhatIsNotServed();

        List<Probe> own = round.single();
        if (round.frugal()) {
            acts.putAll(requests.askForNothing(own));
        }
        List<Probe> shuffled = new ArrayList<>(own.stream().filter(p -> !acts.containsKey(p)).toList());
        Collections.shuffle(shuffled, new Random(settings.seed()));
        List<Probe> repeated = shuffled.stream().filter(p -> p.scene().repeated()).toList();
        List<Probe> alone = shuffled.stream().filter(RoundRun::alone).toList();
        List<Probe> others = shuffled.stream().filter(p -> !p.scene().repeated() && !alone(p)).toList();
        together(inOrderOfWaiting(others), this::sendOnce, acts, step);
        giveWay(others);
        watch.look();
        replayableFrom(repeated).ifPresent(from -> halt.pause(time, Duration.between(time.clock().instant(), from)));
        together(repeated, p -> requests.repeat(p, control(p).orElseThrow()), acts, step);
        inTurn(alone, step);
        // What must be accepted is paid for last: what must be refused costs nothing, but needs room for the case that it is not.
        messenger.together(round.bundles().stream().map(b -> (Callable<Boolean>) () -> {
            acts.putAll(requests.send(b));
            step.run();
            return true;
        }).toList());
        giveWay(round.bundles().stream().flatMap(bundle -> bundle.parts().stream()).toList());
        acts.put(last, requests.sendLast(last));
        giveWay(List.of(last));
        Act closing = acts.get(last);

        List<Act> sent = sent();
        boolean full = closing.answer().verdict() == Verdict.EXHAUSTED;
        Cancellation cancellation = new Cancellation(round, requests, messenger, watch, time);
        if (!full) {
            cancel(cancellation);
        }
        progress.stage(family.id() + "  waiting for copies");
        watch.settle(sent, lateEffectsUntil(Stream.concat(sent.stream().filter(act -> act.answer().refused()), cancellation.act().stream())));
        Optional<Act> second = full ? closeAgain(sent) : Optional.empty();
        if (full) {
            cancel(cancellation);
        }
        cancellation.lookAgain();
        List<Act> all = Stream.concat(sent.stream(), second.stream()).toList();
        List<Act> everything = Stream.concat(all.stream(), cancellation.act().stream()).toList();
        Map<Act, List<Sighting>> sightings = watch.attribute(everything);
        List<Sighting> unexplained = watch.strangers(sightings);
        cancellation.act().ifPresent(sightings::remove);
        List<Sighting> earlier = unexplained.stream().filter(s -> plan.earlier(s.first(), number)).toList();
        List<Sighting> unknown = earlier.stream().filter(s -> tally.unknown(s.first())).toList();
        List<Sighting> late = unknown.stream().filter(s -> target.flag("exclusive") || plan.onlyEarlier(s.first(), number)).toList();
        tally.late(late.stream().map(Sighting::first).toList(), unknown.stream().filter(s -> !late.contains(s)).map(Sighting::first).toList());
        List<Sighting> strangers = unexplained.stream().filter(s -> !earlier.contains(s)).toList();
        tally.strange(strangers.stream().map(Sighting::first).toList());
        if (!strangers.isEmpty()) {
            tally.note("images appeared that no request of this run explains, and are left alone: "
                    + String.join(", ", strangers.stream().limit(5).map(s -> redactor.redact(s.inWords())).toList()));
        }
        String trouble = watch.trouble();
        tally.sent(everything);
        cleanUp(everything, late);
        Optional<List<String>> differences = target.capabilities().contains("listing") ? sourceDifferences(all) : Optional.empty();
        return new Evidence(all, sightings, target.capabilities().contains("listing"), trouble, !sightings.getOrDefault(second.orElse(closing), List.of()).isEmpty(),
                second.or(() -> Optional.of(closing)), watch.before(family.source(target, Base.of(Base.Kind.ANOTHER_REGION)), target.text("images.source")), differences,
                strangers, tally.effectsOfRefusals(), target.flag("exclusive"), watch.shown(), cancellation.ruling(), plan.checks(), target.text("limits.settling-time"), credentials);
    }

    /** What there is to judge when nothing was sent. */
    private Evidence idle() {
        round.controls().values().forEach(probe -> acts.put(probe, requests.send(probe)));
        round.probes().values().stream().flatMap(List::stream).filter(probe -> !acts.containsKey(probe)).forEach(probe -> acts.put(probe, requests.send(probe)));
        return new Evidence(sent(), Map.of(), target.capabilities().contains("listing"), "", false, Optional.empty(), Optional.empty(), Optional.empty(), List.of(),
                List.of(), target.flag("exclusive"), Set.of(), Optional.empty(), plan.checks(), target.text("limits.settling-time"), credentials);
    }

    /**
     * When the account may have no more images, deletes what the run has seen enough of, and sends the last request once more: without
     * it no refusal could be judged.
     */
    private Optional<Act> closeAgain(List<Act> sent) {
        tally.note("the quota of the account was used up, so what needed more copies is undecided; fewer are "
                + (round.frugal() ? "made with a smaller budget" : "there at once when limits.cases-at-once is smaller, and fewer are made by a frugal run"));
        List<Image> ours = present(watch.attribute(sent));
        if (ours.isEmpty() || halt.reason().isPresent() || !target.capabilities().containsAll(Set.of("listing", "deletion"))) {
            return Optional.empty();
        }
        progress.stage(family.id() + "  the quota is used up: deleting " + copies(ours.size()) + " before the last request");
        // Whatever the deletion looks like from now on, nobody is to take it for a copy that went away.
        watch.release(ours);
        List<Image> gone = new CleanUp(family.places(target), messenger, time, ledger, target.limits().patience()).delete(ours).deleted();
        gone.forEach(image -> freed.add(new Settlement.Key(image.place(), image.id())));
        tally.deleted(gone);
        Act act = requests.send(round.neutral("closing request", Base.of(Base.Kind.ANOTHER_REGION), round.usualTransport()));
        watch.settle(List.of(act), Instant.MIN);
        return Optional.of(act);
    }

    /** Our images that are there and were not deleted yet; the ledger learns of all that were seen. */
    private List<Image> present(Map<Act, List<Sighting>> sightings) {
        List<Image> present = new ArrayList<>();
        sightings.forEach((act, seen) -> seen.stream().filter(s -> !freed.contains(new Settlement.Key(s.first().place(), s.first().id()))).forEach(s -> {
            ledger.created(act.marker(), s.first().place(), s.first().id());
            if (s.present()) {
                present.add(s.last());
            }
        }));
        return present;
    }

    private static String copies(int number) {
        return number + (number == 1 ? " copy" : " copies");
    }

    /** Everything hangs on the neutral request; when the endpoint wrongly refuses it, another one may still find out why. */
    private void chooseNeutral() {
        Probe usual = round.controls().values().iterator().next();
        Act act = requests.send(usual);
        acts.put(usual, act);
        if (act.answer().verdict() == Verdict.REFUSED) {
            for (Round other : round.alternatives()) {
                Probe first = other.controls().values().iterator().next();
                Act second = requests.send(first);
                if (second.answer().accepted()) {
                    round = other;
                    acts.put(first, second);
                    return;
                }
            }
        }
    }

    /** What came of all requests so far, in their order. */
    private List<Act> sent() {
        return Stream.concat(acts.values().stream(), requests.besides().stream()).distinct().sorted(Comparator.comparingInt(Act::number)).toList();
    }

    /** Sends again what was refused for nothing but another copy that was under way, and from then on one request after another. */
    private void giveWay(Collection<Probe> sent) {
        if (requests.oneAtATime() || !target.capabilities().contains("listing")) {
            return;
        }
        trial.among(sent, acts, round).ifPresent(habit -> {
            Contention contention = habit.contention();
            String words = "the target refuses a copy while " + habit.others() + " under way (" + contention.inWords() + "), which no page forbids";
            tally.note(words + "; " + (habit.limit() == 1 ? "each was" : "so many were") + " awaited before the next request that could copy");
            progress.stage(family.id() + "  " + redactor.redact(words) + "; from now on " + (habit.limit() == 1 ? "one after another" : habit.limit() + " at a time"));
            requests.oneAtATime(new Turnstile(habit, sent(), watch, time, halt,
                    target.limits().settlingTime().plus(target.limits().patience()), requests::aside));
            if (requests.forget(contention)) {
                acts.putAll(requests.askForNothing(round.single()));
            }
            List<Probe> refused = acts.keySet().stream().filter(p -> contention.explains(acts.get(p))).sorted(Comparator.comparingInt(p -> acts.get(p).number())).toList();
            AtomicInteger again = new AtomicInteger();
            together(inOrderOfWaiting(refused), p -> {
                requests.aside(acts.get(p));
                return p.scene() != null && p.scene().repeated() ? requests.repeat(p, control(p).orElseThrow()) : sendOnce(p);
            }, acts, () -> progress.count(family.id() + "  requests once more", again.incrementAndGet(), refused.size()));
        });
    }

    /**
     * Refusals make nothing that others would have to wait for, or that would take the last room of an account; what is only recorded can
     * do without the time and the room that are left.
     */
    private static List<Probe> inOrderOfWaiting(List<Probe> probes) {
        List<Act.Expects> order = List.of(Act.Expects.REFUSAL, Act.Expects.ACCEPTANCE, Act.Expects.EITHER, Act.Expects.NOTHING);
        return probes.stream().sorted(Comparator.comparing(p -> order.indexOf(p.expects()))).toList();
    }

    /** Without a neutral request that was answered nothing can be decided, and an endpoint that is busy is not to be asked hundreds of times more. */
    private void stopIfBusy() {
        List<Act> controls = round.controls().values().stream().map(acts::get).filter(Objects::nonNull).toList();
        if (!controls.isEmpty() && controls.stream().allMatch(act -> act.answer().verdict() == Verdict.THROTTLED)) {
            halt.because("every valid copy request was turned away, at last: " + controls.get(controls.size() - 1).answer().inWords());
        }
    }

    /** What the page leaves open is not held against an endpoint that refuses it as a whole, and not asked for again. */
    private void leaveOutWhatIsNotServed() {
        for (Probe control : List.copyOf(round.controls().values())) {
            String transport = control.transport();
            boolean usual = round.controls().values().stream().anyMatch(c -> c.base().equals(control.base()) && c.transport().equals(round.usualTransport())
                    && Optional.ofNullable(acts.get(c)).filter(a -> a.answer().accepted()).isPresent());
            if (usual && family.unpromised(control.base(), transport) && Optional.ofNullable(acts.get(control)).filter(a -> NOT_SERVED.contains(a.answer().verdict())).isPresent()) {
                String why = "the target refuses " + control.base().words() + " over " + transport + ", which no page promises";
                round.without(control, why);
                tally.note(why);
            }
        }
    }

    private void together(List<Probe> probes, Function<Probe, Act> sending, Map<Probe, Act> into, Runnable step) {
        messenger.together(probes.stream().map(p -> (Callable<Boolean>) () -> {
            into.put(p, sending.apply(p));
            step.run();
            return true;
        }).toList());
    }

    /** When all that is to be repeated was answered long enough ago. */
    private Optional<Instant> replayableFrom(List<Probe> repeated) {
        return repeated.stream().flatMap(p -> control(p).stream()).flatMap(act -> act.exchange().stream()).map(e -> e.at().plus(e.took()).plus(BEFORE_REPLAY))
                .max(Comparator.naturalOrder());
    }

    private static boolean alone(Probe probe) {
        return probe.scene().times() > 1 || probe.scene().scenario().tagged("alone");
    }

    /** Scene by scene, refusals last: what spoils the next request must show in the closing one. */
    private void inTurn(List<Probe> alone, Runnable step) {
        Map<Scene, List<Probe>> byScene = new LinkedHashMap<>();
        alone.forEach(p -> byScene.computeIfAbsent(p.scene(), k -> new ArrayList<>()).add(p));
        byScene.values().stream().sorted(Comparator.comparing(probes -> probes.get(0).expects() == Act.Expects.REFUSAL)).forEach(probes -> probes.forEach(p -> {
            acts.put(p, requests.send(p));
            if (p.expects() == Act.Expects.NOTHING) {
                // A second copy of the same name may take the place of the first: look before it is asked for.
                watch.look();
            }
            step.run();
        }));
    }

    private Act sendOnce(Probe probe) {
        if (probe.scene() != null && probe.scene().onSameConnection()) {
            return requests.sendAfterGoodOne(probe);
        }
        return round.frugal() && probe.expects() == Act.Expects.REFUSAL ? requests.sendFrugally(probe) : requests.send(probe);
    }

    private void cancel(Cancellation cancellation) {
        if (round.cancels() && halt.reason().isEmpty()) {
            cancellation.run();
        }
    }

    /** Until then requests may still turn out to have copied that were refused, or cancelled. */
    private Instant lateEffectsUntil(Stream<Act> acts) {
        return acts.flatMap(a -> a.exchange().stream()).map(Exchange::at).max(Comparator.naturalOrder())
                .map(at -> at.plus(target.limits().lateEffects())).orElse(Instant.MIN);
    }

    /** @param late images that requests of earlier rounds caused */
    private void cleanUp(List<Act> all, List<Sighting> late) {
        if (!watch.trouble().isEmpty()) {
            messenger.renewPatience();
            watch.look();
        }
        Map<Act, List<Sighting>> sightings = watch.attribute(all);
        List<Image> ours = present(sightings);
        late.stream().filter(Sighting::present).map(Sighting::last).forEach(image -> {
            ledger.created(plan.marker(image), image.place(), image.id());
            ours.add(image);
        });
        tally.created(sightings.values().stream().flatMap(List::stream).map(Sighting::first).toList());
        if (!target.capabilities().contains("listing")) {
            cleanUpUnseen(all);
            return;
        }
        if (!target.capabilities().contains("deletion") && !ours.isEmpty()) {
            tally.kept(ours);
            tally.note("the target cannot delete images; " + ours.size() + " copies stay: " + String.join(", ", ours.stream().map(i -> i.id() + " in " + i.place()).toList()));
            return;
        }
        progress.stage(family.id() + "  deleting " + copies(ours.size()));
        CleanUp.Result result = new CleanUp(family.places(target), messenger, time, ledger, target.limits().patience()).delete(ours);
        tally.deleted(result.deleted());
        result.left().forEach(tally::left);
        List<Image> unseen = promisedAndNeverListed(all, sightings);
        if (!watch.trouble().isEmpty()) {
            unseen.forEach(tally::maybeLeft);
        } else if (!unseen.isEmpty()) {
            tally.note(unseen.size() + " promised copies were never listed, and nothing is deleted that nobody saw; if they show up later, conformance sweep with the "
                    + "ledger of this run deletes them: " + String.join(", ", unseen.stream().limit(5).map(image -> image.id() + " in " + image.place()).toList()));
        }
        if (!watch.trouble().isEmpty()) {
            tally.note("listings failed, so copies may be left that nobody saw; later: conformance sweep with the ledger of this run");
        }
        if (!watch.trouble().isEmpty() || !unseen.isEmpty()) {
            tally.unfinish();
        }
    }

    private List<Image> promisedAndNeverListed(List<Act> all, Map<Act, List<Sighting>> sightings) {
        Set<String> seen = sightings.values().stream().flatMap(List::stream).map(s -> s.first().id()).collect(Collectors.toSet());
        return all.stream().flatMap(act -> act.answer().copies().stream().filter(p -> !p.imageId().isEmpty() && !seen.contains(p.imageId()))
                .filter(p -> watch.before(CopyRequests.place(act.asked(), p), p.imageId()).isEmpty())
                .map(p -> Image.unseen(CopyRequests.place(act.asked(), p), p.imageId()))).distinct().toList();
    }

    /** Without listings only the ids of answers are known, and only the answers to deletions say whether they are gone. */
    private void cleanUpUnseen(List<Act> all) {
        List<Image> promised = new ArrayList<>();
        all.forEach(act -> act.answer().copies().stream().filter(p -> !p.imageId().isEmpty())
                .forEach(p -> promised.add(Image.unseen(CopyRequests.place(act.asked(), p), p.imageId()))));
        List<Image> ours = promised.stream().distinct().toList();
        List<Image> left = target.capabilities().contains("deletion") ? new CleanUp(List.of(), messenger, time, ledger, target.limits().patience()).deleteUnseen(ours) : ours;
        int gone = ours.size() - left.size();
        tally.created(ours.size());
        left.forEach(tally::left);
        if (gone > 0) {
            tally.note(gone + " copies are deleted as far as answers say; images cannot be listed, so nobody saw it");
        }
        if (!left.isEmpty() || all.stream().anyMatch(a -> a.exchange().flatMap(Exchange::failure).filter(Failure::outcomeUnknown).isPresent())) {
            tally.unfinish();
        }
    }

    /** Attributes that change of themselves: an image that nobody touched has other ones than before. */
    private Set<String> restless(Census after, Collection<String> touched) {
        Set<String> restless = new TreeSet<>();
        before.images().forEach((place, images) -> images.values().stream().filter(was -> !touched.contains(was.id())).forEach(was ->
                after.find(place, was.id()).ifPresent(is -> family.lastingAttributes().stream()
                        .filter(name -> !Objects.equals(was.attributes().get(name), is.attributes().get(name))).forEach(restless::add))));
        return restless;
    }

    private Optional<List<String>> sourceDifferences(List<Act> all) {
        Census after = Census.take(messenger, family.places(target));
        if (!after.trouble().isEmpty()) {
            return Optional.empty();
        }
        List<String> differences = new ArrayList<>();
        Map<Place, String> sources = new LinkedHashMap<>();
        sources.put(family.source(target, Base.of(Base.Kind.ANOTHER_REGION)), target.text("images.source"));
        if (!target.text("images.second-source").isEmpty()) {
            sources.put(family.source(target, Base.of(Base.Kind.SECOND_SOURCE)), target.text("images.second-source"));
        }
        Set<String> touched = new TreeSet<>(sources.values());
        all.forEach(act -> touched.add(act.asked().source()));
        Set<String> restless = restless(after, touched);
        sources.forEach((place, id) -> watch.before(place, id).ifPresent(was -> {
            Optional<Image> is = after.find(place, id);
            if (is.isEmpty()) {
                differences.add("the source image " + id + " is gone from " + place);
                return;
            }
            compare(differences, id, "name", was.name(), is.get().name());
            compare(differences, id, "description", was.description(), is.get().description());
            compare(differences, id, "state", was.stateWord(), is.get().stateWord());
            compare(differences, id, "tag", was.tag(), is.get().tag());
            family.lastingAttributes().stream().filter(name -> !restless.contains(name)).forEach(name -> compare(differences, id, name,
                    was.attributes().getOrDefault(name, "(missing)"), is.get().attributes().getOrDefault(name, "(missing)")));
        }));
        Optional<List<String>> seen = gone(after, sources.values());
        List<String> gone = seen.orElse(List.of());
        if (target.flag("exclusive")) {
            differences.addAll(gone);
            if (seen.isEmpty() && differences.isEmpty()) {
                return Optional.empty();
            }
        } else if (!gone.isEmpty()) {
            tally.note("images that were there before the run are gone, and this run deleted none but its copies: " + String.join(", ", gone.stream().limit(5).toList())
                    + "; if nobody else uses the account, say so by 'exclusive: true'");
        }
        return Optional.of(differences);
    }

    /** Usable images of the account that nobody asked to delete and that are no longer there, look after look; empty when nobody can tell. */
    private Optional<List<String>> gone(Census after, Collection<String> sources) {
        List<Image> missing = missing(after, before.images().values().stream().flatMap(images -> images.values().stream()).filter(was -> was.state() == Image.State.USABLE && !sources.contains(was.id()) && !plan.earlier(was, number))
                .toList());
        if (missing.isEmpty()) {
            return Optional.of(List.of());
        }
        messenger.awaitListings();
        Census again = Census.take(messenger, family.places(target));
        return again.trouble().isEmpty() ? Optional.of(missing(again, missing).stream().map(was -> "the image " + was.id() + " is gone from " + was.place()).toList())
                : Optional.empty();
    }

    private static List<Image> missing(Census from, List<Image> images) {
        return images.stream().filter(was -> from.find(was.place(), was.id()).isEmpty()).toList();
    }

    private static void compare(List<String> differences, String id, String what, String was, String is) {
        if (!was.equals(is)) {
            differences.add(what + " of the source image " + id + " was '" + was + "' and is '" + is + "'");
        }
    }

}
