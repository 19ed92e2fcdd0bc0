package org.imagecopy.conformance.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.stream.Collectors;

import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.imagecopy.conformance.emulator.Context;
import org.imagecopy.conformance.emulator.Filter;
import org.imagecopy.conformance.emulator.Image;
import org.imagecopy.conformance.emulator.Wire;
import org.imagecopy.conformance.result.RunResult;

/** What a run cannot delete is named, counted and gone after a sweep; an endpoint that fails is not asked for ever more copies. */
class LeftoversTest {

    private static final int HEALTHY_COPIES = 12;

    @TempDir
    private Path folder;

    /** From some copy on, requests of a kind come to nothing, until it is mended. */
    private static final class Breaking implements Filter {

        private final Predicate<String> operations;
        private final boolean silent;
        private final AtomicInteger copies = new AtomicInteger();
        private final AtomicInteger refusedCopies = new AtomicInteger();
        private volatile boolean mended;

        Breaking(boolean silent, Predicate<String> operations) {
            this.operations = operations;
            this.silent = silent;
        }

        private boolean breaks(Context context) {
            return copies.get() >= HEALTHY_COPIES && !mended && operations.test(context.operation());
        }

        @Override
        public boolean removed(Context context, Image image, boolean honest) {
            return honest && !breaks(context);
        }

        @Override
        public Wire wire(Context context, Wire honest) {
            boolean broken = breaks(context);
            if (context.isCopy()) {
                (broken ? refusedCopies : copies).incrementAndGet();
            }
            return !broken ? honest : silent ? honest.dropped() : honest.withStatus(500).withBody(new byte[0]);
        }
    }

    private static boolean lists(String operation) {
        return operation.equals("DescribeImages") || operation.equals("DescribeImage");
    }

    private static boolean deletes(String operation) {
        return operation.equals("DeleteImages") || operation.equals("TerminateCustomImage");
    }

    private static Set<String> ids(Lab lab) {
        return lab.world().images().stream().map(Image::id).collect(Collectors.toSet());
    }

    private static Set<String> left(Lab lab, Set<String> before) {
        Set<String> left = ids(lab);
        left.removeAll(before);
        assertThat(left).isNotEmpty();
        return left;
    }

    private Lab.Ended sweep(Lab lab, String... more) {
        String[] all = new String[more.length + 5];
        System.arraycopy(new String[] {"sweep", "--config", lab.config().toString(), "--ledger", lab.reports().resolve("ledger.jsonl").toString()}, 0, all, 0, 5);
        System.arraycopy(more, 0, all, 5, more.length);
        return Lab.conformance(all);
    }

    @ParameterizedTest
    @CsvSource({"ecd,ECD-NAME", "uhost,UHOST-NAME"})
    void copiesThatCouldNotBeDeletedAreNamedAndSwept(String family, String rows) throws IOException {
        Breaking breaking = new Breaking(false, LeftoversTest::deletes);
        try (Lab lab = new Lab(family, folder, breaking).with("limits.patience", "1s")) {
            Set<String> before = ids(lab);
            Lab.Ended ended = lab.run("--yes", "--row", rows);
            Set<String> left = left(lab, before);
            assertThat(ended.code()).as(ended.text()).isEqualTo(RunResult.LEFTOVERS);
            assertThat(ended.text()).contains("0 deleted", left.size() + " left", "LEFTOVERS: ", "conformance sweep");
            assertThat(Files.readString(lab.reports().resolve("result.json"))).contains(left);
            assertThat(Files.readString(lab.reports().resolve("summary.md"))).contains(left.iterator().next());

            Lab.Ended looked = sweep(lab, "--dry-run");
            assertThat(looked.code()).as(looked.text()).isEqualTo(RunResult.LEFTOVERS);
            assertThat(looked.text()).contains(left.size() + " would be deleted");
            breaking.mended = true;
            Lab.Ended swept = sweep(lab);
            assertThat(swept.code()).as(swept.text()).isZero();
            assertThat(ids(lab)).isEqualTo(before);
        }
    }

    @ParameterizedTest
    @CsvSource({"ecd,ECD-NAME", "uhost,UHOST-NAME"})
    void copiesThatNoListingShowedAreNamedAndSwept(String family, String rows) throws IOException {
        Breaking breaking = new Breaking(false, LeftoversTest::lists);
        try (Lab lab = new Lab(family, folder, breaking).with("limits.patience", "1s").with("limits.settling-time", "2s")) {
            Set<String> before = ids(lab);
            Lab.Ended ended = lab.run("--yes", "--row", rows);
            Set<String> left = left(lab, before);
            assertThat(ended.code()).as(ended.text()).isEqualTo(RunResult.LEFTOVERS);
            assertThat(ended.text()).contains("listings failed, so copies may be left");
            assertThat(Files.readString(lab.reports().resolve("result.json"))).contains(left);

            breaking.mended = true;
            Lab.Ended swept = sweep(lab);
            assertThat(swept.code()).as(swept.text()).isZero();
            assertThat(ids(lab)).isEqualTo(before);
        }
    }

    @ParameterizedTest
    @CsvSource({"ecd,ECD-NAME", "uhost,UHOST-NAME"})
    void promisedCopiesThatShowUpAfterTheRunAreSwept(String family, String rows) {
        AtomicBoolean shown = new AtomicBoolean();
        Filter late = new Filter() {
            @Override
            public List<Image> listed(Context context, List<Image> honest) {
                return shown.get() ? honest : honest.stream().filter(image -> !image.name().contains("Icc") && !image.description().contains("Icc")).toList();
            }
        };
        try (Lab lab = new Lab(family, folder, late).with("limits.settling-time", "2s")) {
            Set<String> before = ids(lab);
            Lab.Ended ended = lab.run("--yes", "--row", rows);
            left(lab, before);
            assertThat(ended.text()).contains("promised copies were never listed");

            shown.set(true);
            Lab.Ended swept = sweep(lab);
            assertThat(swept.code()).as(swept.text()).isZero();
            assertThat(ids(lab)).isEqualTo(before);
        }
    }

    @ParameterizedTest
    @CsvSource({"ecd", "uhost"})
    void anEndpointThatStopsAnsweringIsNotAskedForEverMoreCopies(String family) throws IOException {
        Breaking breaking = new Breaking(true, operation -> !lists(operation) && !deletes(operation));
        try (Lab lab = new Lab(family, folder, breaking).with("limits.workers", "4")) {
            Set<String> before = ids(lab);
            Lab.Ended ended = lab.run("--yes");
            assertThat(ended.code()).as(ended.text()).isEqualTo(RunResult.UNDECIDED);
            assertThat(ended.text()).contains("the run was ended early: 20 requests in a row got no answer to go by");
            assertThat(breaking.refusedCopies.get()).as("of some hundreds").isBetween(20, 36);
            assertThat(ids(lab)).as("what was made without an answer is found by its marker and deleted").isEqualTo(before);
        }
    }
}
