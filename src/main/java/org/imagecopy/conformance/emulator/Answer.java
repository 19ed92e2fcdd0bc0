package org.imagecopy.conformance.emulator;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * An answer before it is rendered.
 *
 * @param operation the operation that it answers, empty if unknown
 * @param refusal why the request was refused; empty for a success
 * @param status the HTTP status
 * @param headers headers by name; length and connection headers are added when it is sent
 * @param body the document; a filter may change it in place, it belongs to this answer alone
 */
public record Answer(
    String operation, Optional<Refusal> refusal, int status, Map<String, String> headers, JsonNode body) {

  /** Keeps an unmodifiable copy of the headers. */
  public Answer {
    headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
  }

  /** Returns whether the request was carried out. */
  public boolean isSuccess() {
    return refusal.isEmpty();
  }

  /** Returns this answer with another status. */
  public Answer withStatus(int other) {
    return new Answer(operation, refusal, other, headers, body);
  }

  /** Returns this answer with one header added or replaced; the name is compared as written. */
  public Answer withHeader(String name, String value) {
    Map<String, String> changed = new LinkedHashMap<>(headers);
    changed.put(name, value);
    return new Answer(operation, refusal, status, changed, body);
  }

  /** Returns this answer without a header. */
  public Answer withoutHeader(String name) {
    Map<String, String> changed = new LinkedHashMap<>(headers);
    changed.remove(name);
    return new Answer(operation, refusal, status, changed, body);
  }

  /** Returns this answer with another document. */
  public Answer withBody(JsonNode other) {
    return new Answer(operation, refusal, status, headers, other);
  }
}
