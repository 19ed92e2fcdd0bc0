package org.imagecopy.conformance.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.imagecopy.conformance.emulator.Context;
import org.imagecopy.conformance.emulator.Filter;
import org.imagecopy.conformance.emulator.Refusal;
import org.imagecopy.conformance.emulator.Rule;
import org.imagecopy.conformance.emulator.Wire;
import org.imagecopy.conformance.result.RunResult;

/** One diagnosis stands for forty failures: what is wrong before anything is copied ends the run at once, with exit code 3. */
class PreflightTest {

    @TempDir
    private Path folder;

    /** Counts requests for copies, and shows another time of day. */
    private static final class Spy implements Filter {

        private final AtomicInteger copies = new AtomicInteger();
        private final Duration ahead;

        Spy(Duration ahead) {
            this.ahead = ahead;
        }

        @Override
        public Optional<Refusal> verdict(Context context, Rule rule, Optional<Refusal> honest) {
            boolean late = rule.name().equals("Timestamp.window") && ahead.compareTo(Duration.ofMinutes(15)) > 0;
            return late ? Optional.of(new Refusal(rule.name(), Rule.Kind.AUTHENTICATION, 400, "InvalidTimeStamp.Expired", "The timestamp has expired.")) : honest;
        }

        @Override
        public Wire wire(Context context, Wire honest) {
            copies.addAndGet(context.isCopy() ? 1 : 0);
            return honest.withHeader("Date", DateTimeFormatter.RFC_1123_DATE_TIME.format(ZonedDateTime.now(ZoneOffset.UTC).plus(ahead)));
        }
    }

    private void assertHindered(String family, Spy spy, String setting, String value, String... words) throws IOException {
        try (Lab lab = new Lab(family, folder, spy).with(setting, value)) {
            Lab.Ended ended = lab.run("--yes");
            assertThat(ended.code()).as(ended.text()).isEqualTo(RunResult.UNDECIDED);
            assertThat(ended.text().replaceAll("\\s+", " ")).contains(words).contains("VERDICT UNDECIDED: ");
            assertThat(spy.copies.get()).as("requests for copies").isZero();
            assertThat(Files.readString(lab.reports().resolve("summary.md"))).contains(words[0]);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "ecd,images.source,m-none000000000,the image m-none000000000 is not listed in cn-hangzhou; check images.source and regions.source",
        "uhost,images.source,uimage-none,the image uimage-none is not listed in cn-bj2/org-demo01; check images.source and regions.source",
        "ecd,images.source,m-demomaking0000001,the image m-demomaking0000001 is not usable: its state is",
        "uhost,images.second-source,uimage-demomaking01,the image uimage-demomaking01 is not listed in cn-gd",
        "ecd,regions.destinations,cn-nowhere,the endpoint does not list the region cn-nowhere; it lists cn-",
        "uhost,credentials.key,nobody,the credentials are not accepted: ",
        "ecd,credentials.key,nobody,the credentials are not accepted: "})
    void whatIsWrongIsNamedOnce(String family, String setting, String value, String words) throws IOException {
        assertHindered(family, new Spy(Duration.ZERO), setting, value, words);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ecd", "uhost"})
    void aWrongSecretIsNamedAndNotShown(String family) throws IOException {
        Path secret = Files.writeString(folder.resolve("wrong"), "entirely-wrong-secret");
        assertHindered(family, new Spy(Duration.ZERO), "credentials.secret", "file:" + secret, "the credentials are not accepted: ", "check credentials.key and credentials.secret");
    }

    @Test
    void clocksThatDifferAreOneDiagnosis() throws IOException {
        assertHindered("ecd", new Spy(Duration.ofHours(8)), "limits.late-effects", "300ms", "the clocks differ by 4", "set the clock of this machine or of the endpoint");
    }
}
