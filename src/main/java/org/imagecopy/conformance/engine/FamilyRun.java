package org.imagecopy.conformance.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import org.imagecopy.conformance.check.Evidence;
import org.imagecopy.conformance.exchange.ExchangeLog;
import org.imagecopy.conformance.exchange.Image;
import org.imagecopy.conformance.exchange.Redactor;
import org.imagecopy.conformance.family.Family;
import org.imagecopy.conformance.family.Transport;
import org.imagecopy.conformance.result.Cost;
import org.imagecopy.conformance.result.FamilyResult;
import org.imagecopy.conformance.result.RowResult;
import org.imagecopy.conformance.target.Target;

/** One run against one target: preflight, its rounds one after another, and what they came to. Used once. */
final class FamilyRun {

    private final Plan plan;
    private final Target target;
    private final Family family;
    private final Time time;
    private final Ledger ledger;
    private final Engine.Settings settings;
    private final Halt halt;
    private final Progress progress;
    private final Redactor redactor;
    private final ExecutorService workers;
    private final Messenger messenger;
    private final Budget budget;
    private final Tally tally;
    private final Set<String> capabilities;

    FamilyRun(Plan plan, Time time, Ledger ledger, ExchangeLog log, AtomicInteger numbers, Engine.Settings settings) {
        this.plan = plan;
        this.target = plan.target();
        this.family = plan.family();
        this.time = time;
        this.ledger = ledger;
        this.settings = settings;
        this.halt = settings.halt().part();
        this.progress = settings.progress();
        this.redactor = log.redactor();
        this.workers = Messenger.workers(target, family);
        this.messenger = new Messenger(target, family, time, log, workers, numbers, halt);
        this.budget = new Budget(plan.budget());
        this.tally = new Tally(plan);
        this.capabilities = new TreeSet<>(target.capabilities());
    }

    FamilyResult run() {
        try {
            return attempt();
        } catch (RuntimeException | Error e) {
            try {
                rescue();
            } catch (RuntimeException | Error second) {
                e.addSuppressed(second);
            }
            throw e;
        } finally {
            messenger.close();
            workers.shutdownNow();
        }
    }

    /** Whatever went wrong: what the ledger says is ours has to go. */
    private void rescue() {
        Optional<LedgerRecord> record = LedgerRecord.read(ledger.file()).stream().filter(r -> r.family().equals(family.id()) && r.target().equals(target.name()))
                .filter(LedgerRecord::unfinished).findFirst();
        if (record.isPresent()) {
            progress.stage(family.id() + "  the suite erred; cleaning up all the same");
            Sweep.Result result = new Sweep(target, record.get(), time).with(messenger, family, ledger);
            progress.stage(family.id() + "  " + redactor.redact(result.inWords()));
        }
    }

    private FamilyResult attempt() {
        Instant began = time.clock().instant();
        ledger.target(target);
        progress.stage(family.id() + "  preflight of " + target.endpoint());
        Preflight before = new Preflight(target, family, messenger, redactor, progress);
        Preflight.Result preflight = before.run();
        preflight.notes().forEach(tally::note);
        plan.lacks(preflight.lacking());
        capabilities.removeAll(preflight.lacking().keySet());
        Judgement judgement = new Judgement(plan, settings.judge(), settings.strict(), redactor);
        if (!preflight.diagnosis().isEmpty()) {
            return result(began, preflight.diagnosis(), judgement.without(preflight.diagnosis()));
        }
        preflight.before().images().forEach((place, images) -> ledger.present(place, images.keySet()));
        RoundRun.Means means = new RoundRun.Means(time, ledger, messenger, budget, new AtomicInteger(), halt, settings, redactor, tally);
        for (int number = 0; number < plan.rounds(); number++) {
            Census present = number == 0 ? preflight.before() : between(number, before, preflight.before());
            try (RoundRun round = new RoundRun(plan, number, means, present)) {
                Evidence evidence = round.run();
                progress.stage(family.id() + round.inWords() + "  judging");
                judgement.add(round.round(), round.acts(), evidence, round.carriedOut());
            }
        }
        tryAgain();
        halt.reason().ifPresent(reason -> tally.note("the run was ended early: " + reason));
        Stream.of(ledger.trouble(), messenger.trouble()).filter(t -> !t.isEmpty()).forEach(tally::note);
        if (!tally.unfinished()) {
            ledger.done();
        }
        return result(began, "", judgement.rows());
    }

    /** What is there before a later round begins, if it can; what came late of an earlier one is deleted. */
    private Census between(int number, Preflight preflight, Census first) {
        messenger.renew();
        tally.nextRound();
        if (halt.reason().isPresent() || !target.capabilities().contains("listing")) {
            return Census.EMPTY;
        }
        Census before = Census.take(messenger, family.places(target));
        Optional<String> hindrance = Optional.of(before.trouble()).filter(t -> !t.isEmpty()).map(t -> "the images could not be listed: " + t).or(() -> preflight.unusable(before));
        if (hindrance.isPresent()) {
            halt.because("before round " + (number + 1) + " of " + plan.rounds() + ", " + hindrance.get());
            return before;
        }
        tally.strike(before).forEach(image -> ledger.deleted(image.place(), image.id()));
        List<Image> late = before.images().values().stream().flatMap(images -> images.values().stream())
                .filter(image -> first.find(image.place(), image.id()).isEmpty() && tally.unknown(image) && plan.earlier(image, number)).toList();
        List<Image> ours = late.stream().filter(image -> target.flag("exclusive") || plan.onlyEarlier(image, number)).toList();
        tally.late(ours, late.stream().filter(image -> !ours.contains(image)).toList());
        if (ours.isEmpty()) {
            return before;
        }
        if (!target.capabilities().contains("deletion")) {
            tally.kept(ours);
            return before;
        }
        ours.forEach(image -> ledger.created(plan.marker(image), image.place(), image.id()));
        return before.without(delete(ours));
    }

    private List<Image> delete(List<Image> ours) {
        CleanUp.Result result = new CleanUp(family.places(target), messenger, time, ledger, target.limits().patience()).delete(ours);
        tally.deleted(result.deleted());
        result.left().forEach(tally::left);
        return result.deleted();
    }

    /** What stayed behind an earlier round may have gone since then, or may go by now. */
    private void tryAgain() {
        if (plan.rounds() == 1 || tally.leftovers().isEmpty() || halt.reason().isPresent() || !target.capabilities().containsAll(Set.of("listing", "deletion"))) {
            return;
        }
        messenger.renew();
        Census now = Census.take(messenger, family.places(target));
        if (now.trouble().isEmpty()) {
            tally.strike(now).forEach(image -> ledger.deleted(image.place(), image.id()));
            delete(tally.staying());
        }
    }

    private FamilyResult result(Instant began, String diagnosis, List<RowResult> rows) {
        Cost cost = new Cost(tally.created(), plan.budget(), messenger.sent(), Duration.between(began, time.clock().instant()), tally.created(), tally.deleted(),
                tally.leftovers().size() + tally.kept());
        return new FamilyResult(plan.contract(), target.name(), target.endpoint().toString(), target.embedded(),
                plan.transports().stream().map(Transport::name).toList(), List.copyOf(capabilities),
                target.redacted(), redactor.redact(diagnosis), tally.notes().stream().map(redactor::redact).toList(), rows, cost,
                tally.leftovers().stream().map(redactor::redact).toList());
    }
}
