package org.imagecopy.conformance.engine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

import org.opentest4j.TestAbortedException;

import org.imagecopy.conformance.check.Check;
import org.imagecopy.conformance.check.Expectation;
import org.imagecopy.conformance.check.Judge;
import org.imagecopy.conformance.contract.Case;
import org.imagecopy.conformance.contract.CaseIndex;
import org.imagecopy.conformance.contract.Contract;
import org.imagecopy.conformance.exchange.ExchangeLog;
import org.imagecopy.conformance.exchange.Redactor;
import org.imagecopy.conformance.family.Family;
import org.imagecopy.conformance.result.CaseResult;
import org.imagecopy.conformance.result.FamilyResult;
import org.imagecopy.conformance.result.Finding;
import org.imagecopy.conformance.result.Outcome;
import org.imagecopy.conformance.result.RunResult;
import org.imagecopy.conformance.steps.Scene;
import org.imagecopy.conformance.steps.Stage;
import org.imagecopy.conformance.target.Target;

/**
 * The one way to run: rehearse the features, send what they ask for, judge, perform the result. The command line and the build's
 * JUnit suite are two doors to it.
 */
public final class Engine {

    private final Map<String, List<Scene>> scenes;

    /** Rehearses the features of these families. */
    public Engine(List<String> families) {
        this(families, Rehearsals.unkept());
    }

    /** @param rehearsals what the features of these families ask for */
    public Engine(List<String> families, Rehearsals rehearsals) {
        // Reading the contracts shares nothing with the rehearsal and takes a third of its time.
        Thread reader = new Thread(() -> families.forEach(Contract::of), "contracts");
        reader.setDaemon(true);
        // Who asks for the contract next reads it again and hears what is wrong with it.
        reader.setUncaughtExceptionHandler((thread, e) -> { });
        reader.start();
        this.scenes = rehearsals.of(families);
    }

    /**
     * How a run is to go.
     *
     * @param selection which cases
     * @param strict    whether implied rows count like stated ones
     * @param seed      seed of names and order
     * @param folder    where exchanges and ledger are written
     * @param progress  hears how it comes along
     * @param disabled  checks to leave out; empty except to prove that they are needed
     * @param halt      ends the run early
     */
    public record Settings(Selection selection, boolean strict, long seed, Path folder, Progress progress, Set<Check> disabled, Halt halt) {

        /** Everything, leniently, without a word. */
        public static Settings quiet(Path folder, long seed) {
            return new Settings(Selection.ALL, false, seed, folder, Progress.NONE, EnumSet.noneOf(Check.class), new Halt());
        }

        Judge judge() {
            return new Judge(disabled);
        }
    }

    /** What a run against a target would send. */
    public Plan plan(Target target, Selection selection, long seed) {
        Family family = Family.of(target.family());
        family.check(target);
        return new Plan(target, family, Contract.of(family.id()), scenes.get(family.id()), selection, seed);
    }

    /**
     * Plans and runs against some targets, one after another.
     *
     * @param time the time of each target
     */
    public RunResult run(List<Target> targets, Function<Target, Time> time, Settings settings) {
        return carryOut(targets.stream().map(target -> plan(target, settings.selection(), settings.seed())).toList(), time, settings);
    }

    /**
     * Carries out plans, one after another. A plan changes with what it meets and serves one run.
     *
     * @param plans what {@link #plan} made of the selection and the seed of the settings
     * @param time  the time of each target
     */
    public RunResult carryOut(List<Plan> plans, Function<Target, Time> time, Settings settings) {
        Instant started = Instant.now();
        List<Target> targets = plans.stream().map(Plan::target).toList();
        List<String> secrets = new ArrayList<>();
        targets.forEach(t -> secrets.addAll(List.of(t.credentials().secret(), t.credentials().token())));
        boolean durable = targets.stream().anyMatch(t -> !t.embedded());
        List<FamilyResult> results = new ArrayList<>();
        AtomicInteger numbers = new AtomicInteger();
        Path file = settings.folder().resolve("ledger.jsonl");
        Ledger.putAside(file).ifPresent(kept -> settings.progress().stage("an earlier run may have left images; its ledger is now " + kept
                + "; to delete them: conformance sweep --ledger " + kept));
        ExchangeLog log = new ExchangeLog(settings.folder().resolve("exchanges.jsonl"), Redactor.of(secrets));
        try (Ledger ledger = new Ledger(file, durable, log.redactor())) {
            for (Plan plan : plans) {
                results.add(new FamilyRun(plan, time.apply(plan.target()), ledger, log, numbers, settings).run());
            }
        } finally {
            close(log, settings.progress());
        }
        return new RunResult(started, Duration.between(started, Instant.now()), settings.seed(), settings.strict(), words(settings.selection(), plans), results,
                List.of(), List.of());
    }

