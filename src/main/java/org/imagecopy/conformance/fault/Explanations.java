package org.imagecopy.conformance.fault;

import java.util.Map;

/** Why some faults turn other rows red before the one that they break. A fault that is not here must be seen first in its own row. */
final class Explanations {

  private static final Map<String, String> BY_FAULT = Map.of();

  private Explanations() {}

  static String of(String family, String id) {
    return BY_FAULT.getOrDefault(family + " " + id, BY_FAULT.getOrDefault(id, ""));
  }
}
