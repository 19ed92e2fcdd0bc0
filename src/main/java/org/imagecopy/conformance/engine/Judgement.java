package org.imagecopy.conformance.engine;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.LongStream;
import java.util.stream.Stream;

import org.imagecopy.conformance.check.Act;
import org.imagecopy.conformance.check.Evidence;
import org.imagecopy.conformance.check.Expectation;
import org.imagecopy.conformance.check.Judge;
import org.imagecopy.conformance.check.Ruling;
import org.imagecopy.conformance.contract.Case;
import org.imagecopy.conformance.contract.Provenance;
import org.imagecopy.conformance.contract.Row;
import org.imagecopy.conformance.exchange.Exchange;
import org.imagecopy.conformance.exchange.Redactor;
import org.imagecopy.conformance.exchange.Request;
import org.imagecopy.conformance.result.CaseResult;
import org.imagecopy.conformance.result.CaseResultCodec;
import org.imagecopy.conformance.result.CurlLine;
import org.imagecopy.conformance.result.Finding;
import org.imagecopy.conformance.result.Outcome;
import org.imagecopy.conformance.result.RowResult;
import org.imagecopy.conformance.spool.SpooledList;
import org.imagecopy.conformance.steps.Scene;

/**
 * Turns what a run saw into outcomes: of sentences, of cases, of rows. Every round is judged when it is over. What is asked of the whole
 * run is asked of each round, and differs when it differs in one of them. Sends nothing.
 */
final class Judgement {

    private final Plan plan;
    private final Judge judge;
    private final boolean strict;
    private final Redactor redactor;
    /** What is said of a whole round, by question. */
    private final Map<Expectation, Ruling> ofTheRound = new HashMap<>();
    /** What all rounds so far come to. */
    private final Map<Expectation, Ruling> ofTheRun = new HashMap<>();
    private final SpooledList<CaseResult> results = new SpooledList<>(new CaseResultCodec());
    /** Of each row: the place of each case in reading order, then its place among the results. */
    private final Map<String, LongStream.Builder> places = new HashMap<>();

    Judgement(Plan plan, Judge judge, boolean strict, Redactor redactor) {
        this.plan = plan;
        this.judge = judge;
        this.strict = strict;
        this.redactor = redactor;
    }

    /** Every row of the contract after a run that could not begin. */
    List<RowResult> without(String diagnosis) {
        return plan.contract().rows().stream().map(row -> row(row, List.of(), diagnosis)).toList();
    }

    /**
     * Judges a round.
     *
     * @param acts the requests of each planned probe
     * @param sent whether any was sent; what was not has no say in what is asked of the whole run
     */
    void add(Round round, Map<Probe, Act> acts, Evidence evidence, boolean sent) {
        ofTheRound.clear();
        for (Scene scene : round.scenes()) {
            places.computeIfAbsent(scene.scenario().row(), k -> LongStream.builder()).add((long) round.place(scene) << Integer.SIZE | results.size());
            results.add(judged(round, scene, acts, evidence));
        }
        if (plan.rounds() > 1) {
            plan.ofTheRun().forEach(question -> {
                Ruling ruling = ofTheRound(question, evidence);
                ofTheRun.merge(question, sent ? ruling : new Ruling(Ruling.Kind.ABSENT, ruling.expected(), ruling.actual(), ruling.details()), Judgement::graver);
            });
        }
    }

    /** A difference counts wherever it was seen, and so does what keeps the suite from knowing; where there was nothing to look at, another round decides. */
    private static Ruling graver(Ruling a, Ruling b) {
        if (a.kind() == Ruling.Kind.DIFFERS && b.kind() == Ruling.Kind.DIFFERS) {
            return new Ruling(a.kind(), a.expected(), a.actual(), Stream.concat(a.details().stream(), b.details().stream()).distinct().toList());
        }
        List<Ruling.Kind> order = List.of(Ruling.Kind.DIFFERS, Ruling.Kind.OPEN, Ruling.Kind.HOLDS, Ruling.Kind.RECORD, Ruling.Kind.ABSENT);
        return order.indexOf(a.kind()) <= order.indexOf(b.kind()) ? a : b;
    }

    /** Every row of the contract, after all rounds. */
    List<RowResult> rows() {
        SpooledList<CaseResult> settled = plan.rounds() > 1 ? settled() : results;
        return plan.contract().rows().stream().map(row -> row(row, cases(row, settled), "")).toList();
    }

    private List<CaseResult> cases(Row row, SpooledList<CaseResult> settled) {
        return settled.at(places.getOrDefault(row.id(), LongStream.builder()).build().sorted().mapToInt(place -> (int) place).toArray());
    }

    /** The results with what all rounds say in place of what one of them said. */
    private SpooledList<CaseResult> settled() {
        int[] scenes = new int[results.size()];
        places.replaceAll((row, builder) -> {
            LongStream.Builder again = LongStream.builder();
            builder.build().peek(again).forEach(place -> scenes[(int) place] = (int) (place >> Integer.SIZE));
            return again;
        });
        SpooledList<CaseResult> settled = new SpooledList<>(new CaseResultCodec());
        for (int i = 0; i < scenes.length; i++) {
            settled.add(settled(results.get(i), plan.scene(scenes[i])));
        }
        return settled;
    }

