package org.imagecopy.conformance.selftest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
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

/** A fair sample of the self test as the gate of the build; {@code ./conformance selftest} tries everything. */
class KillMatrixTest {

    private static final List<String> FAMILIES = List.of("ecd", "uhost");
    private static final int THREADS = Runtime.getRuntime().availableProcessors();
    private static final int EVERY_FAULT = 9;
    private static final int EVERY_VARIANT = 6;
    private static final int EVERY_TRIVIAL = 4;

    private static final Set<String> PASSING_TROUBLE = Set.of("V52-throttling", "V55-transient-503", "V56-status-429", "V56-throttled-burst");

    private static Trials trials;

    @BeforeAll
    static void rehearse() {
        trials = new Trials(new Laboratory(new Engine(FAMILIES)), Touched.known(), false);
    }

    private static <T> List<T> sample(List<T> all, int every) {
        List<T> some = new ArrayList<>();
        for (int i = 0; i < all.size(); i += every) {
            some.add(all.get(i));
        }
        return some;
    }

    private static void assertGood(List<Callable<Line>> runs, int least) {
        List<Line> lines = KillMatrix.run(runs, THREADS, line -> { });
        assertThat(lines).hasSizeGreaterThan(least);
        assertThat(lines.stream().filter(line -> !line.good()).map(Line::inWords).toList()).isEmpty();
    }

    @Test
    void faultsAreSeenFirstInTheRowThatTheyBreak() {
        List<Callable<Line>> runs = new ArrayList<>();
        FAMILIES.forEach(family -> sample(FaultCatalogue.faults(family), EVERY_FAULT).forEach((Fault fault) -> runs.add(() -> trials.fault(fault, Set.of()))));
        assertGood(runs, 35);
    }

    @Test
    void conformantVariantsAreNotAccused() {
        List<Callable<Line>> runs = new ArrayList<>();
        FAMILIES.forEach(family -> sample(FaultCatalogue.variants(family), EVERY_VARIANT).forEach((Variant variant) -> runs.add(() -> trials.variant(variant))));
        assertGood(runs, 15);
    }

    /** Their requests come in another order each time, so that one run shows little; each run costs two seconds. */
    @Test
    void passingTroubleIsBorne() {
        List<Callable<Line>> runs = new ArrayList<>();
        FAMILIES.forEach(family -> FaultCatalogue.variants(family).stream().filter(variant -> PASSING_TROUBLE.contains(variant.id()))
                .forEach(variant -> runs.addAll(Collections.nCopies(3, () -> trials.variant(variant)))));
        assertGood(runs, 23);
    }

    @Test
    void endpointsWithoutSenseAreNotBelieved() {
        List<Callable<Line>> runs = new ArrayList<>();
        FAMILIES.forEach(family -> sample(Trivial.of(family), EVERY_TRIVIAL).forEach(trivial -> runs.add(() -> trials.trivial(family, trivial))));
        assertGood(runs, 8);
    }

    @Test
    void ofTwoFaultsNoneHidesTheOther() {
        assertGood(List.of(() -> trials.pair(fault("ecd", "E-NAME-MAX129"), fault("ecd", "C-COPY-NAME-CUT")),
                () -> trials.pair(fault("ecd", "C-AUTH-OFF"), fault("ecd", "E-REGN-SAME")), () -> trials.pair(fault("uhost", "U-BAT-NAME1"), fault("uhost", "U-BAT-PAIR")),
                () -> trials.pair(fault("uhost", "C-SRCE-MOVED"), fault("uhost", "U-MSG-NUMBER"))), 3);
    }

    @Test
    void withoutACheckItsFaultSurvives() {
        assertGood(List.of(() -> trials.check(Check.COPY_CARRIES, fault("ecd", "C-COPY-NAME-CUT")), () -> trials.check(Check.REFUSED, fault("ecd", "E-NAME-MAX129")),
                () -> trials.check(Check.ALIKE, fault("uhost", "C-PARM-LAXGET")), () -> trials.check(Check.SOURCE_UNCHANGED, fault("uhost", "C-SRCE-MOVED"))), 3);
    }

    private static Fault fault(String family, String id) {
        return FaultCatalogue.fault(family, id).orElseThrow();
    }
}
