package org.imagecopy.conformance.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What happened is written down, all of it, without what is secret; or somebody hears that it was not. */
class ExchangeLogTest {

    private static final String SIGNATURE = "OLeaidS1JvxuMvnyHOwuJ+uX5qY=";

    @TempDir
    private Path folder;

    private static Exchange exchange(int number, String signature, String answer) {
        return new Exchange(number, "case " + number, new Request("GET", "/", List.of(), new byte[0], "DescribeImages", List.of(signature)),
                Optional.of(new Reply(200, List.of(), answer.getBytes(StandardCharsets.UTF_8))), Optional.empty(), Instant.EPOCH, Duration.ZERO);
    }

    @Test
    void exchangesOfManyThreadsAreWrittenOnceEach() throws IOException {
        Path file = folder.resolve("exchanges.jsonl");
        // More than may wait: some of those who add have to wait for the writer.
        String answer = "x".repeat(200_000);
        try (ExchangeLog log = new ExchangeLog(file, Redactor.of(List.of()))) {
            IntStream.rangeClosed(1, 300).parallel().forEach(number -> log.add(exchange(number, "signature " + number, answer)));
        }
        List<String> lines = Files.readAllLines(file);
        assertThat(lines).hasSize(300).doesNotHaveDuplicates();
        try (ExchangeFile read = new ExchangeFile(file)) {
            assertThat(IntStream.rangeClosed(1, 300).filter(number -> read.apply(number) == null).toArray()).isEmpty();
        }
    }

    @Test
    void aSignatureIsKnownAsSoonAsItsExchangeWasAdded() throws IOException {
        Path file = folder.resolve("exchanges.jsonl");
        try (ExchangeLog log = new ExchangeLog(file, Redactor.of(List.of()))) {
            log.add(exchange(1, SIGNATURE, "not " + SIGNATURE));
            assertThat(log.redactor().redact("not " + SIGNATURE)).isEqualTo("not [redacted]");
        }
        assertThat(Files.readString(file)).contains("not [redacted]").doesNotContain(SIGNATURE);
    }

    @Test
    void whatCannotBeWrittenKeepsNobodyFromGoingOn() throws IOException {
        Path file = folder.resolve("exchanges.jsonl");
        ExchangeLog log = new ExchangeLog(file, Redactor.of(List.of()));
        Exchange whole = exchange(1, SIGNATURE, "x");
        Exchange nameless = new Exchange(1, null, whole.request(), whole.reply(), Optional.empty(), whole.at(), whole.took());
        for (int number = 1; number <= 300; number++) {
            try {
                log.add(number == 1 ? nameless : exchange(number, SIGNATURE, "x".repeat(10_000)));
            } catch (UncheckedIOException e) {
                assertThat(e.getCause()).hasMessageContaining("NullPointerException");
            }
        }
        assertThatThrownBy(log::close).isInstanceOf(UncheckedIOException.class);
        assertThat(Files.readAllLines(file)).hasSize(299);
    }

    @Test
    void aDiskThatIsFullIsToldOf() {
        Path full = Path.of("/dev/full");
        assumeTrue(Files.isWritable(full));
        ExchangeLog log = new ExchangeLog(full, Redactor.of(List.of()));
        assertThatThrownBy(() -> IntStream.rangeClosed(1, 1_000).forEach(number -> log.add(exchange(number, SIGNATURE, "x".repeat(100_000)))))
                .isInstanceOf(UncheckedIOException.class);
        assertThatThrownBy(log::close).isInstanceOf(UncheckedIOException.class);
    }
}
