package org.imagecopy.conformance.engine;

/**
 * Keeps the copies of a run below a limit while it runs: every request that may copy first reserves what it could cause, and gives
 * back what it did not. Thread safe.
 */
final class Budget {

    private final int most;
    private int caused;
    private int reserved;
    private int kept;

    /** @param most largest number of copies; negative for no limit */
    Budget(int most) {
        this.most = most < 0 ? Integer.MAX_VALUE : most;
    }

    /**
     * Reserves copies, and waits while requests under way may still give some back.
     *
     * @return whether the budget allows them
     */
    synchronized boolean reserve(int copies) {
        while (copies > most - kept - caused - reserved && reserved > 0) {
            try {
                wait();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
        if (copies > most - kept - caused - reserved) {
            return false;
        }
        reserved += copies;
        return true;
    }

    /** Keeps copies for a request that must not come too late. */
    synchronized void keep(int copies) {
        kept = Math.min(copies, most - caused - reserved);
    }

    /** Keeps nothing any more. */
    synchronized void release() {
        kept = 0;
        notifyAll();
    }

    /** Gives a reservation back, except for what it caused or may have caused. */
    synchronized void settle(int copies, int of) {
        reserved -= copies;
        caused += of;
        notifyAll();
    }

    /** The limit in words. */
    @Override
    public String toString() {
        return most == Integer.MAX_VALUE ? "no budget" : "the budget of " + most + (most == 1 ? " copy" : " copies");
    }
}
