package org.imagecopy.conformance.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.imagecopy.conformance.contract.Level;
import org.imagecopy.conformance.emulator.Filter;
import org.imagecopy.conformance.fault.Fault;
import org.imagecopy.conformance.fault.FaultCatalogue;
import org.imagecopy.conformance.result.FamilyResult;
import org.imagecopy.conformance.result.Outcome;
import org.imagecopy.conformance.result.RowResult;

/** Runs that spend few copies: they keep to their budget whatever the endpoint does, and accuse nobody whom a whole run acquits. */
class FrugalTest {

    /** One fault of so many is tried; {@code -Dimagecopy.every=1} tries all of them. */
    private static final int EVERY = Integer.getInteger("imagecopy.every", 60);

    @TempDir
    private Path folder;

    private FamilyResult run(String family, Supplier<List<Filter>> filters, Map<String, String> settings) {
        return EmbeddedRun.of(family, filters.get(), settings, folder).families().get(0);
    }

    private FamilyResult frugally(String family, Supplier<List<Filter>> filters) {
        return run(family, filters, Map.of("frugal", "true"));
    }

    private static List<String> rows(FamilyResult result, Outcome outcome) {
        return result.rows(outcome).stream().map((RowResult r) -> r.row().id()).toList();
    }

    /** What the preflight finds is known before cases are put together in one request. */
    @ParameterizedTest
    @ValueSource(strings = {"V36-sub-account", "V36-other-default-project"})
    void aCaseThatDoesNotApplySpoilsNoOther(String variant) {
        FamilyResult result = frugally("uhost", FaultCatalogue.variant("uhost", variant).orElseThrow().filters());
        assertThat(rows(result, Outcome.REFUTED)).isEmpty();
        assertThat(rows(result, Outcome.UNDECIDED)).isEmpty();
        assertThat(rows(result, Outcome.VERIFIED)).contains("UHOST-PARM-07", "UHOST-TAG-02");
    }

    @ParameterizedTest
    @CsvSource({"ecd,57,59", "uhost,72,72"})
    void eightCopiesDecideMostRows(String family, int decided, int of) {
        FamilyResult result = frugally(family, List::of);
        assertThat(result.cost().created()).isLessThanOrEqualTo(8);
        assertThat(result.cost().left()).isZero();
        assertThat(result.rows().stream().filter(r -> r.row().testable() && r.row().level() == Level.MUST)).hasSize(of);
        assertThat(result.rows(Outcome.VERIFIED).stream().filter(r -> r.row().level() == Level.MUST)).hasSize(decided);
        assertThat(rows(result, Outcome.UNDECIDED)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"ecd,C-AUTH-OFF,ECD-AUTH", "ecd,E-NAME-NOMAX,ECD-NAME-02", "ecd,C-SRCE-ANY,ECD-SRCE", "uhost,C-AUTH-OFF,UHOST-AUTH", "uhost,C-SRCE-ANY,UHOST-SRCE"})
    void anEndpointThatAcceptsTooMuchCannotSpendMoreThanTheBudget(String family, String fault, String row) {
        FamilyResult result = frugally(family, FaultCatalogue.fault(family, fault).orElseThrow().filters());
        assertThat(rows(result, Outcome.REFUTED)).anySatisfy(id -> assertThat(id).startsWith(row));
        assertThat(result.cost().created()).isLessThanOrEqualTo(8);
        assertThat(result.cost().left()).isZero();
    }

    @Test
    void aSmallerBudgetIsKeptAsWell() {
        FamilyResult result = run("ecd", List::of, Map.of("frugal", "true", "limits.copies", "4"));
        assertThat(result.cost().created()).isEqualTo(4);
        assertThat(rows(result, Outcome.REFUTED)).isEmpty();
    }

    @Test
    void nothingIsRefutedFrugallyThatAWholeRunVerifies() {
        List<String> contradictions = new ArrayList<>();
        int refuted = 0;
        for (String family : List.of("ecd", "uhost")) {
            List<Fault> faults = FaultCatalogue.faults(family);
            for (int i = 0; i < faults.size(); i += EVERY) {
                Fault fault = faults.get(i);
                FamilyResult few = frugally(family, fault.filters());
                Set<String> accused = new TreeSet<>(rows(few, Outcome.REFUTED));
                refuted += accused.isEmpty() ? 0 : 1;
                if (!accused.isEmpty()) {
                    FamilyResult whole = run(family, fault.filters(), Map.of());
                    accused.removeAll(rows(whole, Outcome.REFUTED));
                    accused.forEach(row -> contradictions.add(family + " " + fault.id() + ": " + row));
                }
                assertThat(few.cost().left()).as(fault.id()).isZero();
            }
        }
        assertThat(contradictions).isEmpty();
        assertThat(refuted).isPositive();
    }
}
