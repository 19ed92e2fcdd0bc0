package org.imagecopy.conformance.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import org.imagecopy.conformance.distribution.Distribution.Call;
import org.imagecopy.conformance.distribution.Distribution.Ended;
import org.imagecopy.conformance.emulator.EmulatorServer;
import org.imagecopy.conformance.emulator.ServerOptions;
import org.imagecopy.conformance.emulator.World;
import org.imagecopy.conformance.emulator.uhost.UHostEmulator;
import org.imagecopy.conformance.emulator.uhost.UHostWorld;
import org.imagecopy.conformance.fault.FaultCatalogue;

/** The step of a pipeline in README.md, word for word, as runners start it: with the shell's {@code -e}. */
@DisabledOnOs(OS.WINDOWS)
class PipelineStepIT {

    private static final Pattern STEP = Pattern.compile("\\*\\*CI\\.\\*\\*.*?```sh\\n(.*?)```", Pattern.DOTALL);

    @TempDir
    private Path folder;

    /** Without the generator of the Allure report, which takes the most time and is tried elsewhere. */
    @Test
    void theStepSummarisesAndEndsAsTheRunDoes() throws IOException, InterruptedException {
        Distribution distribution = Distribution.unpack(folder);
        Files.move(distribution.home().resolve("allure"), folder.resolve("elsewhere"));
        Matcher step = STEP.matcher(Files.readString(distribution.home().resolve("README.md")));
        assertThat(step.find()).isTrue();
        Path work = Files.createDirectory(folder.resolve("work"));
        Files.writeString(work.resolve("step.sh"), step.group(1));
        Distribution.script(work.resolve("conformance"), "#!/bin/sh\nexec '" + distribution.home().resolve("conformance") + "' \"$@\"\n");
        assertThat(new Call(work, System.getenv("PATH"), "./conformance", "init", "my.yaml").run().code()).isZero();
        Clock clock = Clock.systemUTC();
        World world = UHostWorld.builder(clock).copyTime(Duration.ofMillis(1)).build();
        try (EmulatorServer server = EmulatorServer.start(
                new UHostEmulator(world, clock, FaultCatalogue.fault("uhost", "U-BAT-NOINFOS").orElseThrow().filters().get()), ServerOptions.defaults())) {
            String text = Files.readString(work.resolve("my.yaml"));
            assertThat(text).contains("endpoint: http://127.0.0.1:8086 ");
            Files.writeString(work.resolve("my.yaml"), text.replace("http://127.0.0.1:8086 ", server.endpoint() + " "));

            known(work, List.of("UHOST-BATC-06", "UHOST-BATC-07"));
            Ended green = step(work).run();
            assertThat(green.code()).as(green.out() + green.err()).isZero();
            assertThat(work.resolve("job.md")).content().contains("CONFORMANT").doesNotContain("NOT CONFORMANT");
            assertThat(work.resolve("out/junit.xml")).isNotEmptyFile();

            known(work, List.of("UHOST-BATC-07"));
            Ended red = step(work).run();
            assertThat(red.code()).as(red.out() + red.err()).isEqualTo(1);
            assertThat(work.resolve("job.md")).content().contains("NOT CONFORMANT", "UHOST-BATC-06");
        }
        Ended undecided = step(work).run();
        assertThat(undecided.code()).as(undecided.out() + undecided.err()).isEqualTo(3);
        assertThat(work.resolve("job.md")).content().contains("UNDECIDED");
        Files.delete(work.resolve("known.yaml"));
        assertThat(step(work).run().code()).as("a file that is missing is wrong usage").isEqualTo(2);
    }

    private static void known(Path work, List<String> rows) throws IOException {
        StringBuilder text = new StringBuilder("expected-failures:\n");
        rows.forEach(row -> text.append("  - address: ").append(row).append("\n    reason: \"a batch is answered without its list\"\n"));
        Files.writeString(work.resolve("known.yaml"), text.toString());
    }

    /** What the emulator on this clock needs is said by the environment, for the step is not to be changed. */
    private static Call step(Path work) throws IOException {
        Files.deleteIfExists(work.resolve("job.md"));
        return new Call(work, System.getenv("PATH"), "/bin/sh", "-e", "step.sh").with("UHOST_SECRET", UHostWorld.PRIVATE_KEY)
                .with("IMAGECOPY_LIMITS_LATE_EFFECTS", "300ms").with("IMAGECOPY_FRUGAL", "true").with("GITHUB_STEP_SUMMARY", work.resolve("job.md"));
    }
}
