package org.imagecopy.conformance.cli;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.imagecopy.conformance.engine.Halt;
import org.imagecopy.conformance.engine.Progress;

/** Lets Ctrl-C and SIGTERM end a run in order: nothing more is sent that could copy, then what was made is deleted and reported. */
final class Interruption {

    /** Deleting takes two minutes at the most, looking for late copies a quarter of one. */
    private static final Duration LONGEST = Duration.ofMinutes(4);

    private final CountDownLatch ended = new CountDownLatch(1);
    private final Thread hook;
    private volatile int code;

    /** From now on an interruption ends the run in order. */
    Interruption(Halt halt, Progress progress) {
        hook = new Thread(() -> {
            halt.interrupt();
            progress.stage("interrupted: nothing more is copied, clean-up begins; should the process be killed, 'conformance sweep' finishes it");
            try {
                if (ended.await(LONGEST.toMillis(), TimeUnit.MILLISECONDS)) {
                    // Without this, the exit code would be that of the signal, and not the verdict.
                    Runtime.getRuntime().halt(code);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }, "interruption");
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /** The run is over, its reports are written. */
    void ended(int exitCode) {
        code = exitCode;
        ended.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // the process is ending already, and the hook waits for this
        }
    }
}
