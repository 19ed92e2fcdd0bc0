package org.imagecopy.conformance.emulator;

/**
 * Why a request is not carried out.
 *
 * @param rule the name of the rule that it breaks
 * @param kind the kind of that rule
 * @param status the HTTP status of the answer
 * @param code the vendor's code; for UHost a whole number other than 0
 * @param message what is wrong, in words
 */
public record Refusal(String rule, Rule.Kind kind, int status, String code, String message) {

  /** Returns this refusal with another HTTP status. */
  public Refusal withStatus(int other) {
    return new Refusal(rule, kind, other, code, message);
  }

  /** Returns this refusal with another code. */
  public Refusal withCode(String other) {
    return new Refusal(rule, kind, status, other, message);
  }

  /** Returns this refusal with another message. */
  public Refusal withMessage(String other) {
    return new Refusal(rule, kind, status, code, other);
  }
}
