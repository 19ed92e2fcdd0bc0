package org.imagecopy.conformance.emulator;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a request makes: the image to be and the task that the answer names.
 *
 * @param image the image as it will be listed: place, id, name, description, tag, attributes, phases
 * @param taskId the id of the task, empty where the family has none
 * @param made whether the image really comes into being
 * @param announced whether the answer mentions it
 */
public record Copy(Image image, String taskId, boolean made, boolean announced) {

  /** Creates a copy that is both made and announced. */
  public Copy(Image image, String taskId) {
    this(image, taskId, true, true);
  }

  /** Returns this copy with another image. */
  public Copy withImage(Image other) {
    return new Copy(other, taskId, made, announced);
  }

  /** Returns this copy with another task id. */
  public Copy withTaskId(String other) {
    return new Copy(image, other, made, announced);
  }

  /** Returns this copy as one that is announced, but never comes into being. */
  public Copy hollow() {
    return new Copy(image, taskId, false, announced);
  }

  /** Returns this copy as one that comes into being, but is not announced. */
  public Copy hidden() {
    return new Copy(image, taskId, made, false);
  }

  /** Builds the image that a faithful copy of another image becomes, of its own type whatever that of the source: {@link State#COPYING} at once, usable when ready. */
  public static Image imageOf(
      Image source, String type, Place place, String id, String name, String description, String tag, Instant now, Instant ready) {
    List<Phase> phases = ready.isAfter(now)
        ? List.of(new Phase(now, State.COPYING), new Phase(ready, State.AVAILABLE))
        : List.of(new Phase(now, State.AVAILABLE));
    return new Image(
        id, place, name, description, tag, type, source.attributes(), now, phases, Optional.of(source.id()));
  }
}
