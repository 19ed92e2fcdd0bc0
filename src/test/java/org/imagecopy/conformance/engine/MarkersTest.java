package org.imagecopy.conformance.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

/** Images are attributed by markers that stand somewhere in their texts. */
class MarkersTest {

    private static final int HUNDREDFOLD = 61_000;

    @Test
    void markersOfAUsualRunHaveThreeLetters() {
        assertThat(List.of(Markers.word(0), Markers.word(1), Markers.word(26), Markers.word(676), Markers.word(16_899))).containsExactly("aaa", "aab", "aba", "baa", "yzz");
    }

    @Test
    void noMarkerBeginsWithAnother() {
        List<String> sorted = IntStream.range(0, HUNDREDFOLD).mapToObj(Markers::word).sorted().toList();
        for (int i = 1; i < sorted.size(); i++) {
            // Sorted, a word stands right before one that begins with it, if there is any.
            assertThat(sorted.get(i)).doesNotStartWith(sorted.get(i - 1));
        }
    }

    @Test
    void longMarkersAreStillShort() {
        assertThat(Markers.word(HUNDREDFOLD)).matches("[a-z]{5}");
        assertThat(Markers.word(Integer.MAX_VALUE)).matches("[a-z]{1,12}");
    }

    /** Endpoints change letter case, cut names off and put texts of their own around them. */
    @Test
    void theNumberOfAMarkerIsFoundInAnyText() {
        for (int number : new int[] {0, 1, 675, 16_899, 16_900, 16_901, HUNDREDFOLD, 10_000_000}) {
            Markers markers = new Markers("Icc", "abcde", number);
            String marker = markers.next();
            assertThat(markers.number()).isEqualTo(number + 1);
            for (String text : List.of(marker, "Conformance" + marker, marker.toUpperCase(Locale.ROOT), marker + "zzz-2", "Iccabcde1 " + marker, "iccabc " + marker + marker)) {
                assertThat(markers.in(text)).as("%s in %s", number, text).hasValue(number);
            }
            assertThat(new Markers("Icc", "abcdf", 0).in(marker)).as("another run").isEmpty();
            assertThat(markers.in(marker.substring(0, marker.length() - 1))).as("cut off").isEmpty();
        }
        assertThat(new Markers("Icc", "abcde", 0).in("")).isEmpty();
        assertThat(new Markers("Icc", "abcde", 0).in("Iccabcdezzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz")).isEmpty();
    }
}
