package org.imagecopy.conformance.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.imagecopy.conformance.check.Check;
import org.imagecopy.conformance.emulator.Context;
import org.imagecopy.conformance.emulator.Copy;
import org.imagecopy.conformance.emulator.Filter;
import org.imagecopy.conformance.emulator.Image;
import org.imagecopy.conformance.emulator.Refusal;
import org.imagecopy.conformance.emulator.Rule;
import org.imagecopy.conformance.emulator.State;
import org.imagecopy.conformance.emulator.Wire;
import org.imagecopy.conformance.emulator.World;
import org.imagecopy.conformance.emulator.ecd.EcdWorld;
import org.imagecopy.conformance.fault.FaultCatalogue;
import org.imagecopy.conformance.result.FamilyResult;
import org.imagecopy.conformance.result.Outcome;
import org.imagecopy.conformance.result.RowResult;
import org.imagecopy.conformance.result.RunResult;

/** In however many rounds a run goes, a healthy endpoint and faults of single cases come out the same, and nothing of others is touched. */
class RoundsTest {

    private static final Map<String, String> FEW = Map.of("limits.cases-at-once", "40");

    @TempDir
    private Path folder;

    private RunResult run(String family, List<Filter> filters, Map<String, String> settings) {
        return EmbeddedRun.of(family, filters, settings, folder);
    }

    private static Map<String, String> outcomes(RunResult result) {
        Map<String, String> outcomes = new TreeMap<>();
        result.families().get(0).rows().forEach(row -> outcomes.put(row.row().id(), row.outcome().word()));
        result.families().get(0).cases().forEach(c -> outcomes.put(c.scenario().address(), c.findings().stream().map(f -> f.check() + " " + f.outcome().word()).toList().toString()));
        return outcomes;
    }

    @ParameterizedTest
    @ValueSource(strings = {"ecd", "uhost"})
    void aHealthyEndpointComesOutTheSame(String family) {
        RunResult whole = run(family, List.of(), Map.of());
        RunResult rounds = run(family, List.of(), FEW);
        assertThat(outcomes(rounds)).isEqualTo(outcomes(whole));
        assertThat(rounds.exitCode()).isZero();
        FamilyResult of = rounds.families().get(0);
        assertThat(of.notes()).isEqualTo(whole.families().get(0).notes());
        assertThat(of.cost().created()).isGreaterThan(whole.families().get(0).cost().created());
        assertThat(of.cost().left()).isZero();
        assertThat(of.cases().map(c -> c.scenario().address())).containsExactlyElementsOf(whole.families().get(0).cases().map(c -> c.scenario().address()).toList());
    }

    /** Checks of single cases, of all answers, of all copies, of the source, and of the last request. */
    @ParameterizedTest
    @CsvSource({"ecd,E-NAME-MAX129", "ecd,C-SRCE-RENAMED", "uhost,U-BAT-NOINFOS", "uhost,C-COPY-ERRLATE"})
    void aFaultComesOutTheSame(String family, String fault) {
        List<Filter> filters = FaultCatalogue.fault(family, fault).orElseThrow().filters().get();
        RunResult rounds = run(family, filters, FEW);
        assertThat(rounds.exitCode()).isEqualTo(RunResult.REFUTED);
        assertThat(red(rounds)).isEqualTo(red(run(family, FaultCatalogue.fault(family, fault).orElseThrow().filters().get(), Map.of())));
        assertThat(rounds.families().get(0).cost().left()).isZero();
    }

    private static int present(Context context) {
        return (int) context.world().images().stream().filter(image -> image.copyOf().isPresent()).count();
    }

