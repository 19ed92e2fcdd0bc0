package org.imagecopy.conformance.emulator;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** The images of one place in the order in which they were added. */
final class Shelf {

  private final Map<String, Image> images = new LinkedHashMap<>();
  private List<Image> snapshot = List.of();

  synchronized void put(Image image) {
    images.put(image.id(), image);
    snapshot = null;
  }

  synchronized Optional<Image> get(String id) {
    return Optional.ofNullable(images.get(id));
  }

  synchronized Optional<Image> remove(String id) {
    Optional<Image> removed = Optional.ofNullable(images.remove(id));
    if (removed.isPresent()) {
      snapshot = null;
    }
    return removed;
  }

  synchronized Optional<Image> update(String id, UnaryOperator<Image> change) {
    Image before = images.get(id);
    if (before == null) {
      return Optional.empty();
    }
    Image after = change.apply(before);
    images.put(id, after);
    snapshot = null;
    return Optional.of(after);
  }

  synchronized List<Image> list() {
    if (snapshot == null) {
      snapshot = List.copyOf(images.values());
    }
    return snapshot;
  }
}
