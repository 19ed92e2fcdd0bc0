package org.imagecopy.conformance.engine;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

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
import org.imagecopy.conformance.result.CurlLine;
import org.imagecopy.conformance.result.Finding;
import org.imagecopy.conformance.result.Outcome;
import org.imagecopy.conformance.result.RowResult;
import org.imagecopy.conformance.steps.Scene;

/** Turns what a run saw into outcomes: of sentences, of cases, of rows. Sends nothing. */
final class Judgement {

    private final Plan plan;
    private final Judge judge;
    private final boolean strict;
    private final Redactor redactor;
    /** What is said of the whole run, by check and arguments. */
    private final Map<List<Object>, Ruling> ofTheRun = new HashMap<>();

    Judgement(Plan plan, Judge judge, boolean strict, Redactor redactor) {
        this.plan = plan;
        this.judge = judge;
        this.strict = strict;
        this.redactor = redactor;
    }

    /** Every row of the contract after a run that could not begin. */
    List<RowResult> without(String diagnosis) {
        Set<String> selected = selected();
        return plan.contract().rows().stream().map(row -> row(row, List.of(), selected.contains(row.id()), diagnosis)).toList();
    }

    /**
     * Every row of the contract.
     *
     * @param acts the requests of each planned probe
     */
    List<RowResult> of(Map<Probe, Act> acts, Evidence evidence) {
        Map<String, List<CaseResult>> byRow = new HashMap<>();
        for (Scene scene : plan.scenes()) {
            byRow.computeIfAbsent(scene.scenario().row(), k -> new ArrayList<>()).add(judged(scene, acts, evidence));
        }
        Set<String> selected = selected();
        return plan.contract().rows().stream().map(row -> row(row, byRow.getOrDefault(row.id(), List.of()), selected.contains(row.id()), "")).toList();
    }

    private Set<String> selected() {
        Set<String> selected = new TreeSet<>();
        plan.scenes().forEach(s -> selected.add(s.scenario().row()));
        return selected;
    }

    private RowResult row(Row row, List<CaseResult> cases, boolean selected, String diagnosis) {
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
        if (!selected) {
            return new RowResult(row, Outcome.INAPPLICABLE, "not selected", List.of());
        }
        return new RowResult(row, row.provenance() == Provenance.SILENT ? Outcome.RECORDED : Outcome.UNDECIDED, diagnosis, List.of());
    }

    private CaseResult judged(Scene scene, Map<Probe, Act> acts, Evidence evidence) {
        Case scenario = scene.scenario();
        String lacking = plan.inapplicable().get(scenario.address());
        if (lacking != null) {
            Finding finding = new Finding(Outcome.INAPPLICABLE, "capability", "", "the target has what the case needs", lacking, List.of());
            return new CaseResult(scenario, Outcome.INAPPLICABLE, List.of(finding), "", List.of(), List.of(), "");
        }
        Row row = plan.contract().row(scenario.row());
        List<Act> own = plan.probes().get(scene).stream().map(acts::get).filter(Objects::nonNull).toList();
        // In a run of very many requests the redactor may have forgotten those of this case.
        own.forEach(act -> act.exchange().ifPresent(exchange -> redactor.learn(exchange.request().sensitive())));
        Templates templates = new Templates(plan.target(), plan.family(), scene.base(), "");
        List<Finding> findings = new ArrayList<>();
        for (Expectation written : scene.expectations()) {
            Expectation expectation = new Expectation(written.check(), written.arguments().stream().map(templates::fill).toList(), written.sentence());
            Ruling ruling = expectation.check().ofTheCase() ? clean(judge.rule(expectation, own, evidence))
                    : ofTheRun.computeIfAbsent(List.of(expectation.check(), expectation.arguments()), k -> clean(judge.rule(expectation, own, evidence)));
            findings.add(new Finding(outcome(ruling, row), expectation.check().id(), expectation.sentence(), ruling.expected(), ruling.actual(), ruling.details()));
        }
        String control = own.stream().flatMap(a -> a.control().stream()).findFirst()
                .map(c -> clean("#" + c.number() + " " + c.answer().inWords() + (evidence.proven(c) ? ", its copy was seen" : ""))).orElse("");
        List<String> effects = own.stream().flatMap(a -> evidence.of(a).stream()).map(s -> clean(s.inWords())).toList();
        return new CaseResult(scenario, Outcome.worst(findings.stream().map(Finding::outcome).toList()), findings, control, effects,
                own.stream().map(Act::number).filter(n -> n > 0).toList(), own.stream().map(Act::exchange).flatMap(Optional::stream).findFirst().map(this::curl).orElse(""));
    }

    private Outcome outcome(Ruling ruling, Row row) {
        return switch (ruling.kind()) {
            case HOLDS -> row.provenance() == Provenance.SILENT ? Outcome.RECORDED : Outcome.VERIFIED;
            case RECORD -> Outcome.RECORDED;
            case OPEN -> row.provenance() == Provenance.SILENT ? Outcome.RECORDED : Outcome.UNDECIDED;
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
