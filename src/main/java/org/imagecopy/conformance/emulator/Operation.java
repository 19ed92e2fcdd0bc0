package org.imagecopy.conformance.emulator;

import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** One operation of a family. */
public interface Operation {

  /** Returns its name as requests give it. */
  String name();

  /** Returns its rules in the order in which they are checked, after those of the platform. */
  List<Rule> rules();

  /** Carries out a request that broke no rule and returns the members of the answer that are its own. */
  ObjectNode perform(Context context, Effects effects);

  /** Returns whether it makes copies. */
  default boolean isCopy() {
    return false;
  }

  /** Returns the copies that a request asks for, see {@link Context#asked}. */
  default List<Copy> plan(Context context) {
    return List.of();
  }
}