    private CaseResult settled(CaseResult result, Scene scene) {
        if (result.outcome() == Outcome.INAPPLICABLE) {
            return result;
        }
        Row row = plan.contract().row(result.scenario().row());
        List<Finding> findings = new ArrayList<>();
        for (int i = 0; i < scene.expectations().size(); i++) {
            Expectation expectation = plan.filled(scene.expectations().get(i), scene);
            findings.add(expectation.check().ofTheCase() ? result.findings().get(i) : finding(expectation, ofTheRun.get(question(expectation)), row));
        }
        return new CaseResult(result.scenario(), worst(findings), findings, result.control(), result.effects(), result.exchanges(), result.again());
    }

    private Finding finding(Expectation expectation, Ruling ruling, Row row) {
        return new Finding(outcome(ruling, row), expectation.check().id(), expectation.sentence(), ruling.expected(), ruling.actual(), ruling.details());
    }

    private static Outcome worst(List<Finding> findings) {
        return Outcome.worst(findings.stream().map(Finding::outcome).toList());
    }

    /** What it asks, whoever asks it. */
    static Expectation question(Expectation expectation) {
        return new Expectation(expectation.check(), expectation.arguments(), "");
    }

    private Ruling ofTheRound(Expectation question, Evidence evidence) {
        return ofTheRound.computeIfAbsent(question, q -> clean(judge.rule(q, List.of(), evidence)));
    }

    private RowResult row(Row row, List<CaseResult> cases, String diagnosis) {
        if (!row.testable()) {
            return new RowResult(row, Outcome.INAPPLICABLE, row.untestable(), List.of());
        }
        if (!cases.isEmpty()) {
            List<Outcome> applicable = cases.stream().map(CaseResult::outcome).filter(o -> o != Outcome.INAPPLICABLE).toList();
            Outcome outcome = applicable.isEmpty() ? Outcome.INAPPLICABLE : Outcome.worst(applicable);
            String reason = cases.stream().filter(c -> c.outcome() == outcome).flatMap(c -> c.findings().stream()).filter(f -> f.outcome() == outcome)
                    .map(Finding::actual).findFirst().orElse("");
            return new RowResult(row, outcome, outcome == Outcome.INAPPLICABLE || outcome == Outcome.UNDECIDED ? reason : "", cases);
        }
        if (!plan.rows().contains(row.id())) {
            return new RowResult(row, Outcome.INAPPLICABLE, "not selected", List.of());
        }
        return new RowResult(row, row.provenance() == Provenance.SILENT ? Outcome.RECORDED : Outcome.UNDECIDED, diagnosis, List.of());
    }

    private CaseResult judged(Round round, Scene scene, Map<Probe, Act> acts, Evidence evidence) {
        Case scenario = scene.scenario();
        String lacking = round.inapplicable().get(scenario.address());
        if (lacking != null) {
            Finding finding = new Finding(Outcome.INAPPLICABLE, "capability", "", "the target has what the case needs", lacking, List.of());
            return new CaseResult(scenario, Outcome.INAPPLICABLE, List.of(finding), "", List.of(), List.of(), "");
        }
        Row row = plan.contract().row(scenario.row());
        List<Act> own = round.probes().get(scene).stream().map(acts::get).filter(Objects::nonNull).toList();
        // In a run of very many requests the redactor may have forgotten those of this case.
        own.forEach(act -> act.exchange().ifPresent(exchange -> redactor.learn(exchange.request().sensitive())));
        List<Finding> findings = new ArrayList<>();
        for (Expectation written : scene.expectations()) {
            Expectation expectation = plan.filled(written, scene);
            findings.add(finding(expectation, expectation.check().ofTheCase() ? clean(judge.rule(expectation, own, evidence)) : ofTheRound(question(expectation), evidence), row));
        }
        String control = own.stream().flatMap(a -> a.control().stream()).findFirst()
                .map(c -> clean("#" + c.number() + " " + c.answer().inWords() + (evidence.proven(c) ? ", its copy was seen" : ""))).orElse("");
        List<String> effects = own.stream().flatMap(a -> evidence.of(a).stream()).map(s -> clean(s.inWords())).toList();
        return new CaseResult(scenario, worst(findings), findings, control, effects,
                own.stream().map(Act::number).filter(n -> n > 0).toList(), own.stream().map(Act::exchange).flatMap(Optional::stream).findFirst().map(this::curl).orElse(""));
    }

    private Outcome outcome(Ruling ruling, Row row) {
        return switch (ruling.kind()) {
            case HOLDS -> row.provenance() == Provenance.SILENT ? Outcome.RECORDED : Outcome.VERIFIED;
            case RECORD -> Outcome.RECORDED;
            case OPEN, ABSENT -> row.provenance() == Provenance.SILENT ? Outcome.RECORDED : Outcome.UNDECIDED;
            case DIFFERS -> Outcome.ofDifference(row, strict);
        };
    }

    private Ruling clean(Ruling ruling) {
        return new Ruling(ruling.kind(), clean(ruling.expected()), clean(ruling.actual()), ruling.details().stream().map(this::clean).toList());
    }

    /** Without secrets; many cases come to the same words, which are held once. */
    private String clean(String text) {
        return redactor.redact(text).intern();
    }

    private String curl(Exchange exchange) {
        Request request = exchange.request();
        return CurlLine.of(request.method(), request.headers().stream().map(h -> redactor.redact(h.name() + ": " + h.value())).toList(),
                redactor.redact(new String(request.body(), StandardCharsets.UTF_8)), plan.target().endpoint().toString(), redactor.redact(request.target()), Redactor.MASK);
    }
}
