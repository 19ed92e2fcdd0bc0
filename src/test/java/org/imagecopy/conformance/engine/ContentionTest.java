package org.imagecopy.conformance.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.imagecopy.conformance.check.Check;
import org.imagecopy.conformance.emulator.Context;
import org.imagecopy.conformance.emulator.Filter;
import org.imagecopy.conformance.emulator.Refusal;
import org.imagecopy.conformance.emulator.Rule;
import org.imagecopy.conformance.emulator.State;
import org.imagecopy.conformance.fault.FaultCatalogue;
import org.imagecopy.conformance.result.FamilyResult;
import org.imagecopy.conformance.result.Outcome;
import org.imagecopy.conformance.result.RunResult;

/** An endpoint that refuses a copy while another one is under way is not accused, and nothing hides behind that. */
class ContentionTest {

    private static final String HABIT = "refuses a copy while another one is under way";

    @TempDir
    private Path folder;

    private RunResult run(String family, List<Filter> filters, Map<String, String> settings) {
        return EmbeddedRun.of(family, filters, settings, folder);
    }

    private static List<Filter> oneAtATime(String family) {
        return FaultCatalogue.variants(family).stream().filter(variant -> variant.id().equals("V67-one-copy-at-a-time")).findFirst().orElseThrow().filters().get();
    }

    private static List<Filter> with(List<Filter> filters, String family, String fault) {
        return Stream.concat(filters.stream(), FaultCatalogue.fault(family, fault).orElseThrow().filters().get().stream()).toList();
    }

    private static List<String> rows(RunResult result, Outcome outcome) {
        return result.families().get(0).rows(outcome).stream().map(row -> row.row().id()).toList();
    }

    private static void assertConformantOneAfterAnother(RunResult result) {
        assertThat(rows(result, Outcome.REFUTED)).isEmpty();
        assertThat(rows(result, Outcome.UNDECIDED)).isEmpty();
        assertThat(result.exitCode()).isZero();
        assertThat(result.families().get(0).notes()).anySatisfy(note -> assertThat(note).contains(HABIT));
    }

