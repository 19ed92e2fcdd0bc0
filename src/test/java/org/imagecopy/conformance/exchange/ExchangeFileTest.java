package org.imagecopy.conformance.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every exchange is found again by its number, in whatever order they were written. */
class ExchangeFileTest {

    @TempDir
    private Path folder;

    private static Exchange exchange(int number, String body) {
        return new Exchange(number, "case " + number, new Request("GET", "/", List.of(), new byte[0], "DescribeImages", List.of()),
                Optional.of(new Reply(200, List.of(), body.getBytes(StandardCharsets.UTF_8))), Optional.empty(), Instant.EPOCH, Duration.ZERO);
    }

    @Test
    void linesAreFoundByNumber() throws IOException {
        Path file = folder.resolve("exchanges.jsonl");
        try (ExchangeLog log = new ExchangeLog(file, Redactor.of(List.of()))) {
            for (int number : new int[] {3, 1, 2, 5_000, 17}) {
                log.add(exchange(number, "{\"number\":99,\"Name\":\"镜像 𠮷 " + number + "\"}\n"));
            }
        }
        List<String> lines = Files.readAllLines(file);
        try (ExchangeFile read = new ExchangeFile(file)) {
            assertThat(List.of(read.apply(3), read.apply(1), read.apply(2), read.apply(5_000), read.apply(17))).isEqualTo(lines);
            assertThat(read.apply(17)).contains("镜像 𠮷 17");
            assertThat(read.apply(4)).isNull();
            assertThat(read.apply(0)).isNull();
            assertThat(read.apply(1_000_000)).isNull();
        }
    }

    @Test
    void aRunThatSentNothingHasNone() throws IOException {
        try (ExchangeFile read = new ExchangeFile(Files.createFile(folder.resolve("exchanges.jsonl")))) {
            assertThat(read.apply(1)).isNull();
        }
    }
}
