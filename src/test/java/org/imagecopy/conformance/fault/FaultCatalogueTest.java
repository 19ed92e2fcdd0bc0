package org.imagecopy.conformance.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.imagecopy.conformance.emulator.CallReader;
import org.imagecopy.conformance.emulator.Emulator;
import org.imagecopy.conformance.emulator.Filter;
import org.imagecopy.conformance.emulator.VirtualClock;
import org.imagecopy.conformance.emulator.Wire;
import org.imagecopy.conformance.emulator.World;
import org.imagecopy.conformance.emulator.ecd.EcdEmulator;
import org.imagecopy.conformance.emulator.ecd.EcdWorld;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FaultCatalogueTest {

  /** Shows only when two requests meet. */
  private static final Set<String> CONCURRENT = Set.of("C-PARM-LAXGET", "C-COPY-CROSSED");
  /** Show to others only, in what a target declares, or in empty places, which the probes do not have. */
  private static final Set<String> UNSEEN = Set.of("V35-one-region-pair", "V36-one-project", "V60-no-empty-lists", "V60-null-lists", "V51-other-tenants");

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
  void everyVariantDiffersAndNeverFails(String family) {
    String healthy = run(family, List.of());
    Set<String> unseen = new TreeSet<>();
    for (Variant variant : FaultCatalogue.variants(family)) {
      String other = run(family, variant.filters().get());
      assertThat(other).as(variant.id()).doesNotContain("InternalError", "The emulator failed");
      if (other.equals(healthy) && !UNSEEN.contains(variant.id())) {
        unseen.add(variant.id());
      }
    }
    assertThat(unseen).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"ecd", "uhost"})
  void pairsOfFaultsNeverFail(String family) {
    List<Fault> faults = FaultCatalogue.faults(family).stream().filter(fault -> !CONCURRENT.contains(fault.id())).toList();
    Random random = new Random(17);
    for (int i = 0; i < 60; i++) {
      Fault first = faults.get(random.nextInt(faults.size()));
      Fault second = faults.get(random.nextInt(faults.size()));
      List<Filter> both = Stream.of(first, second).flatMap(fault -> fault.filters().get().stream()).toList();
      assertThat(run(family, both)).as(first.id() + " and " + second.id())
          .doesNotContain("InternalError", "The emulator failed");
    }
  }

  @Test
  void concurrentCopiesSwapTheirNames() throws Exception {
    VirtualClock clock = new VirtualClock(EcdProbes.START);
    World world = EcdWorld.standard(clock);
    Filter crossed = FaultCatalogue.fault("ecd", "C-COPY-CROSSED").orElseThrow().filters().get().get(0);
    // The rules are of no interest here, so that requests need no signature.
    Emulator emulator = new EcdEmulator(world, clock, List.of(Rules.without(context -> true, rule -> true), crossed));
    ExecutorService threads = Executors.newFixedThreadPool(2);
    try {
      for (Future<Wire> answer : threads.invokeAll(List.<Callable<Wire>>of(
          () -> copy(emulator, "First", "one"), () -> copy(emulator, "Second", "two")))) {
        assertThat(answer.get().status()).isEqualTo(200);
      }
    } finally {
      threads.shutdownNow();
    }
    assertThat(world.journal()).extracting(event -> event.image().name() + ' ' + event.image().description())
        .containsExactlyInAnyOrder("First two", "Second one");
  }

  private static Wire copy(Emulator emulator, String name, String description) {
    return emulator.serve(CallReader.read("GET", "/", "Action=CopyImage&RegionId=cn-hangzhou&ImageId=" + EcdWorld.SOURCE_IMAGE
        + "&DestinationRegionId=cn-shenzhen&DestinationImageName=" + name + "&DestinationDescription=" + description,
        Map.of(), new byte[0], 1, 1));
  }

  private static String run(String family, List<Filter> filters) {
    return family.equals("ecd") ? EcdProbes.run(filters) : UHostProbes.run(filters);
  }
}
