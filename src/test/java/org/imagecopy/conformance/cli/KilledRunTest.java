package org.imagecopy.conformance.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import org.imagecopy.conformance.emulator.Call;
import org.imagecopy.conformance.emulator.Context;
import org.imagecopy.conformance.emulator.Copy;
import org.imagecopy.conformance.emulator.Filter;
import org.imagecopy.conformance.emulator.Image;
import org.imagecopy.conformance.emulator.World;
import org.imagecopy.conformance.result.RunResult;

/** A run that is killed or interrupted leaves nothing behind that cannot be found again, and touches nothing that is not ours. */
class KilledRunTest {

    private static final int MOMENTS = 5;
    /** A run sends about this many requests; the last of them delete. */
    private static final int REQUESTS = 700;

    @TempDir
    private Path folder;

    /** Counts the requests that arrive, and says when one of them does; meanwhile a colleague makes images in the same account. */
    private static final class Arrival implements Filter {

        private static final int COPIES_PER_CANARY = 10;

        private final int awaited;
        private final AtomicInteger arrived = new AtomicInteger();
        private final AtomicInteger accepted = new AtomicInteger();
        private final Set<String> canaries = ConcurrentHashMap.newKeySet();
        private final CountDownLatch there = new CountDownLatch(1);

        Arrival(int awaited) {
            this.awaited = awaited;
        }

        @Override
        public Call receive(Call call) {
            if (arrived.incrementAndGet() == awaited) {
                there.countDown();
            }
            return call;
        }

        @Override
        public void accepted(Context context, List<Copy> copies) {
            if (!copies.isEmpty() && accepted.incrementAndGet() % COPIES_PER_CANARY == 0) {
                Image canary = copies.get(0).image().withId(context.world().newId("m-canary", 8)).withName("nightly build").withDescription("made by a colleague");
                canaries.add(canary.id());
                context.world().add(canary);
            }
        }

        /** What has to be there in the end: what was there before, and what the colleague made. */
        Set<String> and(Set<String> before) {
            return Stream.concat(before.stream(), canaries.stream()).collect(Collectors.toSet());
        }

        void await() throws InterruptedException {
            assertThat(there.await(2, TimeUnit.MINUTES)).as("request %d of the run arrived", awaited).isTrue();
        }
    }

    static Stream<Arguments> moments() {
        Random random = new Random(20_261_125);
        return Stream.of("ecd", "uhost").flatMap(family -> IntStream.range(0, MOMENTS)
                // One in each stretch of the run, so that every part of it is met.
                .mapToObj(i -> Arguments.of(family, 1 + (REQUESTS * i + random.nextInt(REQUESTS)) / MOMENTS)));
    }

    @ParameterizedTest(name = "{0}, request {1}")
    @MethodSource("moments")
    void whatAKilledRunLeftIsSwept(String family, int moment) throws Exception {
        Arrival arrival = new Arrival(moment);
        try (Lab lab = new Lab(family, folder, Duration.ofMillis(200), arrival).with("exclusive", "false")) {
            Set<String> before = ids(lab.world());
            Process run = lab.start();
            arrival.await();
            run.destroyForcibly().waitFor();

            // From another machine: nothing but the ledger and the target file.
            Path ledger = Files.copy(lab.reports().resolve("ledger.jsonl"), folder.resolve("carried.jsonl"));
            Lab.Ended swept = Lab.conformance("sweep", "--config", lab.config().toString(), "--target", "lab", "--ledger", ledger.toString());
            assertThat(swept.code()).as(swept.text()).isZero();
            assertThat(ids(lab.world())).as(swept.text()).isEqualTo(arrival.and(before));
            Lab.Ended again = Lab.conformance("sweep", "--config", lab.config().toString(), "--target", "lab", "--ledger", ledger.toString());
            assertThat(again.text()).containsAnyOf("is clean already", "was never asked to copy", "is empty: its run sent nothing");
        }
    }

    @ParameterizedTest(name = "{0}, request {1}")
    @MethodSource("interruptions")
    void anInterruptedRunCleansUp(String family, int moment) throws Exception {
        Arrival arrival = new Arrival(moment);
        try (Lab lab = new Lab(family, folder, Duration.ofMillis(200), arrival).with("exclusive", "false")) {
            Set<String> before = ids(lab.world());
            Process run = lab.start();
            arrival.await();
            run.destroy();
            assertThat(run.waitFor(2, TimeUnit.MINUTES)).as("the run ended").isTrue();
            String said = Files.readString(lab.said());
            assertThat(run.exitValue()).as(said).isEqualTo(RunResult.UNDECIDED);
            assertThat(said).contains("interrupted: nothing more is copied, clean-up begins", "the run was ended early: interrupted", "0 left");
            assertThat(ids(lab.world())).as(said).isEqualTo(arrival.and(before));
            assertThat(lab.reports().resolve("report.html")).isNotEmptyFile();
            assertThat(lab.reports().resolve("junit.xml")).isNotEmptyFile();
        }
    }

    static Stream<Arguments> interruptions() {
        Random random = new Random(7);
        return Stream.of("ecd", "uhost").map(family -> Arguments.of(family, 50 + random.nextInt(REQUESTS / 3)));
    }

    private static Set<String> ids(World world) {
        return world.images().stream().map(Image::id).collect(Collectors.toSet());
    }
}
