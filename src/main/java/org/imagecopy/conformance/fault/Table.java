package org.imagecopy.conformance.fault;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.imagecopy.conformance.emulator.Filter;

/** Collects the entries of a part of the catalogue. */
final class Table {

  private final String family;
  private final List<Fault> faults = new ArrayList<>();
  private final List<Variant> variants = new ArrayList<>();

  Table(Dialect dialect) {
    family = dialect.family();
  }

  /** Adds a fault with one filter. */
  void fault(String id, String row, Expected expected, String difference, Supplier<Filter> filter) {
    faults.add(new Fault(id, family, row, expected, difference, Explanations.of(family, id), () -> List.of(filter.get())));
  }

  /** Adds a variant with one filter. */
  void variant(String id, String description, Supplier<Filter> filter) {
    severalFilters(id, description, () -> List.of(filter.get()));
  }

  /** Adds a variant with several filters. */
  void severalFilters(String id, String description, Supplier<List<Filter>> filters) {
    variants.add(new Variant(id, family, description, filters));
  }

  List<Fault> faults() {
    return List.copyOf(faults);
  }

  List<Variant> variants() {
    return List.copyOf(variants);
  }
}