    private static List<String> red(RunResult result) {
        return result.families().get(0).rows(Outcome.REFUTED).stream().map(row -> row.row().id()).toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ecd", "uhost"})
    void anAccountOfFewImagesIsEnough(String family) {
        AtomicInteger most = new AtomicInteger();
        Filter counting = new Filter() {
            @Override
            public void accepted(Context context, List<Copy> copies) {
                most.accumulateAndGet(present(context), Math::max);
            }
        };
        assertThat(run(family, List.of(counting), FEW).exitCode()).isZero();
        assertThat(most.get()).isLessThan(60);
        most.set(0);
        assertThat(run(family, List.of(counting), Map.of()).exitCode()).isZero();
        assertThat(most.get()).isGreaterThan(120);
    }

    /** Whether it comes while a later round is under way or between two of them. */
    @ParameterizedTest
    @ValueSource(ints = {180, 240, 300})
    void whatComesOfARefusalAfterItsRoundIsDeletedAndCounts(int seconds) {
        AtomicReference<World> world = new AtomicReference<>();
        AtomicInteger late = new AtomicInteger();
        Filter lately = new Filter() {
            @Override
            public void refused(Context context, Refusal refusal) {
                if (context.isCopy() && context.asked().stream().allMatch(copy -> copy.image().name().startsWith("Icc")) && late.getAndIncrement() < 3) {
                    world.set(context.world());
                    context.asked().forEach(copy -> context.world().later(context.now().plusSeconds(seconds), any -> any.add(copy.image())));
                }
            }
        };
        RunResult result = run("ecd", List.of(lately), FEW);
        FamilyResult family = result.families().get(0);
        assertThat(red(result)).containsExactly("ECD-COPY-03");
        assertThat(family.notes()).anyMatch(note -> note.contains("of an earlier round came when it was over"));
        assertThat(world.get().images()).noneMatch(image -> image.copyOf().isPresent() && image.name().startsWith("Icc"));
        assertThat(family.cost().left()).isZero();
    }

    @Test
    void whatWasNotSentAfterAHaltIsUndecided() {
        Halt halt = new Halt();
        AtomicInteger copies = new AtomicInteger();
        Filter stopping = new Filter() {
            @Override
            public void accepted(Context context, List<Copy> made) {
                if (copies.incrementAndGet() == 60) {
                    halt.because("somebody said so");
                }
            }
        };
        RunResult result = EmbeddedRun.of("uhost", List.of(stopping), FEW,
                new Engine.Settings(Selection.ALL, false, 7, folder, Progress.NONE, EnumSet.noneOf(Check.class), halt));
        FamilyResult family = result.families().get(0);
        assertThat(red(result)).isEmpty();
        assertThat(family.rows(Outcome.UNDECIDED)).hasSizeGreaterThan(20).anySatisfy(row -> assertThat(row.reason()).contains("somebody said so"));
        assertThat(family.cases()).hasSize(308);
        assertThat(copies.get()).isLessThan(70);
        assertThat(family.cost().left()).isZero();
    }

    /** It copies all the same, and each round would make copies of which nobody knows. */
    @Test
    void whoeverGivesNoAnswersIsNotAskedForLongInRoundsEither() {
        AtomicInteger copies = new AtomicInteger();
        Filter silent = new Filter() {
            @Override
            public Wire wire(Context context, Wire honest) {
                return context.isCopy() ? honest.dropped() : honest;
            }

            @Override
            public void accepted(Context context, List<Copy> made) {
                copies.addAndGet(made.size());
            }
        };
        RunResult result = run("uhost", List.of(silent), Map.of("limits.cases-at-once", "12", "limits.workers", "32"));
        assertThat(result.families().get(0).notes()).anyMatch(note -> note.contains("requests in a row got no answer"));
        assertThat(copies.get()).as("hundreds in all rounds").isLessThan(200);
        assertThat(result.families().get(0).cost().left()).isZero();
    }

    /** What is there already could not be told from what the round makes. */
    @Test
    void withoutAListingNoRoundBegins() {
        AtomicBoolean deleted = new AtomicBoolean();
        Filter blind = new Filter() {
            @Override
            public boolean removed(Context context, Image image, boolean honest) {
                deleted.set(true);
                return honest;
            }

            @Override
            public List<Rule> rules(Context context, List<Rule> honest) {
                return deleted.get() && present(context) == 0 ? List.of(new Rule("Requests.rate", Rule.Kind.PROTOCOL, any -> Optional.of(new Refusal("Requests.rate", Rule.Kind.PROTOCOL, 400, "Throttling.User", "no")))) : honest;
            }
        };
        RunResult result = run("ecd", List.of(blind), FEW);
        assertThat(red(result)).isEmpty();
        assertThat(result.exitCode()).isNotEqualTo(RunResult.CONFORMANT);
        assertThat(result.families().get(0).notes()).anyMatch(note -> note.contains("before round 2 of 11, the images could not be listed"));
        assertThat(result.families().get(0).cost().copies()).isLessThan(60);
    }

    /** Whoever took it away, the requests of later rounds would be refused for that alone. */
    @Test
    void withoutItsSourceNoRoundBegins() {
        AtomicBoolean deleted = new AtomicBoolean();
        Filter moving = new Filter() {
            @Override
            public boolean removed(Context context, Image image, boolean honest) {
                deleted.set(true);
                return honest;
            }

            @Override
            public List<Image> listed(Context context, List<Image> honest) {
                return deleted.get() && present(context) == 0 ? honest.stream().filter(image -> !image.id().equals(EcdWorld.SOURCE_IMAGE)).toList() : honest;
            }
        };
        RunResult result = run("ecd", List.of(moving), FEW);
        assertThat(red(result)).as("the source is gone, but nothing else is wrong").allMatch(row -> row.startsWith("ECD-SRCE"));
        assertThat(result.families().get(0).notes()).anyMatch(note -> note.contains("before round 2 of 11, the image " + EcdWorld.SOURCE_IMAGE + " is not listed"));
    }

    /** Listings may show for a while what was deleted, now and then. */
    @Test
    void whatWasDeletedAndIsListedOnceMoreIsNotCountedAgain() {
        Map<Image, Instant> removed = new ConcurrentHashMap<>();
        AtomicInteger listings = new AtomicInteger();
        Filter flickering = new Filter() {
            @Override
            public boolean removed(Context context, Image image, boolean honest) {
                removed.put(image, context.now());
                return honest;
            }

            @Override
            public List<Image> listed(Context context, List<Image> honest) {
                if (listings.incrementAndGet() % 4 != 0 || honest.isEmpty()) {
                    return honest;
                }
                return Stream.concat(honest.stream(), removed.entrySet().stream().filter(e -> context.now().isBefore(e.getValue().plusSeconds(90))).map(Map.Entry::getKey)
                        .filter(image -> image.place().equals(honest.get(0).place()))).toList();
            }
        };
        FamilyResult family = run("ecd", List.of(flickering), FEW).families().get(0);
        assertThat(family.rows(Outcome.REFUTED)).isEmpty();
        assertThat(family.notes()).noneMatch(note -> note.contains("of an earlier round"));
        assertThat(family.cost().created()).isEqualTo(run("ecd", List.of(), FEW).families().get(0).cost().created());
        assertThat(family.cost().left()).isZero();
    }

    /** Somebody else sees the names of our copies and uses one of them, at once or when its round is over. */
    @ParameterizedTest
    @ValueSource(ints = {0, 240})
    void anImageOfOthersIsNeverDeleted(int seconds) {
        AtomicReference<World> world = new AtomicReference<>();
        Filter others = new Filter() {
            @Override
            public void accepted(Context context, List<Copy> copies) {
                Image model = copies.get(0).image();
                if (model.name().startsWith("Icc") && world.compareAndSet(null, context.world())) {
                    Image friend = model.withId("m-friend000001").withDescription("nightly backup, do not delete");
                    context.world().later(context.now().plusSeconds(seconds), any -> any.add(friend));
                }
            }
        };
        FamilyResult family = run("ecd", List.of(others), Map.of("limits.cases-at-once", "40", "exclusive", "false")).families().get(0);
        assertThat(family.rows(Outcome.REFUTED)).isEmpty();
        assertThat(world.get().find("m-friend000001")).isPresent();
        assertThat(family.notes()).filteredOn(note -> note.contains("m-friend000001")).singleElement().asString()
                .contains(seconds == 0 ? "are left alone" : "nothing of others is deleted");
    }

    /** What keeps the suite from knowing in one round is not made up for by another. */
    @Test
    void aCopyThatNeverBecomesUsableIsNotForgotten() {
        AtomicInteger count = new AtomicInteger();
        Filter stuck = new Filter() {
            @Override
            public List<Copy> copies(Context context, List<Copy> honest) {
                return count.addAndGet(honest.size()) != 100 ? honest : honest.stream().map(copy -> copy.withImage(copy.image().withState(State.COPYING))).toList();
            }
        };
        RunResult result = run("ecd", List.of(stuck), FEW);
        assertThat(count.get()).isGreaterThan(100);
        assertThat(result.exitCode()).isNotEqualTo(RunResult.CONFORMANT);
        assertThat(result.families().get(0).rows().stream().filter(row -> row.row().id().equals("ECD-STAT-01")).map(RowResult::outcome)).doesNotContain(Outcome.VERIFIED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "3"})
    void aRoundOfNothingThatCanBeExercisedSendsNothing(String cases) {
        Map<String, String> settings = Map.of("limits.cases-at-once", cases, "capabilities.batch", "false", "capabilities.task-id", "false", "capabilities.tag", "false");
        RunResult result = EmbeddedRun.of("uhost", List.of(), settings,
                new Engine.Settings(Selection.of(List.of("UHOST-BATC", "UHOST-COPY-01"), ""), false, 7, folder, Progress.NONE, EnumSet.noneOf(Check.class), new Halt()));
        assertThat(result.exitCode()).isZero();
        assertThat(result.families().get(0).rows(Outcome.INAPPLICABLE)).isNotEmpty();
        assertThat(result.families().get(0).cost().left()).isZero();
    }

    /** What stays behind a round is nobody's but ours, and is told once. */
    @Test
    void copiesThatCannotBeDeletedAreCountedOnce() {
        AtomicReference<World> world = new AtomicReference<>();
        Filter seeing = new Filter() {
            @Override
            public void accepted(Context context, List<Copy> copies) {
                world.set(context.world());
            }
        };
        FamilyResult family = run("ecd", List.of(seeing), Map.of("limits.cases-at-once", "150", "capabilities.deletion", "false")).families().get(0);
        assertThat(family.rows(Outcome.REFUTED)).isEmpty();
        assertThat(family.notes()).noneMatch(note -> note.contains("of an earlier round"));
        assertThat(family.cost().left()).isEqualTo((int) world.get().images().stream().filter(image -> image.copyOf().isPresent()).count()).isGreaterThan(100);
        assertThat(family.cost().created()).isEqualTo(family.cost().left());
    }

    /** The first round cannot delete one copy: it goes by itself later, or when it is asked for again, or never. */
    @ParameterizedTest
    @ValueSource(strings = {"by itself", "when asked again", "never"})
    void whatOneRoundCannotDeleteIsNotGivenUp(String goes) {
        AtomicReference<Image> stubborn = new AtomicReference<>();
        AtomicReference<World> world = new AtomicReference<>();
        AtomicReference<Instant> asked = new AtomicReference<>();
        Filter holding = new Filter() {
            @Override
            public boolean removed(Context context, Image image, boolean honest) {
                if (stubborn.compareAndSet(null, image)) {
                    world.set(context.world());
                    asked.set(context.now());
                    if (goes.equals("by itself")) {
                        context.world().later(context.now().plusSeconds(240), any -> any.remove(image.place(), image.id()));
                    }
                }
                boolean held = stubborn.get().id().equals(image.id())
                        && (!goes.equals("when asked again") || context.now().isBefore(asked.get().plusSeconds(240)));
                return honest && !held;
            }
        };
        int usuallyGone = run("ecd", List.of(), FEW).families().get(0).cost().gone();
        RunResult result = run("ecd", List.of(holding), FEW);
        FamilyResult family = result.families().get(0);
        assertThat(red(result)).isEmpty();
        boolean left = goes.equals("never");
        assertThat(world.get().find(stubborn.get().id()).isPresent()).isEqualTo(left);
        assertThat(family.leftovers()).isEqualTo(left ? List.of(stubborn.get().id() + " in " + stubborn.get().place().region()) : List.of());
        assertThat(family.cost().left()).isEqualTo(left ? 1 : 0);
        assertThat(family.cost().gone()).isEqualTo(usuallyGone + (goes.equals("by itself") ? 1 : 0));
        assertThat(result.exitCode()).isEqualTo(left ? RunResult.LEFTOVERS : RunResult.CONFORMANT);
        assertThat(LedgerRecord.read(folder.resolve("ledger.jsonl"))).singleElement().satisfies(record -> assertThat(record.unfinished()).isEqualTo(left));
    }
}
