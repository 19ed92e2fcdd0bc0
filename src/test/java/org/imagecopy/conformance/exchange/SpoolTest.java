package org.imagecopy.conformance.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.imagecopy.conformance.spool.SpoolFile;

/** What is kept comes back as it was, from memory and from the file, and nobody else ever sees it. */
class SpoolTest {

    private static final String ANYTHING = "ü 中 \uD842\uDFB7 \uD800 \u0000 \r\n \uFFFF";

    @TempDir
    private Path folder;

    private static Exchange answered(int number, int size) {
        byte[] body = new byte[size];
        new Random(number).nextBytes(body);
        Request request = new Request("POST", "/?Action=CopyImage&Number=" + number, List.of(new Header("Content-Type", "x/y"), new Header("x", ANYTHING)),
                "a=b".getBytes(StandardCharsets.UTF_8), "CopyImage", List.of("signature" + number, ANYTHING));
        return new Exchange(number, "ECD-NAME-02/" + number, request, Optional.of(new Reply(200, List.of(new Header("Date", ANYTHING), new Header("X", "")), body)),
                Optional.empty(), Instant.ofEpochSecond(1_700_000_000L + number, 123_456_789), Duration.ofNanos(987_654_321L + number));
    }

    private static Exchange failed(Failure.Kind kind) {
        Request request = new Request("GET", "/", List.of(), new byte[0], "DescribeImages", List.of());
        return new Exchange(kind.ordinal() + 1, "", request, Optional.empty(), Optional.of(new Failure(kind, ANYTHING)), Instant.EPOCH, Duration.ZERO);
    }

    private static void assertSame(Exchange found, Exchange wanted) {
        assertThat(parts(found)).isEqualTo(parts(wanted));
    }

    /** Everything that it says; records compare arrays by identity. */
    private static List<Object> parts(Exchange exchange) {
        Request request = exchange.request();
        return List.of(exchange.number(), exchange.purpose(), request.method(), request.target(), request.headers(), ByteBuffer.wrap(request.body()), request.operation(),
                request.sensitive(), exchange.reply().map(reply -> List.of(reply.status(), reply.headers(), ByteBuffer.wrap(reply.body()))), exchange.failure(), exchange.at(), exchange.took());
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }

    @Test
    void exchangesComeBackFromTheFileAsTheyWere() {
        List<Exchange> all = new ArrayList<>(Stream.of(Failure.Kind.values()).map(SpoolTest::failed).toList());
        IntStream.of(0, 1, 300, 70_000, 1_000_000).forEach(size -> all.add(answered(100 + size, size)));
        try (Spool spool = new Spool(new SpoolFile(folder), 0)) {
            List<Spool.Kept> kept = all.stream().map(spool::keep).toList();
            assertThat(kept).noneMatch(Spool.Kept::held);
            for (int i = all.size() - 1; i >= 0; i--) {
                assertThat(kept.get(i).number()).isEqualTo(all.get(i).number());
                assertSame(kept.get(i).exchange(), all.get(i));
            }
        }
    }

    @Test
    void exchangesThatManyThreadsKeepDoNotMix() {
        try (Spool spool = new Spool(new SpoolFile(folder), 20_000)) {
            List<Spool.Kept> kept = IntStream.rangeClosed(1, 400).parallel().mapToObj(i -> spool.keep(answered(i, i * 10))).toList();
            kept.parallelStream().forEach(k -> assertSame(k.exchange(), answered(k.number(), k.number() * 10)));
        }
    }

    @Test
    void onlyWhatHasNoRoomInMemoryGoesToTheFile() {
        try (Spool spool = new Spool(new SpoolFile(folder), 5_000)) {
            Exchange small = answered(1, 100);
            assertThat(spool.keep(small).exchange()).isSameAs(small);
            assertThat(spool.keep(answered(2, 10_000)).held()).isFalse();
            assertThat(spool.keep(answered(3, 100)).held()).as("what is small still has room").isTrue();
            IntStream.range(4, 20).forEach(i -> spool.keep(answered(i, 100)));
            assertThat(spool.keep(answered(20, 100)).held()).as("the room is used up").isFalse();
        }
    }

    @Test
    void theFileHasNoNameWhileItIsInUseSoThatNothingIsLeftAfterAKill() throws IOException {
        assumeTrue(FileSystems.getDefault().supportedFileAttributeViews().contains("posix"), "names of open files can be removed");
        try (Spool spool = new Spool(new SpoolFile(folder), 0)) {
            Spool.Kept kept = spool.keep(answered(1, 5_000));
            assertThat(kept.held()).isFalse();
            assertThat(files()).isEmpty();
            assertSame(kept.exchange(), answered(1, 5_000));
        }
    }

    @Test
    void nothingIsLeftOfTheFileAfterwards() throws IOException {
        Spool spool = new Spool(new SpoolFile(folder), 0);
        Spool.Kept kept = spool.keep(answered(1, 5_000));
        spool.close();
        assertThat(files()).isEmpty();
        assertThatThrownBy(kept::exchange).isInstanceOf(UncheckedIOException.class);
    }

    @Test
    void withoutAFileAnExchangeIsHeldInMemory() {
        try (Spool spool = new Spool(new SpoolFile(folder.resolve("missing")), 0)) {
            Exchange exchange = answered(1, 5_000);
            assertThat(spool.keep(exchange).exchange()).isSameAs(exchange);
        }
    }
}
