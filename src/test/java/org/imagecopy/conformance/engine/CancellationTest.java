package org.imagecopy.conformance.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;

import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.imagecopy.conformance.emulator.Context;
import org.imagecopy.conformance.emulator.Copy;
import org.imagecopy.conformance.emulator.Filter;
import org.imagecopy.conformance.emulator.World;
import org.imagecopy.conformance.fault.FaultCatalogue;
import org.imagecopy.conformance.result.FamilyResult;
import org.imagecopy.conformance.result.Outcome;

/** A copy that comes back after its cancellation is seen, and does not stay. */
class CancellationTest {

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({"E-STAT-CANCELBACK,is there again", "E-STAT-CANCEL,is still listed"})
    void whatComesBackIsDeleted(String fault, String how) {
        AtomicReference<World> world = new AtomicReference<>();
        Filter seeing = new Filter() {
            @Override
            public void accepted(Context context, List<Copy> copies) {
                world.set(context.world());
            }
        };
        List<Filter> filters = Stream.concat(Stream.of(seeing), FaultCatalogue.fault("ecd", fault).orElseThrow().filters().get().stream()).toList();
        FamilyResult family = EmbeddedRun.of("ecd", filters, Map.of(), folder).families().get(0);
        assertThat(family.rows(Outcome.WARNING)).extracting(row -> row.row().id()).containsExactly("ECD-STAT-05");
        assertThat(family.cases().flatMap(c -> c.findings().stream()).map(f -> f.actual())).anyMatch(actual -> actual.contains(how));
        assertThat(world.get().images()).noneMatch(image -> image.copyOf().isPresent() && image.name().startsWith("Icc"));
        assertThat(family.cost().left()).isZero();
    }
}
