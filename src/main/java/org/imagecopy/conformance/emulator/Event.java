package org.imagecopy.conformance.emulator;

import java.time.Instant;

/**
 * One entry of the world's journal.
 *
 * @param time when it happened by the world's clock
 * @param kind what happened
 * @param image the image after it was added or changed, or before it was removed
 */
public record Event(Instant time, Kind kind, Image image) {

  /** What happened to the image. */
  public enum Kind {
    /** It was added. */
    ADDED,
    /** It was changed. */
    CHANGED,
    /** It was removed. */
    REMOVED
  }
}