    private static String words(Selection selection, List<Plan> plans) {
        String frugal = plans.stream().filter(Plan::frugal).findFirst().map(plan -> "frugal, at most " + plan.budget() + (plan.budget() == 1 ? " copy" : " copies")).orElse("");
        return selection.words().isEmpty() || frugal.isEmpty() ? selection.words() + frugal : selection.words() + "; " + frugal;
    }

    /** A full disk must not take the result away. */
    private static void close(ExchangeLog log, Progress progress) {
        try {
            log.close();
        } catch (UncheckedIOException e) {
            progress.stage("not every exchange could be written down: " + e.getCause().getMessage());
        }
    }

    /**
     * Lets Cucumber show the result: each sentence passes, fails or is skipped as its finding says.
     *
     * @param folder where it writes {@code cucumber.ndjson} and {@code cucumber.html}
     * @param words  what there is to say about a case that did not pass
     * @throws IOException when these files cannot be written
     */
    public void perform(RunResult result, Path folder, Function<CaseResult, String> words) throws IOException {
        try (CucumberFiles files = CucumberFiles.in(folder)) {
            new Features().run(cases(), part -> stage(part, result, words), CucumberFiles.Plugin.NAME);
        }
    }

    private Stream<Case> cases() {
        // Not flattened: whoever iterates over a flattened stream holds each of its parts as a whole.
        return scenes.values().stream().map(List::stream).reduce(Stream.empty(), Stream::concat).map(Scene::scenario);
    }

    /**
     * The stage on which a result is shown.
     *
     * @param words what there is to say about a case that did not pass
     */
    public Stage performance(RunResult result, Function<CaseResult, String> words) {
        return stage(CaseIndex.of(cases()), result, words);
    }

    private static Stage stage(CaseIndex part, RunResult result, Function<CaseResult, String> words) {
        Set<String> addresses = new HashSet<>();
        Set<String> rows = new HashSet<>();
        part.cases().forEach(c -> {
            addresses.add(c.address());
            rows.add(c.row());
        });
        Map<String, CaseResult> byAddress = new HashMap<>();
        result.families().forEach(family -> family.rows().stream().filter(row -> rows.contains(row.row().id())).flatMap(row -> row.cases().stream())
                .filter(c -> addresses.contains(c.scenario().address())).forEach(c -> byAddress.put(c.scenario().address(), c)));
        return new Stage() {
            @Override
            public Case at(URI feature, int line) {
                Case found = part.at(feature, line);
                if (!byAddress.containsKey(found.address())) {
                    throw new TestAbortedException("not part of this run");
                }
                return found;
            }

            @Override
            public void reached(Scene scene, Expectation expectation) {
                CaseResult found = byAddress.get(scene.scenario().address());
                for (Finding finding : found.findings()) {
                    if (finding.sentence().equals(expectation.sentence()) || finding.sentence().isEmpty()) {
                        show(finding.outcome(), () -> words.apply(found));
                    }
                }
            }

            @Override
            public void ended(Scene scene) {
                // every sentence has spoken for itself
            }
        };
    }

    private static void show(Outcome outcome, Supplier<String> words) {
        switch (outcome) {
            case REFUTED, ERROR -> throw new Difference(words.get());
            case UNDECIDED, INAPPLICABLE -> throw new TestAbortedException(words.get());
            default -> {
                // verified, recorded and warnings let the scenario pass
            }
        }
    }

    /** A difference from the contract, as Cucumber shows it; its trace would say nothing about the endpoint. */
    private static final class Difference extends AssertionError {
        Difference(String message) {
            super(message);
            setStackTrace(new StackTraceElement[0]);
        }
    }
}
