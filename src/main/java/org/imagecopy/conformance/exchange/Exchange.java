package org.imagecopy.conformance.exchange;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * One request and what came of it: a reply or a failure, never both.
 *
 * @param number  position in the run, from 1
 * @param purpose address of the case, or what the engine wanted to know
 * @param request what was sent
 * @param reply   what came back; empty after a failure
 * @param failure why nothing came back; empty after a reply
 * @param at      when it was sent
 * @param took    time until the answer was complete
 */
public record Exchange(int number, String purpose, Request request, Optional<Reply> reply, Optional<Failure> failure,
                       Instant at, Duration took) {
}
