package org.imagecopy.conformance.emulator;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A machine image. What it is at an instant follows from its phases, so that nothing has to happen for time to pass.
 *
 * @param id the id, unique within its place
 * @param place where it is kept
 * @param name the name, may be empty
 * @param description the description, may be empty
 * @param tag the business group (UHost), empty where the family has none
 * @param type the vendor's word: {@code CUSTOM}, {@code SYSTEM} (ECD) or {@code Custom}, {@code Base}, {@code Business} (UHost)
 * @param attributes further members of the vendor's listing in order: texts, whole numbers, booleans or lists of texts
 * @param created when it was asked for
 * @param phases its life in ascending order; before the first phase it is {@link State#ABSENT}
 * @param copyOf the id of the image that it is a copy of
 */
public record Image(
    String id,
    Place place,
    String name,
    String description,
    String tag,
    String type,
    Map<String, Object> attributes,
    Instant created,
    List<Phase> phases,
    Optional<String> copyOf) {

  private static final Class<?> KEPT = Collections.unmodifiableMap(new LinkedHashMap<>()).getClass();

  /** Keeps unmodifiable copies of the collections. */
  public Image {
    // Thousands of copies share the attributes of their source: what another image keeps already is not copied again.
    attributes = attributes.getClass() == KEPT ? attributes : Collections.unmodifiableMap(new LinkedHashMap<>(attributes));
    phases = List.copyOf(phases);
  }

  /** Returns the condition at an instant. */
  public State state(Instant now) {
    State state = State.ABSENT;
    for (Phase phase : phases) {
      if (phase.from().isAfter(now)) {
        break;
      }
      state = phase.state();
    }
    return state;
  }

  /** Returns when the condition at an instant began; the moment of creation if it has none yet. */
  public Instant since(Instant now) {
    Instant since = created;
    for (Phase phase : phases) {
      // Instant.MIN stands for ever.
      if (!phase.from().isAfter(now) && phase.from().isAfter(created)) {
        since = phase.from();
      }
    }
    return since;
  }

  /** Returns whether listings show the image at an instant. */
  public boolean isListed(Instant now) {
    return state(now) != State.ABSENT;
  }

  /**
   * Returns how far the current phase has come, in percent.
   *
   * @return 100 for an image that is no longer being made; from 0 to 99.99 otherwise, 0 if it never ends
   */
  public double progress(Instant now) {
    for (int i = phases.size() - 1; i >= 0; i--) {
      Phase phase = phases.get(i);
      if (phase.from().isAfter(now)) {
        continue;
      }
      if (phase.state() != State.CREATING && phase.state() != State.COPYING) {
        return 100;
      }
      if (i == phases.size() - 1) {
        return 0;
      }
      double whole = seconds(Duration.between(phase.from(), phases.get(i + 1).from()));
      double done = seconds(Duration.between(phase.from(), now));
      return Math.min(99.99, 100 * done / whole);
    }
    return 0;
  }

  private static double seconds(Duration duration) {
    return duration.getSeconds() + duration.getNano() / 1e9;
  }

  /** Returns this image in another place. */
  public Image withPlace(Place other) {
    return new Image(id, other, name, description, tag, type, attributes, created, phases, copyOf);
  }

  /** Returns this image under another id. */
  public Image withId(String other) {
    return new Image(other, place, name, description, tag, type, attributes, created, phases, copyOf);
  }

  /** Returns this image with another name. */
  public Image withName(String other) {
    return new Image(id, place, other, description, tag, type, attributes, created, phases, copyOf);
  }

  /** Returns this image with another description. */
  public Image withDescription(String other) {
    return new Image(id, place, name, other, tag, type, attributes, created, phases, copyOf);
  }

  /** Returns this image with another tag. */
  public Image withTag(String other) {
    return new Image(id, place, name, description, other, type, attributes, created, phases, copyOf);
  }

  /** Returns this image with one attribute added or replaced. */
  public Image withAttribute(String attribute, Object value) {
    Map<String, Object> changed = new LinkedHashMap<>(attributes);
    changed.put(attribute, value);
    return new Image(id, place, name, description, tag, type, changed, created, phases, copyOf);
  }

  /** Returns this image with another life. */
  public Image withPhases(List<Phase> other) {
    return new Image(id, place, name, description, tag, type, attributes, created, other, copyOf);
  }

  /** Returns this image in one condition since ever and for ever. */
  public Image withState(State state) {
    return withPhases(List.of(new Phase(Instant.MIN, state)));
  }

  /** Returns this image with its condition begun anew at an instant; what comes later stays. */
  public Image refreshed(Instant now) {
    List<Phase> changed = new ArrayList<>();
    phases.stream().filter(phase -> !phase.from().isAfter(now)).forEach(changed::add);
    changed.add(new Phase(now, state(now)));
    phases.stream().filter(phase -> phase.from().isAfter(now)).forEach(changed::add);
    return withPhases(changed);
  }

  /** Returns this image with a condition that starts at an instant and replaces all that would have come after. */
  public Image becoming(State state, Instant from) {
    List<Phase> changed = new ArrayList<>();
    for (Phase phase : phases) {
      if (phase.from().isBefore(from)) {
        changed.add(phase);
      }
    }
    changed.add(new Phase(from, state));
    return withPhases(changed);
  }
}
