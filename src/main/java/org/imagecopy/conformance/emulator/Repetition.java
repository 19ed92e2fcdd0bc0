package org.imagecopy.conformance.emulator;

import java.util.HashMap;
import java.util.Map;

/** Parameters that a request gives more than once. Repeating the same value is harmless; different values are not. */
public final class Repetition {

  private Repetition() {}

  /** Returns whether the query by itself, or the body by itself, gives two values of one parameter. */
  public static boolean contradictsWithin(Call call) {
    for (Parameter.Origin origin : Parameter.Origin.values()) {
      Map<String, Parameter> first = new HashMap<>();
      for (Parameter parameter : call.sent()) {
        if (parameter.origin() == origin) {
          Parameter before = first.putIfAbsent(parameter.name(), parameter);
          if (before != null && !before.values().equals(parameter.values())) {
            return true;
          }
        }
      }
    }
    return false;
  }

  /** Returns whether query and body give different values of one parameter. */
  public static boolean contradictsAcross(Call call) {
    Map<String, Parameter> query = new HashMap<>();
    for (Parameter parameter : call.sent()) {
      if (parameter.origin() == Parameter.Origin.QUERY) {
        query.putIfAbsent(parameter.name(), parameter);
      } else {
        Parameter before = query.get(parameter.name());
        if (before != null && !before.values().equals(parameter.values())) {
          return true;
        }
      }
    }
    return false;
  }
}
