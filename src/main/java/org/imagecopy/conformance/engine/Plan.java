package org.imagecopy.conformance.engine;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.imagecopy.conformance.check.Act;
import org.imagecopy.conformance.check.Check;
import org.imagecopy.conformance.check.Expectation;
import org.imagecopy.conformance.contract.Contract;
import org.imagecopy.conformance.contract.Level;
import org.imagecopy.conformance.exchange.Image;
import org.imagecopy.conformance.family.Family;
import org.imagecopy.conformance.family.Transport;
import org.imagecopy.conformance.steps.Scene;
import org.imagecopy.conformance.target.ConfigurationException;
import org.imagecopy.conformance.target.Target;

/**
 * What a run against one target will send. It goes in rounds when it has more cases than may be under way at once: a round sends its
 * requests, waits for its copies, deletes them and is judged before the next one begins, so that neither the account nor the memory has
 * to hold the copies of all. Each round has cases of all parts of the contract, and neutral requests of its own. A run that is to make few
 * copies has one round.
 */
public final class Plan {

    /** Largest number of copies of a frugal run that is given no budget. */
    public static final int FRUGAL_COPIES = 8;

    /** Markers for what the plan of a round does not know yet: its last request, copies beside others, one that is cancelled. */
    private static final int SPARE_MARKERS = 1_024;

    /** What the names of copies begin with. */
    static final String PREFIX = "Icc";

    private final Target target;
    private final Family family;
    private final Contract contract;
    private final List<Scene> all;
    private final List<Transport> transports;
    private final long seed;
    private final boolean frugal;
    private final int[] selected;
    private final int[] firstMarkers;
    private final List<String> letters = new ArrayList<>();
    private final Set<String> rows = new TreeSet<>();
    private final Set<String> decidableRows = new LinkedHashSet<>();
    private final Set<Check> checks = EnumSet.noneOf(Check.class);
    private final Set<Expectation> ofTheRun = new LinkedHashSet<>();
    private final Map<String, Integer> inapplicable = new LinkedHashMap<>();
    private int cases;
    private int requests;
    private int expectedCopies;
    private int possibleCopies;
    private int worstCaseCopies;
    private Map<String, String> lacking = Map.of();
    private Round only;

    /**
     * Plans a run.
     *
     * @param scenes what the features of the family ask for, in reading order
     * @param seed   seed of the names
     * @throws ConfigurationException when the target declares no transport of the family
     */
    public Plan(Target target, Family family, Contract contract, List<Scene> scenes, Selection selection, long seed) {
        this.target = target;
        this.family = family;
        this.contract = contract;
        this.all = scenes;
        this.seed = seed;
        this.frugal = target.flag("frugal");
        this.transports = transports(target, family);
        IntStream.Builder chosen = IntStream.builder();
        int place = 0;
        for (Scene scene : scenes) {
            if (selection.filter().test(scene.scenario())) {
                chosen.add(place);
            }
            place++;
        }
        this.selected = chosen.build().toArray();
        this.firstMarkers = new int[frugal ? 1 : Math.max(1, (selected.length + target.limits().casesAtOnce() - 1) / target.limits().casesAtOnce())];
        for (int i = 0; i < rounds(); i++) {
            count(i);
        }
    }

    private static List<Transport> transports(Target target, Family family) {
        List<String> declared = target.list("capabilities.transports");
        List<Transport> transports = declared.isEmpty() ? family.transports()
                : declared.stream().flatMap(name -> family.transports().stream().filter(t -> t.name().equals(name))).toList();
        if (transports.isEmpty()) {
            throw new ConfigurationException("'capabilities.transports' names none of the transports of " + family.id() + ": "
                    + String.join(", ", family.transports().stream().map(Transport::name).toList()));
        }
        return transports;
    }

    private void count(int number) {
        Markers markers = new Markers(PREFIX, letters(0), firstMarkers[number]);
        Round round = new Round(this, scenes(number), markers);
        if (number + 1 < rounds()) {
            firstMarkers[number + 1] = markers.number() + SPARE_MARKERS;
        }
        cases += round.scenes().size();
        requests += round.requests();
        expectedCopies += round.copies(Act.Expects.ACCEPTANCE);
        possibleCopies += round.copies(Act.Expects.ACCEPTANCE, Act.Expects.EITHER, Act.Expects.NOTHING);
        worstCaseCopies += round.copies(Act.Expects.values());
        round.scenes().forEach(scene -> rows.add(scene.scenario().row()));
        round.inapplicable().values().forEach(reason -> inapplicable.merge(reason, 1, Integer::sum));
        round.exercised().forEach(scene -> {
            decidableRows.add(scene.scenario().row());
            for (Expectation expectation : scene.expectations()) {
                checks.add(expectation.check());
                if (rounds() > 1 && !expectation.check().ofTheCase()) {
                    ofTheRun.add(Judgement.question(filled(expectation, scene)));
                }
            }
        });
        if (rounds() == 1) {
            only = round;
        }
    }

