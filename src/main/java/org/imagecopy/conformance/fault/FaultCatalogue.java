package org.imagecopy.conformance.fault;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** All seeded faults and conformant variants by family, {@code ecd} or {@code uhost}. An unknown family has none. */
public final class FaultCatalogue {

  private FaultCatalogue() {}

  /** Returns the faults of a family: the common ones first, then its own. */
  public static List<Fault> faults(String family) {
    return Dialect.of(family).map(dialect -> Stream.concat(
        CommonFaults.of(dialect).stream(),
        (dialect == Dialect.ECD ? EcdFaults.list() : UHostFaults.list()).stream()).toList()).orElse(List.of());
  }

  /** Returns the fault of an id. */
  public static Optional<Fault> fault(String family, String id) {
    return faults(family).stream().filter(fault -> fault.id().equals(id)).findFirst();
  }

  /** Returns the conformant variants of a family. */
  public static List<Variant> variants(String family) {
    return Dialect.of(family).map(dialect -> dialect == Dialect.ECD ? EcdVariants.list() : UHostVariants.list())
        .orElse(List.of());
  }

  /** Returns the variant of an id. */
  public static Optional<Variant> variant(String family, String id) {
    return variants(family).stream().filter(variant -> variant.id().equals(id)).findFirst();
  }
}
