package org.imagecopy.conformance.emulator;

import java.util.List;

/**
 * A parameter as it was sent, decoded.
 *
 * @param name the name
 * @param values the value; more or fewer than one only for an array
 * @param array whether it was a real JSON array
 * @param origin where it was sent
 */
public record Parameter(String name, List<String> values, boolean array, Origin origin) {

  /** The part of a request that carries a parameter. */
  public enum Origin {
    /** The query of the address. */
    QUERY,
    /** The body, a form or JSON. */
    BODY
  }

  /** Keeps an unmodifiable copy of the values. */
  public Parameter {
    values = List.copyOf(values);
  }

  /** Creates a parameter with one value. */
  public Parameter(String name, String value, Origin origin) {
    this(name, List.of(value), false, origin);
  }
}
