package org.imagecopy.conformance.exchange;

import java.util.concurrent.locks.LockSupport;

/** Keeps requests at or below a rate. Thread safe. */
public final class Pacer {

    private final long nanosBetween;
    private long next = System.nanoTime();

    /** @param requestsPerSecond the rate; 0 for none */
    public Pacer(int requestsPerSecond) {
        this.nanosBetween = requestsPerSecond == 0 ? 0 : 1_000_000_000L / requestsPerSecond;
    }

    /** Waits until the next request may be sent. */
    public void await() {
        if (nanosBetween == 0) {
            return;
        }
        long mine;
        synchronized (this) {
            mine = Math.max(System.nanoTime(), next);
            next = mine + nanosBetween;
        }
        for (long left = mine - System.nanoTime(); left > 0; left = mine - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }
}
