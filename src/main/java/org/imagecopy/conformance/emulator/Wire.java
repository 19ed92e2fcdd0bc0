package org.imagecopy.conformance.emulator;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;

/**
 * An answer as it is sent.
 *
 * @param status the HTTP status
 * @param headers headers by name, without length and connection headers
 * @param body the bytes
 * @param chunked whether to send it in chunks instead of announcing its length
 * @param close whether to close the connection after it
 * @param drop whether to close the connection instead of answering at all
 * @param announcedLength a length to announce that differs from that of the body; if it is greater, the connection is
 *     closed after the body, if it is smaller, the rest of the body is not sent
 * @param delay how long to wait before the first byte
 * @param pause how long to wait after each byte of the body
 */
public record Wire(
    int status,
    Map<String, String> headers,
    byte[] body,
    boolean chunked,
    boolean close,
    boolean drop,
    OptionalLong announcedLength,
    Duration delay,
    Duration pause) {

  /** Keeps an unmodifiable copy of the headers. */
  public Wire {
    headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
  }

  /** Creates an answer that is sent at once with its true length on a connection that stays open. */
  public Wire(int status, Map<String, String> headers, byte[] body) {
    this(status, headers, body, false, false, false, OptionalLong.empty(), Duration.ZERO, Duration.ZERO);
  }

  /** Returns this answer with another status. */
  public Wire withStatus(int other) {
    return new Wire(other, headers, body, chunked, close, drop, announcedLength, delay, pause);
  }

  /** Returns this answer with one header added or replaced. */
  public Wire withHeader(String name, String value) {
    Map<String, String> changed = new LinkedHashMap<>(headers);
    changed.put(name, value);
    return new Wire(status, changed, body, chunked, close, drop, announcedLength, delay, pause);
  }

  /** Returns this answer with other bytes. */
  public Wire withBody(byte[] other) {
    return new Wire(status, headers, other, chunked, close, drop, announcedLength, delay, pause);
  }

  /** Returns this answer in chunks. */
  public Wire inChunks() {
    return new Wire(status, headers, body, true, close, drop, announcedLength, delay, pause);
  }

  /** Returns this answer as the last one of its connection. */
  public Wire closing() {
    return new Wire(status, headers, body, chunked, true, drop, announcedLength, delay, pause);
  }

  /** Returns the absence of an answer: the connection is closed. */
  public Wire dropped() {
    return new Wire(status, headers, body, chunked, close, true, announcedLength, delay, pause);
  }

  /** Returns this answer with an untrue length. */
  public Wire announcing(long length) {
    return new Wire(status, headers, body, chunked, close, drop, OptionalLong.of(length), delay, pause);
  }

  /** Returns this answer after a delay. */
  public Wire delayed(Duration other) {
    return new Wire(status, headers, body, chunked, close, drop, announcedLength, other, pause);
  }

  /** Returns this answer with a pause after each byte. */
  public Wire paced(Duration other) {
    return new Wire(status, headers, body, chunked, close, drop, announcedLength, delay, other);
  }
}
