package org.imagecopy.conformance.engine;

import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

import io.cucumber.core.eventbus.UuidGenerator;

/**
 * Ids of what Cucumber tells, counted through the whole process: random ones are drawn from the system's secure source, thousands of them,
 * and Cucumber's own sequence can be begun 256 times in a process only. Cucumber makes it, one for each part. Thread safe.
 */
public final class SequentialIds implements UuidGenerator {

    /** Version 8 of RFC 9562, for ids of one's own making. */
    private static final long VERSION = 0x8000L;
    private static final long VARIANT = 0x8000_0000_0000_0000L;
    private static final AtomicLong LAST = new AtomicLong();

    @Override
    public UUID generateId() {
        return new UUID(VERSION, VARIANT | LAST.incrementAndGet());
    }
}