    @ParameterizedTest
    @CsvSource({"ecd,1", "ecd,32", "uhost,8"})
    void itIsNotAccusedWithAnyNumberOfWorkers(String family, String workers) {
        assertConformantOneAfterAnother(run(family, oneAtATime(family), Map.of("limits.workers", workers)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ecd", "uhost"})
    void norWhenFewCopiesAreSpent(String family) {
        RunResult result = run(family, oneAtATime(family), Map.of("frugal", "true"));
        assertThat(rows(result, Outcome.REFUTED)).isEmpty();
        assertThat(result.families().get(0).cost().created()).isLessThanOrEqualTo(8);
    }

    /** Its refusals have the code of bad parameters: one that stood for another copy would look like one of a name that is too long. */
    @ParameterizedTest
    @CsvSource({"ecd,E-NAME-MAX129,ECD-NAME-02", "ecd,E-NAME-LACK-COLON,ECD-NAME-05", "ecd,C-COPY-NONE,ECD-COPY-01", "uhost,C-AUTH-SUFFIX,UHOST-AUTH-06",
        "uhost,U-RET-ZERO,UHOST-ERRS-01"})
    void aFaultShowsAllTheSame(String family, String fault, String row) {
        RunResult result = run(family, with(oneAtATime(family), family, fault), Map.of());
        assertThat(rows(result, Outcome.REFUTED)).contains(row);
        assertThat(result.families().get(0).cost().left()).isZero();
    }

    /** Then no other request shows it but the last one of the run. */
    @ParameterizedTest
    @CsvSource({"ecd,ECD-STAT-03", "uhost,UHOST-STAT-03", "uhost,UHOST-AUTH-04"})
    void aSingleRowIsNotAccusedEither(String family, String row) {
        RunResult result = EmbeddedRun.of(family, oneAtATime(family), Map.of(),
                new Engine.Settings(Selection.of(List.of(row), ""), false, 7, folder, Progress.NONE, EnumSet.noneOf(Check.class), new Halt()));
        assertThat(rows(result, Outcome.VERIFIED)).containsExactly(row);
        assertThat(result.families().get(0).cost().left()).isZero();
    }

    /** One way, one control: all refusals were sent before anything that had to be accepted was refused. */
    @Test
    void aRefusalThatWasTakenForAnotherIsAskedForAgain() {
        Map<String, String> settings = Map.of("frugal", "true", "capabilities.transports", "RPC POST query");
        RunResult result = run("ecd", with(oneAtATime("ecd"), "ecd", "E-NAME-MAX129"), settings);
        assertThat(rows(result, Outcome.VERIFIED)).doesNotContain("ECD-NAME-02");
        assertThat(rows(run("ecd", oneAtATime("ecd"), settings), Outcome.REFUTED)).isEmpty();
    }

    /** Copies take two seconds, and their images count as busy for two more. */
    @Test
    void aMomentOfGraceIsGranted() {
        Filter quickly = oneAtATime("ecd").get(0);
        assertConformantOneAfterAnother(run("ecd", List.of(quickly, refusing(context -> context.world().images().stream()
                .anyMatch(image -> image.copyOf().isPresent() && context.now().isBefore(image.created().plusSeconds(4))))), Map.of("limits.settling-time", "2h")));
    }

    /** Clouds let a few copies of an account be under way, and each of them another number. */
    @ParameterizedTest
    @CsvSource({"ecd,2,32", "ecd,3,1", "uhost,2,4", "uhost,5,32", "ecd,16,8"})
    void someCopiesAtATimeAreAHabitAsWell(String family, int limit, String workers) {
        RunResult result = run(family, List.of(refusing(context -> underWay(context) >= limit)), Map.of("limits.workers", workers, "limits.settling-time", "2h"));
        assertThat(rows(result, Outcome.REFUTED)).isEmpty();
        assertThat(rows(result, Outcome.UNDECIDED)).isEmpty();
        assertThat(result.exitCode()).isZero();
        assertThat(result.families().get(0).notes()).anySatisfy(note -> assertThat(note).contains("refuses a copy while " + limit + " others are under way"));
        assertThat(result.families().get(0).cost().left()).isZero();
    }

    private static long underWay(Context context) {
        return context.world().images().stream().filter(image -> image.copyOf().isPresent() && image.state(context.now()) == State.COPYING).count();
    }

    @ParameterizedTest
    @CsvSource({"ecd,E-NAME-MAX129,ECD-NAME-02", "uhost,C-AUTH-SUFFIX,UHOST-AUTH-06"})
    void aFaultShowsBesideThatHabit(String family, String fault, String row) {
        RunResult result = run(family, with(List.of(refusing(context -> underWay(context) >= 3)), family, fault), Map.of("limits.settling-time", "2h"));
        assertThat(rows(result, Outcome.REFUTED)).containsExactly(row);
        assertThat(result.families().get(0).cost().left()).isZero();
    }

    /** It looks at what is under way before it looks at the nonce, and remembers only those that it looked at. */
    @ParameterizedTest
    @ValueSource(ints = {2, 3})
    void aRefusedRequestMayLeaveItsNonceUnused(int limit) {
        RunResult result = run("ecd", List.of(refusing(context -> underWay(context) >= limit, "SignatureNonce.unused")), Map.of("limits.settling-time", "2h"));
        assertThat(rows(result, Outcome.REFUTED)).isEmpty();
        assertThat(rows(result, Outcome.VERIFIED)).contains("ECD-AUTH-14");
        assertThat(result.exitCode()).isZero();
        assertThat(result.families().get(0).notes()).anySatisfy(note -> assertThat(note).contains("refuses a copy while"));
    }

    private static Filter refusing(Predicate<Context> when) {
        return refusing(when, "");
    }

    /** @param before the rule that this one is looked at before; empty when it is the last one */
    private static Filter refusing(Predicate<Context> when, String before) {
        return new Filter() {
            @Override
            public List<Rule> rules(Context context, List<Rule> honest) {
                if (!context.isCopy()) {
                    return honest;
                }
                List<Rule> rules = new ArrayList<>(honest);
                int place = before.isEmpty() ? rules.size() : rules.stream().map(Rule::name).toList().indexOf(before);
                rules.add(place, new Rule("Image.idle", Rule.Kind.RESOURCE, any -> when.test(any)
                        ? Optional.of(new Refusal("Image.idle", Rule.Kind.RESOURCE, 403, "OperationDenied.ImageCopying", "no")) : Optional.empty()));
                return rules;
            }
        };
    }

    /** Alone it may be accepted by chance; beside another one it is then accepted as well, or refused alone the next time. */
    @ParameterizedTest
    @ValueSource(ints = {2, 3, 5})
    void whoeverRefusesNowAndThenIsNotExcused(int every) {
        AtomicInteger count = new AtomicInteger();
        RunResult result = run("ecd", List.of(refusing(context -> count.incrementAndGet() % every == 0)), Map.of());
        assertThat(result.exitCode()).isEqualTo(RunResult.REFUTED);
        assertThat(result.families().get(0).notes()).noneMatch(note -> note.contains(HABIT));
    }

    @Test
    void whoeverCopiesAnImageOnlyOnceIsNotExcused() {
        AtomicInteger count = new AtomicInteger();
        RunResult result = run("ecd", List.of(refusing(context -> count.incrementAndGet() > 1)), Map.of());
        assertThat(result.exitCode()).isEqualTo(RunResult.REFUTED);
        assertThat(result.families().get(0).notes()).noneMatch(note -> note.contains(HABIT));
    }

    @Test
    void whatThereIsNoTimeForIsUndecidedAndNothingIsLeft() {
        RunResult result = run("ecd", oneAtATime("ecd"), Map.of("limits.settling-time", "20s", "limits.patience", "10s"));
        FamilyResult family = result.families().get(0);
        assertThat(rows(result, Outcome.REFUTED)).isEmpty();
        assertThat(rows(result, Outcome.VERIFIED)).contains("ECD-PARM-10");
        assertThat(family.rows(Outcome.UNDECIDED)).isNotEmpty().allSatisfy(row -> assertThat(row.reason()).contains("limits.settling-time"));
        assertThat(result.exitCode()).isEqualTo(RunResult.UNDECIDED);
        assertThat(family.cost().left()).isZero();
        assertThat(family.cost().requests()).as("nobody looks once more for each request that is not sent").isLessThan(1_500);
    }

    /** It would be asked hundreds of times, each time more slowly. */
    @ParameterizedTest
    @ValueSource(strings = {"ecd", "uhost"})
    void whoeverTurnsEveryValidRequestAwayIsNotAskedForLong(String family) {
        Refusal busy = family.equals("ecd") ? new Refusal("Requests.rate", Rule.Kind.PROTOCOL, 400, "Throttling.User", "no")
                : new Refusal("Requests.rate", Rule.Kind.PROTOCOL, 200, "153", "no");
        RunResult result = run(family, List.of(new Filter() {
            @Override
            public List<Rule> rules(Context context, List<Rule> honest) {
                return context.isCopy() ? Stream.concat(honest.stream(), Stream.of(new Rule(busy.rule(), busy.kind(), any -> Optional.of(busy)))).toList() : honest;
            }
        }), Map.of());
        assertThat(result.exitCode()).isEqualTo(RunResult.UNDECIDED);
        assertThat(result.families().get(0).notes()).anySatisfy(note -> assertThat(note).contains("every valid copy request was turned away"));
        assertThat(result.families().get(0).cost().requests()).isLessThan(200);
    }
}
