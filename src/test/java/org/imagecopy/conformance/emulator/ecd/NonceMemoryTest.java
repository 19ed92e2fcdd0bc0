package org.imagecopy.conformance.emulator.ecd;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class NonceMemoryTest {

  private static final Instant START = Instant.parse("2026-01-05T08:00:00Z");

  private final NonceMemory memory = new NonceMemory(Duration.ofMinutes(15), 100);

  @Test
  void nonceIsNewOnceForEachKey() {
    assertThat(memory.add("a", "1", START)).isTrue();
    assertThat(memory.add("a", "1", START)).isFalse();
    assertThat(memory.add("b", "1", START)).isTrue();
  }

  @Test
  void nonceIsForgottenAfterTwiceTheWindow() {
    memory.add("a", "1", START);
    assertThat(memory.add("a", "1", START.plus(Duration.ofMinutes(30)))).isFalse();
    assertThat(memory.add("a", "1", START.plus(Duration.ofMinutes(31)))).isTrue();
  }

  @Test
  void memoryIsBounded() {
    memory.add("a", "first", START);
    for (int i = 0; i < 100; i++) {
      memory.add("a", "n" + i, START);
    }
    assertThat(memory.add("a", "n0", START)).as("the latest are remembered").isFalse();
    memory.add("a", "one more", START);
    assertThat(memory.add("a", "first", START)).as("the first one made room").isTrue();
  }
}
