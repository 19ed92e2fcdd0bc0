package org.imagecopy.conformance.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.imagecopy.conformance.emulator.Context;
import org.imagecopy.conformance.emulator.Filter;
import org.imagecopy.conformance.emulator.Wire;
import org.imagecopy.conformance.reference.Embedded;
import org.imagecopy.conformance.result.Outcome;
import org.imagecopy.conformance.result.RunResult;

/** Answers that are too large to be held until the judgement are judged all the same. */
class LargeAnswersTest {

    private static final int LARGE = 65_536;

    @TempDir
    private Path folder;

    /** An extra member makes every answer to a copy request large. */
    private static final class Padding implements Filter {
        @Override
        public Wire wire(Context context, Wire honest) {
            String text = new String(honest.body(), StandardCharsets.UTF_8);
            return context.isCopy() && text.startsWith("{") ? honest.withBody(("{\"Extra\":\"" + "x".repeat(LARGE) + "\"," + text.substring(1)).getBytes(StandardCharsets.UTF_8)) : honest;
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ecd", "uhost"})
    void everyCaseIsDecided(String family) {
        try (Embedded embedded = Embedded.start(family, List.of(new Padding()), Map.of())) {
            RunResult result = new Engine(List.of(family)).run(List.of(embedded.target()), t -> embedded.time(), Engine.Settings.quiet(folder, 7));
            assertThat(result.families().get(0).cases().toList()).filteredOn(c -> c.outcome() == Outcome.UNDECIDED).isEmpty();
            assertThat(result.exitCode()).as(result.verdict()).isEqualTo(RunResult.CONFORMANT);
        }
    }
}
