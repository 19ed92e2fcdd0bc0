package org.imagecopy.conformance.emulator.ecd;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The nonces seen lately. A timestamp may lie 15 minutes ahead and be used until it lies 15 minutes behind, so a nonce is
 * remembered for twice the window, or until a greatest number of others have come: an emulator under load must not fill its
 * memory with them.
 */
final class NonceMemory {

  private final Duration retention;
  private final int greatest;
  private final Map<Key, Long> seen = new LinkedHashMap<>();

  NonceMemory(Duration window, int greatest) {
    retention = window.multipliedBy(2).plusSeconds(1);
    this.greatest = greatest;
  }

  /** Remembers a nonce and returns whether it is new. */
  boolean add(String keyId, String nonce, Instant now) {
    Key key = Key.of(keyId + '\n' + nonce);
    long oldest = now.minus(retention).toEpochMilli();
    synchronized (seen) {
      Iterator<Long> times = seen.values().iterator();
      while (times.hasNext() && (times.next() < oldest || seen.size() > greatest)) {
        times.remove();
      }
      return seen.putIfAbsent(key, now.toEpochMilli()) == null;
    }
  }

  /** The first half of a hash: a nonce may be as long as a request, and nobody finds two that agree in it by chance. */
  private record Key(long first, long second) {

    static Key of(String text) {
      try {
        ByteBuffer hash = ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        return new Key(hash.getLong(), hash.getLong());
      } catch (NoSuchAlgorithmException missing) {
        throw new IllegalStateException("The Java runtime lacks SHA-256", missing);
      }
    }
  }
}
