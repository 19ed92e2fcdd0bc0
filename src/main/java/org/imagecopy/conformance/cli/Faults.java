package org.imagecopy.conformance.cli;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.imagecopy.conformance.emulator.Filter;
import org.imagecopy.conformance.fault.Fault;
import org.imagecopy.conformance.fault.FaultCatalogue;
import org.imagecopy.conformance.fault.Variant;
import org.imagecopy.conformance.target.ConfigurationException;

/** The filters that options name. */
final class Faults {

    private Faults() {
    }

    /** What the emulator of a family does differently, as far as the family knows these faults and variants. */
    static List<Filter> filters(String family, List<String> faults, List<String> variants) {
        return Stream.concat(
                faults.stream().flatMap(id -> FaultCatalogue.fault(family, id).stream()).flatMap(fault -> fault.filters().get().stream()),
                variants.stream().flatMap(id -> FaultCatalogue.variant(family, id).stream()).flatMap(variant -> variant.filters().get().stream())).toList();
    }

    /**
     * Whether each is known to at least one of these families.
     *
     * @throws ConfigurationException when one is known to none; it tells what is spelt nearly so
     */
    static void check(List<String> families, List<String> faults, List<String> variants) {
        check("fault", faults, families, family -> FaultCatalogue.faults(family).stream().map(Fault::id),
                "'./conformance explain ROW' names those of a row, './conformance selftest' tries all");
        check("variant", variants, families, family -> FaultCatalogue.variants(family).stream().map(Variant::id), "'./conformance selftest' tries all");
    }

    private static void check(String kind, List<String> ids, List<String> families, Function<String, Stream<String>> knownTo, String mend) {
        if (ids.isEmpty()) {
            return;
        }
        Set<String> known = families.stream().flatMap(knownTo).collect(Collectors.toCollection(LinkedHashSet::new));
        ids.stream().filter(id -> !known.contains(id)).findFirst().ifPresent(id -> {
            throw new ConfigurationException("no " + kind + " '" + id + "' for " + String.join(" or ", families) + "; nearest: "
                    + String.join(", ", NearestNames.to(id, known)) + "; " + mend);
        });
    }
}
