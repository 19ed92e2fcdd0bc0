package org.imagecopy.conformance.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;

import org.imagecopy.conformance.contract.Case;
import org.imagecopy.conformance.contract.CaseIndex;
import org.junit.jupiter.api.Test;

class FeaturesTest {

    private static final List<String> FAMILIES = List.of("ecd", "uhost");

    @Test
    void partByPartAsManyScenesAreRehearsedInReadingOrder() {
        List<String> reading = CaseIndex.of(FAMILIES).cases().stream().map(Case::address).toList();
        assertThat(rehearsed(new Features())).isEqualTo(reading).hasSizeGreaterThan(600).doesNotHaveDuplicates();
        assertThat(rehearsed(new Features(3))).isEqualTo(reading);
    }

    /** Cucumber's own sequence of ids can be begun so often only. */
    @Test
    void aProcessMayRunMorePartsThanCucumberHasSequencesOfIds() {
        List<String> small = List.of("uhost/65-refusals.feature");
        for (int part = 0; part < 260; part++) {
            List<String> addresses = new ArrayList<>();
            new Features().rehearse(small, scene -> addresses.add(scene.scenario().address()));
            assertThat(addresses).isNotEmpty();
        }
    }

    private static List<String> rehearsed(Features features) {
        List<String> addresses = new ArrayList<>();
        features.rehearse(FAMILIES.stream().flatMap(family -> CaseIndex.features(family).stream()).toList(), scene -> addresses.add(scene.scenario().address()));
        return addresses;
    }
}
