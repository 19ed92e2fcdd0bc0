package org.imagecopy.conformance.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import org.imagecopy.conformance.contract.Case;
import org.imagecopy.conformance.contract.CaseIndex;
import org.imagecopy.conformance.steps.Scene;
import org.junit.jupiter.api.Test;

class FeaturesTest {

    private static final List<String> FAMILIES = List.of("ecd", "uhost");

    @Test
    void partByPartAsManyScenesAreRehearsedInReadingOrder() {
        CaseIndex index = CaseIndex.of(FAMILIES);
        List<String> reading = index.cases().stream().map(Case::address).toList();
        assertThat(addresses(new Features(index).rehearse())).isEqualTo(reading).hasSizeGreaterThan(600).doesNotHaveDuplicates();
        assertThat(addresses(new Features(index, 3).rehearse())).isEqualTo(reading);
    }

    private static List<String> addresses(List<Scene> scenes) {
        return scenes.stream().map(scene -> scene.scenario().address()).toList();
    }
}
