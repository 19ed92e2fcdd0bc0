package org.imagecopy.conformance.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.imagecopy.conformance.emulator.Context;
import org.imagecopy.conformance.emulator.Filter;
import org.imagecopy.conformance.emulator.Image;
import org.imagecopy.conformance.result.FamilyResult;

/** Copies are asked to go as long as some of them do. */
class CleanUpTest {

    @TempDir
    private Path folder;

    @Test
    void whoeverDeletesSlowlyIsGivenTheTime() {
        AtomicInteger asked = new AtomicInteger();
        Filter slow = new Filter() {
            @Override
            public boolean removed(Context context, Image image, boolean honest) {
                return honest && asked.incrementAndGet() % 3 == 0;
            }
        };
        FamilyResult family = EmbeddedRun.of("ecd", List.of(slow), Map.of("limits.patience", "5s"), folder).families().get(0);
        assertThat(asked.get()).as("every copy several times").isGreaterThan(2 * family.cost().deleted());
        assertThat(family.leftovers()).isEmpty();
    }
}
