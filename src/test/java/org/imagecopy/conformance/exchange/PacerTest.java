package org.imagecopy.conformance.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.LongPredicate;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The pace against endpoints that turn requests away, on a clock of their own. */
class PacerTest {

    private static final long SECOND = 1_000_000_000L;

    /** Sends requests one after another and waits a second after each that was turned away. */
    private static int turnedAway(Pacer pacer, int requests, LongPredicate answers) {
        int away = 0;
        long now = 0;
        for (int i = 0; i < requests; i++) {
            now += pacer.between();
            if (answers.test(now)) {
                pacer.faster();
            } else {
                away++;
                pacer.slower();
                now += SECOND;
            }
        }
        return away;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 6, 20})
    void aRateLimitIsMetAndMostRequestsAreAnswered(int perSecond) {
        long[] filled = {0, perSecond * SECOND};
        int away = turnedAway(new Pacer(0, true), 1000, now -> {
            filled[1] = Math.min(perSecond * SECOND, filled[1] + (now - filled[0]) * perSecond);
            filled[0] = now;
            if (filled[1] < SECOND) {
                return false;
            }
            filled[1] -= SECOND;
            return true;
        });
        assertThat(away).isBetween(1, 100);
    }

    @Test
    void anEndpointThatTurnsAwayEveryNinthWhateverTheRateIsNotCrawledAlong() {
        int[] count = {0};
        Pacer pacer = new Pacer(0, true);
        turnedAway(pacer, 1000, now -> ++count[0] % 9 != 0);
        assertThat(pacer.between()).isLessThanOrEqualTo(200_000_000L);
    }

    @Test
    void thePaceThatWasAskedForIsNeverExceeded() {
        Pacer pacer = new Pacer(4, true);
        for (int i = 0; i < 100; i++) {
            pacer.faster();
        }
        assertThat(pacer.between()).isEqualTo(SECOND / 4);
    }
}