    private Map<Integer, Scene> scenes(int round) {
        Map<Integer, Scene> scenes = new LinkedHashMap<>();
        for (int i = round; i < selected.length; i += rounds()) {
            scenes.put(selected[i], all.get(selected[i]));
        }
        return scenes;
    }

    /**
     * Plans without what the target turned out to lack, before its first round.
     *
     * @param found what is lacking, and why that is known
     */
    void lacks(Map<String, String> found) {
        if (!found.isEmpty()) {
            lacking = found;
            only = null;
        }
    }

    /** Why the target is known to lack something; empty when it has it, as far as anybody knows. */
    Optional<String> lacking(String need) {
        return Optional.ofNullable(lacking.get(need));
    }

    /** What a sentence expects, in the terms of the target. */
    Expectation filled(Expectation written, Scene scene) {
        Templates templates = new Templates(target, family, scene.base(), "");
        return new Expectation(written.check(), written.arguments().stream().map(templates::fill).toList(), written.sentence());
    }

    /** How many rounds the run has, at least one. */
    public int rounds() {
        return firstMarkers.length;
    }

    /**
     * What a round sends. Each is planned once more when its turn comes, so that only one is held.
     *
     * @param number from 0
     */
    Round round(int number) {
        return only != null ? only : new Round(this, scenes(number), new Markers(PREFIX, letters(0), firstMarkers[number]));
    }

    /** Whether a text of this image names a request of an earlier round. */
    boolean earlier(Image image, int round) {
        return earlier(image.name(), round) || earlier(image.description(), round);
    }

    /** Whether every text of this image does, so that nobody else can have made it. */
    boolean onlyEarlier(Image image, int round) {
        return earlier(image, round) && Stream.of(image.name(), image.description()).allMatch(text -> text.isBlank() || earlier(text, round));
    }

    private boolean earlier(String text, int round) {
        return numbers(text).anyMatch(number -> number < firstMarkers[round]);
    }

    /** The number of the first marker that a text contains; empty when it contains none. */
    OptionalInt number(String text) {
        return numbers(text).findFirst();
    }

    private IntStream numbers(String text) {
        return letters.stream().map(run -> new Markers(PREFIX, run, 0).in(text)).flatMapToInt(OptionalInt::stream);
    }

    /** The marker that this image bears; empty when it bears none. */
    String marker(Image image) {
        String text = image.name() + " " + image.description();
        return letters.stream().flatMap(run -> new Markers(PREFIX, run, 0).in(text).stream().mapToObj(number -> new Markers(PREFIX, run, number).next())).findFirst().orElse("");
    }

    /** Letters of the run: those of its usual requests at 0, then others for other neutral requests. */
    String letters(int which) {
        while (letters.size() <= which) {
            // Two runs with one seed at the same time must not take each other's copies for their own.
            letters.add(Markers.letters(target.embedded() ? new Random(seed + letters.size()) : new SecureRandom()));
        }
        return letters.get(which);
    }

    /** A scene by its place among all scenes of the family. */
    Scene scene(int place) {
        return all.get(place);
    }

    /** Every question to the whole run, whose answer is the same for all cases that ask; none when it has one round. */
    Set<Expectation> ofTheRun() {
        return ofTheRun;
    }

    /** Rows that were selected. */
    Set<String> rows() {
        return rows;
    }

    /** Everything that the sentences of the run ask. */
    Set<Check> checks() {
        return checks;
    }

    /** The target. */
    public Target target() {
        return target;
    }

    /** The family. */
    public Family family() {
        return family;
    }

    /** The contract. */
    public Contract contract() {
        return contract;
    }

    /** The ways in which its requests travel. */
    public List<Transport> transports() {
        return transports;
    }

    /** Number of its cases. */
    public int cases() {
        return cases;
    }

    /** Why cases cannot be exercised, and how many each time. */
    public Map<String, Integer> inapplicable() {
        return inapplicable;
    }

    /** Whether it spends as few copies as possible. */
    public boolean frugal() {
        return frugal;
    }

    /** Largest number of copies that the run lets happen; negative for no limit. */
    public int budget() {
        return target.limits().copies().orElse(frugal ? FRUGAL_COPIES : -1);
    }

    /** Copy requests that will be sent at least; a frugal run sends most refusals twice. */
    public int requests() {
        return requests;
    }

    /** Copies that a conformant endpoint makes for certain. */
    public int expectedCopies() {
        return affordable(expectedCopies);
    }

    private int affordable(int copies) {
        return frugal ? Math.min(copies, budget()) : copies;
    }

    /** Copies that a conformant endpoint makes when it accepts everything that the page leaves open. */
    public int possibleCopies() {
        return affordable(possibleCopies);
    }

    /** Copies that an endpoint makes which accepts everything; never more than the budget of a frugal run. */
    public int worstCaseCopies() {
        return affordable(worstCaseCopies);
    }

    /** Testable rows of this level that the run can decide. */
    public long decidable(Level level) {
        return decidableRows.stream().map(contract::row).filter(r -> r.level() == level && r.testable()).count();
    }
}
