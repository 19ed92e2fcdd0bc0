package org.imagecopy.conformance.emulator;

import java.util.List;

/**
 * A region of the cloud.
 *
 * @param id the id, such as {@code cn-hangzhou} or {@code hk}
 * @param name the name for people
 * @param endpoint the host name that serves it, may be empty
 * @param zones the ids of its availability zones, empty where the family has none
 */
public record Region(String id, String name, String endpoint, List<String> zones) {

  /** Keeps an unmodifiable copy of the zones. */
  public Region {
    zones = List.copyOf(zones);
  }
}
