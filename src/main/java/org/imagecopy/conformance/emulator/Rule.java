package org.imagecopy.conformance.emulator;

import java.util.Optional;
import java.util.function.Predicate;

/**
 * One condition that a request must fulfil.
 *
 * <p>Rules are independent: each holds for a request that lacks what it looks at, so that they may run in any order. The
 * name is stable: subject, dot, topic, as in {@code DestinationImageName.length}.
 *
 * @param name the name
 * @param kind what the rule is about
 * @param check returns a refusal if the rule is broken
 */
public record Rule(String name, Kind kind, Check check) {

  /** What a rule is about. */
  public enum Kind {
    /** The form of the request: method, path, encoding, action, version. */
    PROTOCOL,
    /** Who asks, and whether that is proven. */
    AUTHENTICATION,
    /** A parameter by itself or against another parameter. */
    PARAMETER,
    /** What exists and in which condition it is. */
    RESOURCE
  }

  /** The condition of a rule. */
  @FunctionalInterface
  public interface Check {

    /** Returns a refusal if the rule is broken. */
    Optional<Refusal> apply(Context context);
  }

  /** Creates a rule that refuses with a fixed status, code and message unless a condition holds. */
  public static Rule of(
      String name, Kind kind, int status, String code, String message, Predicate<Context> condition) {
    Refusal refusal = new Refusal(name, kind, status, code, message);
    return new Rule(name, kind, context -> condition.test(context) ? Optional.empty() : Optional.of(refusal));
  }
}
