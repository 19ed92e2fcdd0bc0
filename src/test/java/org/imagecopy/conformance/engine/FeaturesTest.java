package org.imagecopy.conformance.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import org.junit.jupiter.api.Test;

class FeaturesTest {

    private static final List<String> FAMILIES = List.of("ecd", "uhost");

    @Test
    void partByPartAsManyScenesAreRehearsedInTheSameOrder() {
        List<String> whole = addresses(new Features(FAMILIES));
        assertThat(addresses(new Features(FAMILIES, 3))).isEqualTo(whole).hasSizeGreaterThan(600).doesNotHaveDuplicates();
    }

    private static List<String> addresses(Features features) {
        return features.rehearse().stream().map(scene -> scene.scenario().address()).toList();
    }
}
