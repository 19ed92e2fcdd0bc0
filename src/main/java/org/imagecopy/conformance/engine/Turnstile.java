package org.imagecopy.conformance.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

import org.imagecopy.conformance.check.Act;
import org.imagecopy.conformance.exchange.Answer;

/**
 * Lets one request that could copy through at a time, and only when not too many earlier copies are under way: for an endpoint that would
 * refuse it for that alone. Waiting is limited. Thread safe.
 */
final class Turnstile {

    /** An image may count as busy for a moment after its copy is usable. */
    static final List<Duration> MOMENTS = List.of(Duration.ZERO, Duration.ofSeconds(1), Duration.ofSeconds(3));

    private final Contention contention;
    private final int limit;
    private final Watch watch;
    private final Time time;
    private final Halt halt;
    private final Consumer<Act> aside;
    private final List<Act> underWay = new ArrayList<>();
    private Duration left;
    private Duration usual = Duration.ZERO;
    /** Whether all that is under way has to end first, whatever the limit. */
    private boolean full;

    /**
     * A turnstile for one run.
     *
     * @param sent  earlier requests, whose copies may be under way
     * @param most  how long it may wait for copies, altogether
     * @param aside takes what was refused for another copy all the same
     */
    Turnstile(ContentionTrial.Habit habit, Collection<Act> sent, Watch watch, Time time, Halt halt, Duration most, Consumer<Act> aside) {
        this.contention = habit.contention();
        this.limit = habit.limit();
        this.full = true;
        this.underWay.addAll(sent);
        this.watch = watch;
        this.time = time;
        this.halt = halt;
        this.left = most;
        this.aside = aside;
    }

    /**
     * Waits for its turn, then sends. What is refused for another copy all the same is sent again after a moment.
     *
     * @return what came of it; empty when it was not sent, for the run ends or there is no time left to wait
     */
    synchronized Optional<Act> pass(Supplier<Act> sending) {
        Optional<Act> refused = Optional.empty();
        for (Duration moment : MOMENTS) {
            halt.pause(time, moment);
            if (!free()) {
                return refused;
            }
            refused.ifPresent(aside);
            Act act = sending.get();
            full = contention.explains(act);
            if (!full) {
                if (mayCopy(act)) {
                    underWay.add(act);
                }
                return Optional.of(act);
            }
            refused = Optional.of(act);
        }
        return refused;
    }

    private static boolean mayCopy(Act act) {
        return act.number() > 0 && !act.answer().refused() && act.answer().verdict() != Answer.Verdict.EXHAUSTED;
    }

    /** Allows it to wait that long once more, if it has less time left. */
    synchronized void allow(Duration time) {
        left = left.compareTo(time) < 0 ? time : left;
    }

    /** Whether there is room for a copy; waits for those that are under way, all together, when there is none. */
    private boolean free() {
        if (halt.reason().isPresent()) {
            return false;
        }
        int copies = underWay.stream().mapToInt(act -> act.asked().destinations().size()).sum();
        if (copies == 0 || !full && copies < limit) {
            return true;
        }
        if (left.isNegative() || left.isZero()) {
            return false;
        }
        Instant began = time.clock().instant();
        // Most copies of a target take about as long; asking all the while would be as many requests again.
        Duration soonest = usual.multipliedBy(3).dividedBy(4);
        boolean free = watch.ended(underWay, soonest.compareTo(left) < 0 ? soonest : left, left);
        usual = Duration.between(began, time.clock().instant());
        left = left.minus(usual);
        if (free) {
            underWay.clear();
            full = false;
        }
        return free;
    }
}
