package org.imagecopy.conformance.selftest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import org.imagecopy.conformance.check.Check;
import org.imagecopy.conformance.engine.Engine;
import org.imagecopy.conformance.fault.Fault;
import org.imagecopy.conformance.fault.FaultCatalogue;

/** The suite proves itself: the gate of the build. {@code ./conformance selftest} shows the same with all details. */
class KillMatrixTest {

    private static final List<String> FAMILIES = List.of("ecd", "uhost");
    private static final int THREADS = Runtime.getRuntime().availableProcessors();
    private static final int PAIRS = 100;
    private static final long SEED = 20_260_105;

    private static Trials trials;
    private static List<Line> faults;

    @BeforeAll
    static void tryEveryFault() {
        trials = new Trials(new Laboratory(new Engine(FAMILIES)), Touched.known(), false);
        List<Callable<Line>> runs = new ArrayList<>();
        FAMILIES.forEach(family -> FaultCatalogue.faults(family).forEach(fault -> runs.add(() -> trials.fault(fault, Set.of()))));
        faults = KillMatrix.run(runs, THREADS, line -> { });
    }

    private static void assertGood(List<Line> lines) {
        assertThat(lines.stream().filter(line -> !line.good()).map(Line::inWords).toList()).isEmpty();
    }

    @Test
    void everyFaultIsSeenFirstInTheRowThatItBreaks() {
        assertThat(faults).hasSizeGreaterThan(340);
        assertGood(faults);
    }

    @Test
    void noConformantVariantIsAccused() {
        List<Callable<Line>> runs = new ArrayList<>();
        FAMILIES.forEach(family -> FaultCatalogue.variants(family).forEach(variant -> runs.add(() -> trials.variant(variant))));
        List<Line> lines = KillMatrix.run(runs, THREADS, line -> { });
        assertThat(lines).hasSizeGreaterThan(80);
        assertGood(lines);
    }

    @Test
    void noEndpointWithoutSenseIsBelieved() {
        List<Callable<Line>> runs = new ArrayList<>();
        FAMILIES.forEach(family -> Trivial.of(family).forEach(trivial -> runs.add(() -> trials.trivial(family, trivial))));
        List<Line> lines = KillMatrix.run(runs, THREADS, line -> { });
        assertThat(lines).hasSizeGreaterThan(40);
        assertGood(lines);
    }

    @Test
    void ofTwoFaultsNoneHidesTheOther() {
        List<Callable<Line>> runs = new ArrayList<>();
        for (String family : FAMILIES) {
            for (List<Fault> pair : Trials.pairs(family, faults, PAIRS, SEED)) {
                runs.add(() -> trials.pair(pair.get(0), pair.get(1)));
            }
        }
        assertGood(KillMatrix.run(runs, THREADS, line -> { }));
    }

    @Test
    void noCheckIsDecoration() {
        Map<Check, Fault> needs = Trials.needs(faults);
        assertThat(Arrays.stream(Check.values()).filter(c -> c != Check.RECORDED)).allSatisfy(check -> assertThat(needs).as("a fault that only this check sees").containsKey(check));
        List<Callable<Line>> runs = new ArrayList<>();
        needs.forEach((check, fault) -> runs.add(() -> trials.check(check, fault)));
        assertGood(KillMatrix.run(runs, THREADS, line -> { }));
    }
}
