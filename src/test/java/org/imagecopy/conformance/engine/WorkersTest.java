package org.imagecopy.conformance.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.imagecopy.conformance.emulator.Filter;
import org.imagecopy.conformance.fault.FaultCatalogue;
import org.imagecopy.conformance.reference.Embedded;
import org.imagecopy.conformance.result.FamilyResult;
import org.imagecopy.conformance.result.RunResult;

/** The verdict does not depend on how many requests are under way at the same time. */
class WorkersTest {

    private static final Engine ENGINE = new Engine(List.of("ecd", "uhost"));

    @TempDir
    private Path folder;

    @Test
    void ecdComesOutTheSameWithOneEightAndThirtyTwoWorkers() {
        same("ecd", List.of());
    }

    @Test
    void uhostComesOutTheSameWithOneEightAndThirtyTwoWorkers() {
        same("uhost", List.of());
    }

    @Test
    void aFaultIsFoundInTheSameRowsWithOneEightAndThirtyTwoWorkers() {
        same("uhost", FaultCatalogue.fault("uhost", "U-BAT-NOINFOS").orElseThrow().filters().get());
    }

    private void same(String family, List<Filter> filters) {
        Map<String, String> one = outcomes(family, filters, 1);
        assertThat(one).isNotEmpty();
        assertThat(outcomes(family, filters, 8)).isEqualTo(one);
        assertThat(outcomes(family, filters, 32)).isEqualTo(one);
    }

    /** Every row and every case with what it came to, check by check; and what was left behind. */
    private Map<String, String> outcomes(String family, List<Filter> filters, int workers) {
        try (Embedded embedded = Embedded.start(family, filters, Map.of("limits.workers", String.valueOf(workers)))) {
            RunResult result = ENGINE.run(List.of(embedded.target()), t -> embedded.time(), Engine.Settings.quiet(folder.resolve(family + workers), 7));
            FamilyResult found = result.families().get(0);
            Map<String, String> outcomes = new TreeMap<>();
            found.rows().forEach(row -> {
                outcomes.put(row.row().id(), row.outcome().word());
                row.cases().forEach(c -> outcomes.put(c.scenario().address(), c.outcome().word() + " "
                        + c.findings().stream().map(f -> f.check() + " " + f.outcome().word()).toList() + " copies: " + c.effects().size()));
            });
            outcomes.put("exit code", String.valueOf(result.exitCode()));
            outcomes.put("copies", found.cost().created() + ", " + found.cost().deleted() + " deleted, " + found.cost().left() + " left");
            return outcomes;
        }
    }
}
