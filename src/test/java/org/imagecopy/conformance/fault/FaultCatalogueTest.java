package org.imagecopy.conformance.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.imagecopy.conformance.emulator.Filter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FaultCatalogueTest {

  /** Shows only when two requests meet. */
  private static final Set<String> CONCURRENT = Set.of("C-COPY-CROSSED");

  @ParameterizedTest
  @ValueSource(strings = {"ecd", "uhost"})
  void entriesAreWellFormed(String family) {
    List<Fault> faults = FaultCatalogue.faults(family);
    assertThat(faults).hasSizeGreaterThan(100).extracting(Fault::id).doesNotHaveDuplicates();
    assertThat(faults).allSatisfy(fault -> {
      assertThat(fault.id()).matches("[CEU](-[A-Z0-9]+)+(-[A-Z][A-Za-z]+)?");
      assertThat(fault.family()).isEqualTo(family);
      assertThat(fault.row()).matches((family.equals("ecd") ? "ECD" : "UHOST") + "-[A-Z]{3,4}(-[0-9]{2})?");
      assertThat(fault.difference()).matches("[A-Z].*\\.");
      assertThat(fault.filters().get()).isNotEmpty().doesNotContainAnyElementsOf(fault.filters().get());
      assertThat(FaultCatalogue.fault(family, fault.id())).isPresent();
    });
    assertThat(FaultCatalogue.variants(family)).extracting(Variant::id).doesNotHaveDuplicates()
        .allMatch(id -> id.matches("V[0-9]+(-[a-z0-9]+)+"));
    assertThat(FaultCatalogue.variants(family)).allSatisfy(variant -> {
      assertThat(variant.description()).matches("[A-Z].*\\.");
      assertThat(FaultCatalogue.variant(family, variant.id())).isPresent();
    });
  }

  @Test
  void unknownFamiliesHaveNothing() {
    assertThat(FaultCatalogue.faults("ecs")).isEmpty();
    assertThat(FaultCatalogue.variants("ecs")).isEmpty();
    assertThat(FaultCatalogue.fault("ecd", "C-NONE")).isEmpty();
    assertThat(FaultCatalogue.variant("ecd", "V0-none")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"ecd", "uhost"})
  void everyFaultCanBeObserved(String family) {
    String healthy = run(family, List.of());
    assertThat(run(family, List.of())).isEqualTo(healthy);
    assertThat(healthy).doesNotContain("InternalError", "The emulator failed");
    Set<String> unseen = new TreeSet<>();
    for (Fault fault : FaultCatalogue.faults(family)) {
      if (!CONCURRENT.contains(fault.id())) {
        String faulty = run(family, fault.filters().get());
        assertThat(faulty).as(fault.id()).doesNotContain("InternalError", "The emulator failed");
        if (faulty.equals(healthy)) {
          unseen.add(fault.id());
        }
      }
    }
    assertThat(unseen).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"ecd", "uhost"})
  void variantsNeverFail(String family) {
    assertThat(FaultCatalogue.variants(family).stream().filter(variant -> Stream.of("InternalError", "The emulator failed")
        .anyMatch(run(family, variant.filters().get())::contains)).map(Variant::id)).isEmpty();
  }

  private static String run(String family, List<Filter> filters) {
    return family.equals("ecd") ? EcdProbes.run(filters) : UHostProbes.run(filters);
  }
}
