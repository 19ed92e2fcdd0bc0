package org.imagecopy.conformance.engine;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** Says that nothing more may be sent which could copy, and why. What was begun is still followed and cleaned up. Thread safe. */
public final class Halt {

    private static final Duration SLICE = Duration.ofMillis(500);

    private final AtomicReference<String> reason = new AtomicReference<>();

    /** Stops the run for this reason, in words; a later reason does not replace an earlier one. */
    public void because(String words) {
        reason.compareAndSet(null, words);
    }

    /** Lets time pass, unless and until the run is stopped. */
    void pause(Time time, Duration duration) {
        for (Duration left = duration; left.compareTo(Duration.ZERO) > 0 && reason.get() == null; left = left.minus(SLICE)) {
            time.pause(left.compareTo(SLICE) < 0 ? left : SLICE);
        }
    }

    /** Why nothing more is sent; empty while the run goes on. */
    public Optional<String> reason() {
        return Optional.ofNullable(reason.get());
    }
}
