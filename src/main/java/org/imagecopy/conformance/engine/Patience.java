package org.imagecopy.conformance.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;

import org.imagecopy.conformance.exchange.Exchange;
import org.imagecopy.conformance.exchange.Pacer;
import org.imagecopy.conformance.exchange.RetryAfter;

/**
 * How a run waits for a target that is busy. All its requests wait together: when one is told to wait, the others would be told the
 * same. The time spent so is limited; what the target answers meanwhile gives a little of it back. Thread safe.
 */
final class Patience {

    private static final Duration FIRST_WAIT = Duration.ofSeconds(1);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(20);
    private static final Duration SLICE = Duration.ofMillis(500);
    /** What an answer is worth: a target that mostly answers is worth waiting for. */
    private static final Duration PER_ANSWER = Duration.ofMillis(200);

    private final Duration budget;
    private final Time time;
    private final Pacer pacer;
    private final Halt halt;
    private Duration left;
    private Instant until = Instant.MIN;

    /**
     * Full patience.
     *
     * @param budget the longest time that may be spent waiting
     * @param pacer  slowed down whenever the target says that requests come too fast
     * @param halt   once somebody wants the run to end, nobody waits for long
     */
    Patience(Duration budget, Time time, Pacer pacer, Halt halt) {
        this.budget = budget;
        this.left = budget;
        this.time = time;
        this.pacer = pacer;
        this.halt = halt;
    }

    /**
     * Makes everybody wait after this answer; false when patience is used up.
     *
     * @param throttled whether the answer is about the rate of requests, which then falls; an endpoint that is unavailable says nothing
     *                  about it
     */
    boolean holdAfter(Exchange exchange, int attempt, boolean throttled) {
        Duration wait = FIRST_WAIT.multipliedBy(1L << Math.min(attempt, 5));
        wait = wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait;
        Duration asked = RetryAfter.of(exchange.reply().map(r -> r.header("Retry-After")).orElse(""), exchange.at()).orElse(Duration.ZERO);
        wait = asked.compareTo(wait) > 0 ? asked : wait;
        // Clients that were turned away together must not come back together.
        return hold(wait.plusMillis((long) (wait.toMillis() * 0.2 * ThreadLocalRandom.current().nextDouble())), throttled);
    }

    private synchronized boolean hold(Duration wait, boolean throttled) {
        Instant now = time.clock().instant();
        boolean waiting = until.isAfter(now);
        Instant end = now.plus(wait);
        Duration more = Duration.between(waiting ? until : now, end);
        if (more.compareTo(left) > 0) {
            return false;
        }
        if (throttled && !waiting) {
            pacer.slower();
        }
        if (!more.isNegative()) {
            left = left.minus(more);
            until = end;
        }
        return true;
    }

    /** The target did answer. */
    synchronized void answered() {
        pacer.faster();
        Duration more = left.plus(PER_ANSWER);
        left = more.compareTo(budget) > 0 ? budget : more;
    }

    /** Waits until requests may be sent again. */
    void await() {
        waitUntil(this::end);
    }

    /** Makes only the caller wait, at nobody's expense. */
    void awaitAlone(Duration wait) {
        Instant end = time.clock().instant().plus(wait);
        waitUntil(() -> end);
    }

    private void waitUntil(Supplier<Instant> end) {
        Instant began = time.clock().instant();
        for (Instant now = began; now.isBefore(end.get()); now = time.clock().instant()) {
            if (halt.hurried() && now.isAfter(began.plus(SLICE))) {
                return;
            }
            Duration rest = Duration.between(now, end.get());
            time.pause(rest.compareTo(SLICE) < 0 ? rest : SLICE);
        }
    }

    private synchronized Instant end() {
        return until;
    }

    /** Full patience again: what must be cleaned up is worth waiting for. */
    synchronized void renew() {
        left = budget;
    }
}
