package org.imagecopy.conformance.emulator;

/** The condition of an image at one instant. Each family has its own words for it. */
public enum State {
  /** Being made from something else than an image. */
  CREATING,
  /** Being copied from another image. */
  COPYING,
  /** Usable. */
  AVAILABLE,
  /** Not usable, for ever. */
  FAILED,
  /** Not listed: not yet, or no longer. */
  ABSENT
}
