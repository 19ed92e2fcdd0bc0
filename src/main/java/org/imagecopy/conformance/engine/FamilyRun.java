package org.imagecopy.conformance.engine;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

import org.imagecopy.conformance.check.Act;
import org.imagecopy.conformance.check.Evidence;
import org.imagecopy.conformance.check.Expectation;
import org.imagecopy.conformance.check.Judge;
import org.imagecopy.conformance.check.Ruling;
import org.imagecopy.conformance.check.Sighting;
import org.imagecopy.conformance.contract.Case;
import org.imagecopy.conformance.contract.Provenance;
import org.imagecopy.conformance.contract.Row;
import org.imagecopy.conformance.exchange.Answer;
import org.imagecopy.conformance.exchange.Answer.Verdict;
import org.imagecopy.conformance.exchange.Client;
import org.imagecopy.conformance.exchange.Exchange;
import org.imagecopy.conformance.exchange.ExchangeLog;
import org.imagecopy.conformance.exchange.Failure;
import org.imagecopy.conformance.exchange.Image;
import org.imagecopy.conformance.exchange.Place;
import org.imagecopy.conformance.exchange.Redactor;
import org.imagecopy.conformance.exchange.Request;
import org.imagecopy.conformance.family.Base;
import org.imagecopy.conformance.family.Family;
import org.imagecopy.conformance.family.Signing;
import org.imagecopy.conformance.family.Transport;
import org.imagecopy.conformance.result.CaseResult;
import org.imagecopy.conformance.result.Cost;
import org.imagecopy.conformance.result.FamilyResult;
import org.imagecopy.conformance.result.Finding;
import org.imagecopy.conformance.result.Outcome;
import org.imagecopy.conformance.result.RowResult;
import org.imagecopy.conformance.steps.Scene;
import org.imagecopy.conformance.target.Target;

/** One run against one target: preflight, controls, requests, settling, clean-up, judgement. Used once. */
final class FamilyRun {

    private static final Duration BEFORE_REPLAY = Duration.ofSeconds(10);
    private static final Duration FIRST_LOOK = Duration.ofSeconds(1);
    private static final int LOOKS_AFTER_USABLE = 2;
    private static final Duration CLOCK_TOLERANCE = Duration.ofMinutes(10);

    private Plan plan;
    private final Target target;
    private final Family family;
    private final Time time;
    private final Progress progress;
    private final Ledger ledger;
    private final Judge judge;
    private final boolean strict;
    private final long seed;
    private final ExecutorService workers;
    private final Messenger messenger;
    private final Redactor redactor;
    private final boolean listing;
    private final Map<Probe, Act> acts = new ConcurrentHashMap<>();
    private final Map<Probe, Act> extra = new ConcurrentHashMap<>();
    private final Map<String, String> nonces = new ConcurrentHashMap<>();
    private final List<String> notes = Collections.synchronizedList(new ArrayList<>());
    private final List<String> leftovers = new ArrayList<>();
    private Settlement settlement;
    private Census before;
    private int deleted;
    private int created;

    FamilyRun(Plan plan, Time time, Progress progress, Ledger ledger, ExchangeLog log, AtomicInteger numbers, Judge judge, boolean strict, long seed) {
        this.plan = plan;
        this.target = plan.target();
        this.family = plan.family();
        this.time = time;
        this.progress = progress;
        this.ledger = ledger;
        this.judge = judge;
        this.strict = strict;
        this.seed = seed;
        this.listing = target.capabilities().contains("listing");
        this.redactor = Redactor.of(List.of(target.credentials().secret(), target.credentials().token()));
        this.workers = Executors.newFixedThreadPool(target.limits().workers(), task -> {
            Thread thread = new Thread(task, "worker-" + family.id());
            thread.setDaemon(true);
            return thread;
        });
        this.messenger = new Messenger(target, family, time, log, workers, numbers);
    }

    FamilyResult run() {
        Instant began = time.clock().instant();
        try {
            ledger.target(target.name(), family.id(), target.endpoint().toString());
            progress.stage(family.id() + "  preflight of " + target.endpoint());
            String diagnosis = preflight();
            if (!diagnosis.isEmpty()) {
                return result(began, diagnosis, null);
            }
            return result(began, "", exercise());
        } finally {
            messenger.close();
            workers.shutdownNow();
        }
    }

