package org.imagecopy.conformance.target;

import java.time.Duration;
import java.util.OptionalInt;

/**
 * What a run may cost and how long it waits.
 *
 * @param copies            largest number of copies in the worst case; empty: not limited
 * @param requestsPerSecond pace; 0: no limit
 * @param workers           requests under way at the same time, at least 1
 * @param connectTimeout    time to open a connection
 * @param timeout           time for one whole answer
 * @param settlingTime      time within which a copy becomes usable
 * @param patience          time spent waiting for a throttling or unavailable endpoint
 * @param lateEffects       time after the last refusal until nothing is thought to come of it any more
 * @param casesAtOnce       cases whose requests are sent before their copies are awaited, deleted and judged, at least 1
 * @param answerBytes       largest answer that is read, decompressed
 */
public record Limits(OptionalInt copies, int requestsPerSecond, int workers, Duration connectTimeout, Duration timeout,
                     Duration settlingTime, Duration patience, Duration lateEffects, int casesAtOnce, int answerBytes) {
}
