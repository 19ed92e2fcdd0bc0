package org.imagecopy.conformance.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.imagecopy.conformance.emulator.Context;
import org.imagecopy.conformance.emulator.Filter;
import org.imagecopy.conformance.emulator.Image;
import org.imagecopy.conformance.emulator.Refusal;
import org.imagecopy.conformance.emulator.Rule;
import org.imagecopy.conformance.emulator.ecd.EcdWorld;
import org.imagecopy.conformance.result.FamilyResult;
import org.imagecopy.conformance.result.Outcome;
import org.imagecopy.conformance.result.RowResult;

/** An image that nobody asked to delete is gone when the copies are deleted; one look alone does not tell. */
class VanishedImagesTest {

    private static final String ROW = "ECD-SRCE-01";

    /** Looks at the account when all copies are gone: that of the clean-up, one at the sources, and a second one at what is missing. */
    private static final int SECOND = 3;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({"true,gone,REFUTED", "true,back,VERIFIED", "true,fails,UNDECIDED", "false,gone,VERIFIED"})
    void theSecondLookDecides(String exclusive, String secondLook, Outcome outcome) {
        AtomicBoolean deleted = new AtomicBoolean();
        AtomicInteger looks = new AtomicInteger();
        Filter hiding = new Filter() {
            @Override
            public boolean removed(Context context, Image image, boolean honest) {
                deleted.set(true);
                return honest;
            }

            @Override
            public List<Rule> rules(Context context, List<Rule> honest) {
                if (!secondLook.equals("fails") || looks.get() < SECOND - 1 || !context.call().value("RegionId").equals(EcdWorld.SOURCE_REGION)) {
                    return honest;
                }
                return List.of(new Rule("Requests.rate", Rule.Kind.PROTOCOL, any -> Optional.of(new Refusal("Requests.rate", Rule.Kind.PROTOCOL, 400, "Throttling.User", "no"))));
            }

            @Override
            public List<Image> listed(Context context, List<Image> honest) {
                boolean there = honest.stream().anyMatch(image -> image.id().equals(EcdWorld.OTHER_SOURCE_IMAGE));
                boolean cleaned = deleted.get() && context.world().images().stream().allMatch(image -> image.copyOf().isEmpty());
                if (!cleaned || !there || looks.incrementAndGet() >= SECOND && secondLook.equals("back")) {
                    return honest;
                }
                return honest.stream().filter(image -> !image.id().equals(EcdWorld.OTHER_SOURCE_IMAGE)).toList();
            }
        };
        FamilyResult family = EmbeddedRun.of("ecd", List.of(hiding), Map.of("exclusive", exclusive), folder).families().get(0);
        RowResult row = family.rows().stream().filter(r -> r.row().id().equals(ROW)).findFirst().orElseThrow();
        assertThat(row.outcome()).as(row.reason()).isEqualTo(outcome);
        assertThat(looks.get()).isGreaterThanOrEqualTo(secondLook.equals("fails") ? SECOND - 1 : SECOND);
        assertThat(family.rows(Outcome.REFUTED).stream().map(r -> r.row().id())).allMatch(ROW::equals);
        assertThat(family.notes().stream().anyMatch(note -> note.contains(EcdWorld.OTHER_SOURCE_IMAGE))).isEqualTo(exclusive.equals("false"));
        assertThat(family.cost().left()).isZero();
    }
}