    private String preflight() {
        if (!listing) {
            before = new Census(Map.of(), "");
            settlement = new Settlement(before);
            return "";
        }
        Place home = family.source(target, Base.of(Base.Kind.ANOTHER_REGION));
        Exchange first = messenger.ask(family.list(target, home, ""), "preflight");
        Optional<Failure> failure = first.failure();
        if (failure.isPresent()) {
            return target.endpoint() + " cannot be reached: " + failure.get().text();
        }
        String skew = skew(first);
        Answer answer = family.read(first);
        if (answer.verdict() == Verdict.UNAUTHENTIC) {
            return !skew.isEmpty() ? skew : "the credentials are not accepted: " + redactor.redact(answer.inWords()) + "; check credentials.key and credentials.secret";
        }
        if (!answer.accepted()) {
            return "the images of " + home + " cannot be listed: " + redactor.redact(answer.inWords());
        }
        if (!skew.isEmpty()) {
            notes.add(skew);
        }
        before = Census.take(messenger, family.places(target));
        settlement = new Settlement(before);
        if (!before.trouble().isEmpty()) {
            return redactor.redact(before.trouble());
        }
        String id = target.text("images.source");
        Optional<Image> source = before.find(home, id);
        if (source.isEmpty()) {
            return "the source image " + id + " is not listed in " + home + "; check images.source and regions.source";
        }
        if (source.get().state() != Image.State.USABLE) {
            return "the source image " + id + " is not usable: its state is '" + source.get().stateWord() + "'";
        }
        return "";
    }

