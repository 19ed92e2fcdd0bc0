package org.imagecopy.conformance.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import org.imagecopy.conformance.check.Check;
import org.imagecopy.conformance.engine.Engine;
import org.imagecopy.conformance.fault.Fault;
import org.imagecopy.conformance.fault.FaultCatalogue;
import org.imagecopy.conformance.fault.Variant;

/** A fair sample of the self test; the whole of it is {@code ./conformance selftest}. */
class SelfTestTest {

    /** Faults that the suite does not see yet; see the notes of the catalogue. */
    private static final Set<String> KNOWN_SURVIVORS = Set.of("uhost C-COPY-NAME-CUT", "uhost C-COPY-DESC-CUT", "uhost C-ERRS-500", "ecd E-STAT-CANCEL",
            "ecd C-RATE-HANG", "uhost C-RATE-HANG");
    private static final int EVERY = 12;

    private static SelfTest selfTest;

    @BeforeAll
    static void rehearse() {
        selfTest = new SelfTest(new Engine(List.of("ecd", "uhost")));
    }

    @Test
    void seededFaultsAreSeenWhereTheyAre() {
        List<Callable<SelfTest.Line>> runs = new ArrayList<>();
        for (String family : List.of("ecd", "uhost")) {
            List<Fault> faults = FaultCatalogue.faults(family);
            for (int i = 0; i < faults.size(); i += EVERY) {
                Fault fault = faults.get(i);
                if (!KNOWN_SURVIVORS.contains(family + " " + fault.id())) {
                    runs.add(() -> selfTest.fault(fault, EnumSet.noneOf(Check.class)));
                }
            }
        }
        assertThat(SelfTest.all(runs, 2, line -> { })).hasSizeGreaterThan(20)
                .allSatisfy(line -> assertThat(line.passed()).as(line.inWords()).isTrue());
    }

    @Test
    void conformantVariantsAreNotAccused() {
        List<Callable<SelfTest.Line>> runs = new ArrayList<>();
        for (String family : List.of("ecd", "uhost")) {
            List<Variant> variants = FaultCatalogue.variants(family);
            for (int i = 0; i < variants.size(); i += 6) {
                Variant variant = variants.get(i);
                runs.add(() -> selfTest.variant(variant));
            }
        }
        assertThat(SelfTest.all(runs, 2, line -> { })).hasSizeGreaterThan(10)
                .allSatisfy(line -> assertThat(line.refuted()).as(line.inWords()).isEmpty());
    }

    @Test
    void aDisabledCheckLetsItsFaultSurvive() {
        Fault fault = FaultCatalogue.fault("ecd", "C-COPY-NAME-CUT").orElseThrow();
        assertThat(selfTest.fault(fault, EnumSet.of(Check.COPY_CARRIES)).passed()).isFalse();
        assertThat(selfTest.fault(fault, EnumSet.noneOf(Check.class)).passed()).isTrue();
    }
}
