package org.imagecopy.conformance.emulator.ecd;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;

/**
 * The nonces seen lately. A timestamp may lie 15 minutes ahead and be used until it lies 15 minutes behind, so a nonce is
 * remembered for twice the window.
 */
final class NonceMemory {

  private final Duration retention;
  private final Set<String> seen = new HashSet<>();
  private final Deque<Entry> order = new ArrayDeque<>();

  NonceMemory(Duration window) {
    retention = window.multipliedBy(2).plusSeconds(1);
  }

  /** Remembers a nonce and returns whether it is new. */
  synchronized boolean add(String keyId, String nonce, Instant now) {
    while (!order.isEmpty() && order.peekFirst().time().plus(retention).isBefore(now)) {
      seen.remove(order.removeFirst().key());
    }
    String key = keyId + '\n' + nonce;
    if (!seen.add(key)) {
      return false;
    }
    order.addLast(new Entry(now, key));
    return true;
  }

  private record Entry(Instant time, String key) {}
}