    private String skew(Exchange exchange) {
        String date = exchange.reply().map(r -> r.header("Date")).orElse("");
        if (date.isEmpty() || target.embedded()) {
            return "";
        }
        try {
            Instant theirs = java.time.ZonedDateTime.parse(date, java.time.format.DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
            Duration off = Duration.between(exchange.at(), theirs);
            return off.abs().compareTo(CLOCK_TOLERANCE) > 0 ? "the clocks differ by " + off.abs().toMinutes() + " minutes: the endpoint says " + date : "";
        } catch (java.time.DateTimeException e) {
            return "";
        }
    }

    /** Everything hangs on the neutral request; an endpoint that refuses its capital gets small letters, and the rule about capitals says so. */
    private void chooseNeutral() {
        Probe first = plan.controls().values().iterator().next();
        Act act = act(first, send(first));
        if (plan.capitalised() && act.answer().verdict() == Verdict.REFUSED) {
            Plan other = plan.decapitalised();
            Probe small = other.controls().values().iterator().next();
            Act second = act(small, send(small));
            if (second.answer().accepted()) {
                plan = other;
                acts.put(small, second);
                return;
            }
        }
        acts.put(first, act);
    }

    private Evidence exercise() {
        chooseNeutral();
        List<Probe> own = plan.probes().values().stream().flatMap(List::stream).filter(p -> p.scene() != null).toList();
        int total = plan.controls().size() + own.size();
        AtomicInteger done = new AtomicInteger();
        progress.stage(family.id() + "  " + plan.scenes().size() + " cases, " + total + " copy requests");
        messenger.together(plan.controls().values().stream().filter(p -> !acts.containsKey(p)).map(p -> task(() -> {
            acts.put(p, act(p, send(p)));
            progress.count(family.id() + "  requests", done.incrementAndGet(), total);
        })).toList());

        List<Probe> shuffled = new ArrayList<>(own);
        Collections.shuffle(shuffled, new Random(seed));
        List<Callable<Boolean>> tasks = new ArrayList<>();
        Map<Scene, List<Probe>> alone = new LinkedHashMap<>();
        for (Probe probe : shuffled) {
            if (probe.scene().times() > 1 || probe.scene().scenario().tagged("alone")) {
                alone.computeIfAbsent(probe.scene(), k -> new ArrayList<>()).add(probe);
            } else {
                tasks.add(task(() -> {
                    if (probe.scene().repeated()) {
                        extra.put(probe, act(probe, send(probe)));
                    } else {
                        acts.put(probe, act(probe, probe.scene().onSameConnection() ? sendAfterGoodOne(probe) : send(probe)));
                    }
                    progress.count(family.id() + "  requests", done.incrementAndGet(), total);
                }));
            }
        }
        messenger.together(tasks);
        if (listing) {
            settlement.look(Census.take(messenger, family.places(target)));
        }
        if (own.stream().anyMatch(p -> p.scene().repeated())) {
            time.pause(BEFORE_REPLAY);
        }
        messenger.together(own.stream().filter(p -> p.scene().repeated()).map(p -> task(() -> {
            Optional<Request> same = extra.get(p).exchange().map(Exchange::request);
            same.ifPresent(request -> acts.put(p, act(p, resend(p, request))));
            progress.count(family.id() + "  requests", done.incrementAndGet(), total);
        })).toList());
        // Refusals last: what spoils the next request must show in the closing one.
        List<List<Probe>> aloneInOrder = new ArrayList<>(alone.values());
        aloneInOrder.sort(java.util.Comparator.comparing(probes -> probes.get(0).expects() == Act.Expects.REFUSAL));
        aloneInOrder.forEach(probes -> probes.forEach(p -> {
            acts.put(p, act(p, send(p)));
            if (listing && p.expects() == Act.Expects.NOTHING) {
                // A second copy of the same name may take the place of the first: look before it is asked for.
                settlement.look(Census.take(messenger, family.places(target)));
            }
            progress.count(family.id() + "  requests", done.incrementAndGet(), total);
        }));
        Probe last = plan.neutral("closing request", Base.of(Base.Kind.ANOTHER_REGION), plan.controls().values().iterator().next().draft().transport());
        Act closing = act(last, send(last));
        List<Act> all = all(closing);
        String trouble = listing ? settle(all) : "";
        Map<Act, List<Sighting>> sightings = settlement.attribute(all);
        List<String> strangers = settlement.strangers(sightings);
        if (!strangers.isEmpty()) {
            notes.add("images appeared that no request of this run explains: " + String.join(", ", strangers.subList(0, Math.min(5, strangers.size()))));
        }
        cleanUp(sightings);
        List<String> differences = listing ? sourceDifferences() : List.of();
        boolean barrier = !sightings.getOrDefault(closing, List.of()).isEmpty();
        Optional<Image> source = before.find(family.source(target, Base.of(Base.Kind.ANOTHER_REGION)), target.text("images.source"));
        return new Evidence(all, sightings, listing, trouble, barrier, Optional.of(closing), source, differences,
                target.text("limits.settling-time"), redactor);
    }

    private static Callable<Boolean> task(Runnable runnable) {
        return () -> {
            runnable.run();
            return true;
        };
    }

    private List<Act> all(Act closing) {
        List<Act> all = new ArrayList<>(acts.values());
        all.addAll(extra.values());
        all.add(closing);
        all.sort(java.util.Comparator.comparingInt(Act::number));
        return all;
    }

    private Act act(Probe probe, Exchange exchange) {
        Answer answer = family.read(exchange);
        Optional<Act> control = probe.neutral() ? Optional.empty()
                : Optional.ofNullable(plan.controls().get(probe.controlKey())).map(acts::get);
        Act act = new Act(probe.address(), probe.marker(), probe.expects(), probe.neutral(), probe.draft().unauthentic() || probe.scene() != null && probe.scene().repeated(),
                probe.draft().transport(), probe.asked(), family.schema(probe.draft(), answer), Optional.of(exchange), answer, control);
        if (answer.accepted()) {
            List<Answer.Promise> promises = answer.copies();
            for (Answer.Promise promise : promises) {
                Place place = probe.asked().destinations().stream().filter(p -> promise.region().isEmpty() || p.region().equals(promise.region())).findFirst()
                        .orElse(probe.asked().destinations().get(0));
                ledger.created(probe.marker(), place.region(), place.project(), promise.imageId());
            }
        } else if (answer.refused()) {
            ledger.refused(probe.marker());
        }
        return act;
    }

    /** Sends a copy request. It is sent again only after an answer that says it was not carried out. */
    private Exchange send(Probe probe) {
        ledger.intend(probe.marker(), probe.address());
        for (int attempt = 0;; attempt++) {
            String nonce = probe.draft().signing() == Signing.USED_NONCE ? nonces.getOrDefault(probe.controlKey(), Messenger.nonce()) : Messenger.nonce();
            if (probe.neutral()) {
                nonces.put(probe.controlKey(), nonce);
            }
            Exchange exchange = messenger.send(messenger.write(probe.draft(), nonce), probe.address());
            if (!again(probe, exchange, attempt)) {
                return exchange;
            }
        }
    }

    private boolean again(Probe probe, Exchange exchange, int attempt) {
        Answer answer = family.read(exchange);
        boolean throttled = answer.verdict() == Verdict.THROTTLED;
        boolean unavailable = answer.verdict() == Verdict.TROUBLED && answer.status() == 503;
        if (!throttled && !unavailable || attempt >= 6) {
            return false;
        }
        if (!messenger.patient(attempt, exchange.reply().map(r -> r.header("Retry-After")).orElse(""))) {
            return false;
        }
        // 503 does not say that nothing happened: only a listing without our marker does.
        return throttled || listing && absent(probe);
    }

    private boolean absent(Probe probe) {
        Census now = Census.take(messenger, family.places(target));
        String marker = probe.marker().toLowerCase(java.util.Locale.ROOT);
        return now.trouble().isEmpty() && now.images().values().stream().flatMap(m -> m.values().stream())
                .noneMatch(i -> (i.name() + " " + i.description()).toLowerCase(java.util.Locale.ROOT).contains(marker));
    }

    private Exchange resend(Probe probe, Request request) {
        ledger.intend(probe.marker(), probe.address());
        for (int attempt = 0;; attempt++) {
            Exchange exchange = messenger.send(request, probe.address());
            if (!again(probe, exchange, attempt)) {
                return exchange;
            }
        }
    }

    private Exchange sendAfterGoodOne(Probe probe) {
        ledger.intend(probe.marker(), probe.address());
        try (Client client = messenger.alone()) {
            Place home = family.source(target, probe.base());
            for (int attempt = 0;; attempt++) {
                messenger.send(client, messenger.write(family.list(target, home, ""), Messenger.nonce()), "a good request before " + probe.address());
                Exchange exchange = messenger.send(client, messenger.write(probe.draft(), Messenger.nonce()), probe.address());
                if (!again(probe, exchange, attempt)) {
                    return exchange;
                }
            }
        }
    }

    private String settle(List<Act> all) {
        Instant deadline = time.clock().instant().plus(target.limits().settlingTime());
        Duration wait = FIRST_LOOK;
        Duration longest = Duration.ofMillis(Math.max(1000, Math.min(30_000, target.limits().settlingTime().toMillis() / 12)));
        String trouble = "";
        int quiet = 0;
        progress.stage(family.id() + "  waiting for copies");
        while (true) {
            Census now = Census.take(messenger, family.places(target));
            trouble = now.trouble();
            if (trouble.isEmpty()) {
                settlement.look(now);
            }
            int open = open(all);
            progress.count(family.id() + "  copies settled", all.size() - open, all.size());
            quiet = open == 0 && trouble.isEmpty() ? quiet + 1 : 0;
            if (quiet > LOOKS_AFTER_USABLE || time.clock().instant().isAfter(deadline)) {
                return trouble;
            }
            time.pause(wait);
            wait = wait.multipliedBy(3).dividedBy(2).compareTo(longest) > 0 ? longest : wait.multipliedBy(3).dividedBy(2);
        }
    }

    /** Accepted requests whose copies are still to be awaited. */
    private int open(List<Act> all) {
        Map<Act, List<Sighting>> sightings = settlement.attribute(all);
        int open = 0;
        for (Act act : all) {
            List<Sighting> seen = sightings.getOrDefault(act, List.of());
            boolean missing = act.answer().accepted() && act.expects() == Act.Expects.ACCEPTANCE && seen.size() < act.asked().destinations().size();
            boolean working = seen.stream().anyMatch(s -> s.present() && (s.last().state() == Image.State.WORKING || s.last().state() == Image.State.UNKNOWN));
            if (missing || working) {
                open++;
            }
        }
        return open;
    }

    private void cleanUp(Map<Act, List<Sighting>> sightings) {
        Map<String, Image> ours = new LinkedHashMap<>();
        sightings.forEach((act, seen) -> seen.forEach(s -> {
            ledger.created(act.marker(), s.first().place().region(), s.first().place().project(), s.first().id());
            if (s.present()) {
                ours.put(s.first().place() + " " + s.first().id(), s.last());
            }
        }));
        created = sightings.values().stream().mapToInt(List::size).sum();
        if (!listing) {
            acts.values().stream().filter(a -> a.answer().accepted()).flatMap(a -> a.answer().copies().stream()).forEach(p -> leftovers.add(p.imageId()));
            created = leftovers.size();
            return;
        }
        if (!target.capabilities().contains("deletion")) {
            if (!ours.isEmpty()) {
                notes.add("the target cannot delete images; " + ours.size() + " copies stay: " + ours.values().stream().map(Image::id).toList());
            }
            return;
        }
        progress.stage(family.id() + "  deleting " + ours.size() + " copies");
        Map<String, Image> left = new LinkedHashMap<>(ours);
        Duration wait = FIRST_LOOK;
        for (int round = 0; round < 6 && !left.isEmpty(); round++) {
            messenger.together(left.values().stream().map(image -> task(() -> messenger.delete(image))).toList());
            Census now = Census.take(messenger, family.places(target));
            if (now.trouble().isEmpty()) {
                left.entrySet().removeIf(e -> {
                    boolean gone = now.find(e.getValue().place(), e.getValue().id()).isEmpty();
                    if (gone) {
                        ledger.deleted(e.getValue().place().region(), e.getValue().place().project(), e.getValue().id());
                        deleted++;
                    }
                    return gone;
                });
            }
            if (!left.isEmpty()) {
                time.pause(wait);
                wait = wait.multipliedBy(2);
            }
        }
        left.values().forEach(image -> leftovers.add(image.id() + " in " + image.place()));
    }

    private List<String> sourceDifferences() {
        Census after = Census.take(messenger, family.places(target));
        if (!after.trouble().isEmpty()) {
            return List.of();
        }
        List<String> differences = new ArrayList<>();
        Map<Place, String> sources = new LinkedHashMap<>();
        sources.put(family.source(target, Base.of(Base.Kind.ANOTHER_REGION)), target.text("images.source"));
        if (!target.text("images.second-source").isEmpty()) {
            sources.put(family.source(target, Base.of(Base.Kind.SECOND_SOURCE)), target.text("images.second-source"));
        }
        sources.forEach((place, id) -> before.find(place, id).ifPresent(was -> {
            Optional<Image> is = after.find(place, id);
            if (is.isEmpty()) {
                differences.add("the source image " + id + " is gone from " + place);
                return;
            }
            compare(differences, id, "name", was.name(), is.get().name());
            compare(differences, id, "description", was.description(), is.get().description());
            compare(differences, id, "state", was.stateWord(), is.get().stateWord());
            compare(differences, id, "tag", was.tag(), is.get().tag());
            Set<String> names = new TreeSet<>(was.attributes().keySet());
            names.addAll(is.get().attributes().keySet());
            names.forEach(name -> compare(differences, id, name, was.attributes().getOrDefault(name, "(missing)"), is.get().attributes().getOrDefault(name, "(missing)")));
        }));
        return differences;
    }

    private static void compare(List<String> differences, String id, String what, String was, String is) {
        if (!was.equals(is)) {
            differences.add(what + " of the source image " + id + " was '" + was + "' and is '" + is + "'");
        }
    }

    private FamilyResult result(Instant began, String diagnosis, Evidence evidence) {
        Map<String, List<CaseResult>> byRow = new HashMap<>();
        if (evidence != null) {
            progress.stage(family.id() + "  judging");
            for (Scene scene : plan.scenes()) {
                byRow.computeIfAbsent(scene.scenario().row(), k -> new ArrayList<>()).add(judged(scene, evidence));
            }
        }
        Set<String> selected = new TreeSet<>();
        plan.scenes().forEach(s -> selected.add(s.scenario().row()));
        List<RowResult> rows = new ArrayList<>();
        for (Row row : plan.contract().rows()) {
            rows.add(row(row, byRow.getOrDefault(row.id(), List.of()), selected.contains(row.id()), diagnosis));
        }
        int budget = target.limits().copies().orElse(-1);
        Cost cost = new Cost(created, budget, messenger.sent(), Duration.between(began, time.clock().instant()), created, deleted, leftovers.size());
        return new FamilyResult(plan.contract(), target.name(), target.endpoint().toString(), target.embedded(),
                plan.transports().stream().map(Transport::name).toList(), List.copyOf(target.capabilities()),
                target.redacted(), diagnosis, List.copyOf(notes), rows, cost, leftovers);
    }

    private RowResult row(Row row, List<CaseResult> cases, boolean selected, String diagnosis) {
        if (!row.testable()) {
            return new RowResult(row, Outcome.INAPPLICABLE, row.untestable(), List.of());
        }
        if (!cases.isEmpty()) {
            List<Outcome> applicable = cases.stream().map(CaseResult::outcome).filter(o -> o != Outcome.INAPPLICABLE).toList();
            Outcome outcome = applicable.isEmpty() ? Outcome.INAPPLICABLE : Outcome.worst(applicable);
            String reason = cases.stream().filter(c -> c.outcome() == outcome).map(c -> c.findings().isEmpty() ? "" : c.findings().get(0).actual()).findFirst().orElse("");
            return new RowResult(row, outcome, outcome == Outcome.INAPPLICABLE || outcome == Outcome.UNDECIDED ? reason : "", cases);
        }
        if (!selected) {
            return new RowResult(row, Outcome.INAPPLICABLE, "not selected", List.of());
        }
        return new RowResult(row, row.provenance() == Provenance.SILENT ? Outcome.RECORDED : Outcome.UNDECIDED, diagnosis, List.of());
    }

    private CaseResult judged(Scene scene, Evidence evidence) {
        Case scenario = scene.scenario();
        String lacking = plan.inapplicable().get(scenario.address());
        if (lacking != null) {
            Finding finding = new Finding(Outcome.INAPPLICABLE, "capability", "", "the target has what the case needs", lacking, List.of());
            return new CaseResult(scenario, Outcome.INAPPLICABLE, List.of(finding), "", List.of(), List.of(), "");
        }
        Row row = plan.contract().row(scenario.row());
        List<Act> own = plan.probes().get(scene).stream().map(acts::get).filter(java.util.Objects::nonNull).toList();
        Templates templates = new Templates(target, family, scene.base(), "");
        List<Finding> findings = new ArrayList<>();
        for (Expectation written : scene.expectations()) {
            Expectation expectation = new Expectation(written.check(), written.arguments().stream().map(templates::fill).toList(), written.sentence());
            Ruling ruling = judge.rule(expectation, own, evidence);
            findings.add(new Finding(outcome(ruling, row), expectation.check().id(), expectation.sentence(), clean(ruling.expected()), clean(ruling.actual()),
                    ruling.details().stream().map(this::clean).toList()));
        }
        String control = own.stream().flatMap(a -> a.control().stream()).findFirst()
                .map(c -> clean("#" + c.number() + " " + c.answer().inWords() + (evidence.proven(c) ? ", its copy was seen" : ""))).orElse("");
        List<String> effects = own.stream().flatMap(a -> evidence.of(a).stream()).map(s -> clean(s.inWords())).toList();
        return new CaseResult(scenario, Outcome.worst(findings.stream().map(Finding::outcome).toList()), findings, control, effects,
                own.stream().map(Act::number).toList(), own.stream().findFirst().flatMap(Act::exchange).map(this::curl).orElse(""));
    }

    private Outcome outcome(Ruling ruling, Row row) {
        return switch (ruling.kind()) {
            case HOLDS -> row.provenance() == Provenance.SILENT ? Outcome.RECORDED : Outcome.VERIFIED;
            case RECORD -> Outcome.RECORDED;
            case OPEN -> row.provenance() == Provenance.SILENT ? Outcome.RECORDED : Outcome.UNDECIDED;
            case DIFFERS -> Outcome.ofDifference(row, strict);
        };
    }

    private String clean(String text) {
        return redactor.redact(text);
    }

    private String curl(Exchange exchange) {
        Request request = exchange.request();
        Redactor all = redactor.with(request.sensitive());
        StringBuilder line = new StringBuilder("curl -sS -X ").append(request.method());
        request.headers().forEach(h -> line.append(" -H '").append(quoted(all.redact(h.name() + ": " + h.value()))).append('\''));
        if (request.body().length > 0) {
            line.append(" --data-binary '").append(quoted(all.redact(new String(request.body(), StandardCharsets.UTF_8)))).append('\'');
        }
        String base = target.endpoint().toString();
        line.append(" '").append(quoted(base.substring(0, base.length() - 1) + all.redact(request.target()))).append('\'');
        // Within single quotes a shell fills in nothing: the quotes end before the variable and begin after it.
        return line.toString().replace(Redactor.MASK, "'\"$SECRET\"'");
    }

    private static String quoted(String text) {
        return text.replace("'", "'\\''");
    }
}
