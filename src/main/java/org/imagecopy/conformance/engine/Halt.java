package org.imagecopy.conformance.engine;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** Says that nothing more may be sent which could copy, and why. What was begun is still followed and cleaned up. Thread safe. */
public final class Halt {

    private static final Duration SLICE = Duration.ofMillis(500);

    private final AtomicReference<String> reason = new AtomicReference<>();
    private final Optional<Halt> whole;
    private volatile boolean hurried;

    /** A run that goes on. */
    public Halt() {
        this.whole = Optional.empty();
    }

    private Halt(Halt whole) {
        this.whole = Optional.of(whole);
    }

    /** For one target of the run: stopped with the whole, but not the other way round. */
    Halt part() {
        return new Halt(this);
    }

    /** Stops the run for this reason, in words; a later reason does not replace an earlier one. */
    public void because(String words) {
        reason.compareAndSet(null, words);
    }

    /** Stops the run because somebody wants it to end: from now on nothing waits for long. */
    public void interrupt() {
        because("interrupted");
        hurried = true;
    }

    /** Whether somebody waits for the end of the run. */
    boolean hurried() {
        return hurried || whole.filter(Halt::hurried).isPresent();
    }

    /** Lets time pass, unless and until the run is stopped. */
    void pause(Time time, Duration duration) {
        for (Duration left = duration; left.compareTo(Duration.ZERO) > 0 && reason().isEmpty(); left = left.minus(SLICE)) {
            time.pause(left.compareTo(SLICE) < 0 ? left : SLICE);
        }
    }

    /** Why nothing more is sent; empty while the run goes on. */
    public Optional<String> reason() {
        return Optional.ofNullable(reason.get()).or(() -> whole.flatMap(Halt::reason));
    }
}
