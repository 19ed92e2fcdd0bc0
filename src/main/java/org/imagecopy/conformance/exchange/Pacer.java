package org.imagecopy.conformance.exchange;

import java.util.concurrent.locks.LockSupport;

/** Keeps requests at or below a rate, and lower for a while when the endpoint says that it is busy. Thread safe. */
public final class Pacer {

    private static final long FIRST = 50_000_000L;
    private static final long MOST = 2_000_000_000L;
    /** A pace at which being turned away now and then is no reason to become slower still. */
    private static final long GENTLE = 100_000_000L;
    private static final int NOW_AND_THEN = 5;

    private final long least;
    private final boolean adapting;
    private long between;
    private long next = System.nanoTime();
    private int answered;
    private long tooFast;

    /**
     * A pace.
     *
     * @param requestsPerSecond the highest rate; 0 for none
     * @param adapting          whether it gives way to a busy endpoint; pointless where time is virtual
     */
    public Pacer(int requestsPerSecond, boolean adapting) {
        this.least = requestsPerSecond == 0 ? 0 : 1_000_000_000L / requestsPerSecond;
        this.between = least;
        this.adapting = adapting;
    }

    /** Halves the rate: the endpoint turned a request away. Not below ten a second while it answers several in between. */
    public synchronized void slower() {
        tooFast = between;
        if (adapting && (between < GENTLE || answered < NOW_AND_THEN)) {
            between = Math.max(least, Math.min(MOST, Math.max(FIRST, between * 2)));
        }
        answered = 0;
    }

    /** Lets the rate recover a little: the endpoint answered. Slowly where it was too fast before. */
    public synchronized void faster() {
        answered++;
        long eased = between - between / (between > tooFast + tooFast / 2 ? 20 : 100);
        between = Math.max(least, eased < FIRST / 4 ? 0 : eased);
    }

    /** Time between two requests, nanoseconds. */
    synchronized long between() {
        return between;
    }

    /** Waits until the next request may be sent. */
    public void await() {
        long mine;
        synchronized (this) {
            if (between == 0) {
                return;
            }
            mine = Math.max(System.nanoTime(), next);
            next = mine + between;
        }
        for (long left = mine - System.nanoTime(); left > 0; left = mine - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }
}
