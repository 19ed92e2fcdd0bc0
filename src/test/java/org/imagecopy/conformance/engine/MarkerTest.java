package org.imagecopy.conformance.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

/** Images are attributed by markers that stand somewhere in their texts. */
class MarkerTest {

    private static final int HUNDREDFOLD = 61_000;

    @Test
    void markersOfAUsualRunHaveThreeLetters() {
        assertThat(List.of(Plan.word(0), Plan.word(1), Plan.word(26), Plan.word(676), Plan.word(16_899))).containsExactly("aaa", "aab", "aba", "baa", "yzz");
    }

    @Test
    void noMarkerBeginsWithAnother() {
        List<String> sorted = IntStream.range(0, HUNDREDFOLD).mapToObj(Plan::word).sorted().toList();
        for (int i = 1; i < sorted.size(); i++) {
            // Sorted, a word stands right before one that begins with it, if there is any.
            assertThat(sorted.get(i)).doesNotStartWith(sorted.get(i - 1));
        }
    }

    @Test
    void longMarkersAreStillShort() {
        assertThat(Plan.word(HUNDREDFOLD)).matches("[a-z]{5}");
        assertThat(Plan.word(Integer.MAX_VALUE)).matches("[a-z]{1,12}");
    }
}
