package org.imagecopy.conformance.exchange;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.apache.http.client.methods.AbortableHttpRequest;

/**
 * One attempt to get an answer: how far it has come, and when it must end. Its time counts from the wait for a connection to the
 * last byte of the answer, and leaves out what this process needs to prepare its first request. Belongs to the thread that sends; only the alarm comes from another one.
 */
final class Attempt implements AutoCloseable {

    /** How far an attempt has come. A request is certainly not carried out before {@link #SENT}. */
    enum Stage { WAITING, CONNECTING, SECURING, SENT }

    /** So many alarms that nobody needs any more are thrown away together. */
    private static final int SILENCED = 1_024;
    private static final ScheduledThreadPoolExecutor ALARMS = alarms();
    private static final AtomicInteger ENDED = new AtomicInteger();
    private static final ThreadLocal<Attempt> CURRENT = new ThreadLocal<>();

    private final String target;
    private final Duration time;
    private long ends;
    private ScheduledFuture<?> alarm;
    private AbortableHttpRequest request;
    private volatile Stage stage = Stage.WAITING;
    private volatile boolean late;
    private Reply reply;

    /**
     * Begins an attempt of the calling thread.
     *
     * @param time   time until the answer must be complete, from the moment when it has come further than {@link Stage#WAITING}
     * @param target path and query as they must go over the wire
     */
    Attempt(Duration time, String target) {
        this.target = target;
        this.time = time;
        CURRENT.set(this);
    }

    private static ScheduledThreadPoolExecutor alarms() {
        // Two, so that a connection that is slow to close does not delay the next alarm.
        ScheduledThreadPoolExecutor alarms = new ScheduledThreadPoolExecutor(2, task -> {
            Thread thread = new Thread(task, "exchange-deadlines");
            thread.setDaemon(true);
            return thread;
        });
        // Cancelled ones stay for a while: as long as an earlier alarm is there, a new one wakes no thread.
        return alarms;
    }

    /** The attempt of the calling thread. */
    static Attempt current() {
        Attempt current = CURRENT.get();
        if (current == null) {
            throw new IllegalStateException("nothing is being sent");
        }
        return current;
    }

    /** Says which request to abort when time is up. */
    synchronized void carries(AbortableHttpRequest it) {
        request = it;
    }

    private synchronized void end() {
        late = true;
        request.abort();
    }

    /** Says how far it has come; an attempt that is late comes no further. Its time begins when it no longer waits for others of its client. */
    synchronized void reaches(Stage reached) {
        if (late) {
            request.abort();
            return;
        }
        if (stage == Stage.WAITING) {
            ends = System.nanoTime() + time.toNanos();
            alarm = ALARMS.schedule(this::end, time.toNanos(), TimeUnit.NANOSECONDS);
        }
        stage = reached;
    }

    /** How far it has come. */
    Stage stage() {
        return stage;
    }

    /** Whether its time is up. */
    boolean late() {
        return late;
    }

    /** Path and query as they must go over the wire. */
    String target() {
        return target;
    }

    /** Time left, once it no longer waits; never negative. */
    Duration left() {
        return Duration.ofNanos(Math.max(0, ends - System.nanoTime()));
    }

    /** Keeps a complete answer. */
    void answered(Reply complete) {
        reply = complete;
    }

    /** The complete answer; empty until it has come. */
    Optional<Reply> reply() {
        return Optional.ofNullable(reply);
    }

    @Override
    public void close() {
        if (alarm != null) {
            alarm.cancel(false);
            if (ENDED.incrementAndGet() % SILENCED == 0) {
                ALARMS.purge();
            }
        }
        CURRENT.remove();
    }
}
