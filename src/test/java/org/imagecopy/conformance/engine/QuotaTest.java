package org.imagecopy.conformance.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.imagecopy.conformance.emulator.Context;
import org.imagecopy.conformance.emulator.Filter;
import org.imagecopy.conformance.emulator.Refusal;
import org.imagecopy.conformance.emulator.Rule;
import org.imagecopy.conformance.fault.FaultCatalogue;
import org.imagecopy.conformance.result.FamilyResult;
import org.imagecopy.conformance.result.Outcome;
import org.imagecopy.conformance.result.RunResult;

/** Accounts that may have few images, as real ones do: what must be refused is decided all the same, and nobody is accused. */
class QuotaTest {

    static final int MOST = 24;

    @TempDir
    private Path folder;

    private RunResult run(String family, List<Filter> filters, Map<String, String> settings) {
        return EmbeddedRun.of(family, filters, settings, folder);
    }

    static final class Quota implements Filter {
        private final AtomicInteger turnedAway = new AtomicInteger();
        private final String code;

        Quota() {
            this("QuotaExceed.Image");
        }

        /** @param code what copies of ecd are refused under */
        Quota(String code) {
            this.code = code;
        }

        @Override
        public List<Rule> rules(Context context, List<Rule> honest) {
            if (!context.isCopy()) {
                return honest;
            }
            List<Rule> rules = new ArrayList<>(honest);
            rules.add(new Rule("Quota.left", Rule.Kind.RESOURCE, any -> any.world().images().stream().filter(image -> image.copyOf().isPresent()).count() < MOST
                    ? Optional.empty() : Optional.of(refusal(any))));
            return rules;
        }

        private Refusal refusal(Context context) {
            turnedAway.incrementAndGet();
            return context.call().value("Action").equals("CopyImage") ? new Refusal("Quota.left", Rule.Kind.RESOURCE, 403, code, "no more images")
                    : new Refusal("Quota.left", Rule.Kind.RESOURCE, 200, "8095", "no more images");
        }
    }

    private static List<String> rows(RunResult result, Outcome outcome) {
        return result.families().get(0).rows(outcome).stream().map(row -> row.row().id()).toList();
    }

    @ParameterizedTest
    @CsvSource({"ecd,ECD-AUTH-04,ECD-PARM-10", "uhost,UHOST-AUTH-04,UHOST-SRCE-02"})
    void refusalsAreDecidedAndNobodyIsAccused(String family, String signature, String parameter) {
        Quota quota = new Quota();
        RunResult result = run(family, List.of(quota), Map.of());
        FamilyResult of = result.families().get(0);
        assertThat(rows(result, Outcome.REFUTED)).isEmpty();
        assertThat(rows(result, Outcome.VERIFIED)).contains(signature, parameter);
        assertThat(of.rows(Outcome.UNDECIDED)).isNotEmpty().allSatisfy(row -> assertThat(row.reason()).contains("quota is used up"));
        assertThat(result.exitCode()).isEqualTo(RunResult.UNDECIDED);
        assertThat(of.notes()).anySatisfy(note -> assertThat(note).contains("quota of the account was used up"));
        assertThat(of.cost().created()).isBetween(MOST, MOST + 12);
        // One that is cancelled goes away without being deleted.
        assertThat(of.cost().deleted()).isBetween(of.cost().created() - 1, of.cost().created());
        assertThat(of.cost().left()).isZero();
        assertThat(quota.turnedAway.get()).as("each is turned away once").isLessThan(of.cost().requests() / 2);
    }

    /** No page lists the codes of quotas. */
    @ParameterizedTest
    @ValueSource(strings = {"LimitExceed.Image", "ImageQuotaFull"})
    void nobodyIsAccusedUnderAnotherCode(String code) {
        RunResult result = run("ecd", List.of(new Quota(code)), Map.of());
        assertThat(rows(result, Outcome.REFUTED)).isEmpty();
        assertThat(result.families().get(0).notes()).anySatisfy(note -> assertThat(note).contains("quota of the account was used up"));
    }

    @ParameterizedTest
    @CsvSource({"ecd,C-COPY-ERRLATE", "ecd,C-COPY-VANISH", "uhost,C-AUTH-OFF"})
    void faultsShowAllTheSame(String family, String fault) {
        List<Filter> filters = Stream.concat(FaultCatalogue.fault(family, fault).orElseThrow().filters().get().stream(), Stream.of(new Quota())).toList();
        RunResult result = run(family, filters, Map.of());
        assertThat(result.exitCode()).isEqualTo(RunResult.REFUTED);
        assertThat(result.families().get(0).cost().left()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ecd", "uhost"})
    void aFrugalRunFitsIn(String family) {
        assertThat(run(family, List.of(new Quota()), Map.of("frugal", "true")).exitCode()).isZero();
    }

    /** Each of them cleans up behind itself. */
    @ParameterizedTest
    @CsvSource({"ecd,12", "uhost,4"})
    void roundsOfFewCasesFitIn(String family, String cases) {
        assertThat(run(family, List.of(new Quota()), Map.of("limits.cases-at-once", cases)).exitCode()).isZero();
    }

    /** It would be sent until nothing is left to wait for. */
    @Test
    void withoutRoomForTheFirstNothingIsDecided() {
        RunResult result = run("ecd", List.of(new Filter() {
            @Override
            public List<Rule> rules(Context context, List<Rule> honest) {
                return !context.isCopy() ? honest : Stream.concat(honest.stream(), Stream.of(new Rule("Quota.left", Rule.Kind.RESOURCE,
                        any -> Optional.of(new Refusal("Quota.left", Rule.Kind.RESOURCE, 403, "QuotaExceed.Image", "no more images"))))).toList();
            }
        }), Map.of());
        assertThat(rows(result, Outcome.REFUTED)).isEmpty();
        assertThat(result.exitCode()).isEqualTo(RunResult.UNDECIDED);
        assertThat(result.families().get(0).cost().created()).isZero();
    }
}
