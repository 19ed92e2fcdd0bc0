package org.imagecopy.conformance.engine;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** The time of a run: the wall's, or one that tests and the embedded emulator move themselves. */
public interface Time {

    /** The clock that stamps requests. */
    Clock clock();

    /** Lets this much time pass. */
    void pause(Duration duration);

    /** The time of the wall. */
    static Time wall() {
        return new Time() {
            @Override
            public Clock clock() {
                return Clock.systemUTC();
            }

            @Override
            public void pause(Duration duration) {
                long until = System.nanoTime() + duration.toNanos();
                for (long left = duration.toNanos(); left > 0; left = until - System.nanoTime()) {
                    LockSupport.parkNanos(left);
                }
            }
        };
    }
}
