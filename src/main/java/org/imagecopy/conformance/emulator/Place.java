package org.imagecopy.conformance.emulator;

/**
 * Where an image is kept.
 *
 * @param region the region id
 * @param owner who sees it there: the account id (ECD), the project id (UHost), or {@link #PUBLIC}
 */
public record Place(String region, String owner) {

  /** The owner of system images, which every caller sees. */
  public static final String PUBLIC = "public";
}
