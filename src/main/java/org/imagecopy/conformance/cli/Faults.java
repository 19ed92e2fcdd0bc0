package org.imagecopy.conformance.cli;

import java.util.ArrayList;
import java.util.List;

import org.imagecopy.conformance.emulator.Filter;
import org.imagecopy.conformance.fault.FaultCatalogue;
import org.imagecopy.conformance.target.ConfigurationException;

/** The filters that options name. */
final class Faults {

    private Faults() {
    }

    static List<Filter> filters(String family, List<String> faults, List<String> variants) {
        List<Filter> filters = new ArrayList<>();
        for (String id : faults) {
            filters.addAll(FaultCatalogue.fault(family, id).orElseThrow(() -> unknown("fault", id, family)).filters().get());
        }
        for (String id : variants) {
            filters.addAll(FaultCatalogue.variant(family, id).orElseThrow(() -> unknown("variant", id, family)).filters().get());
        }
        return filters;
    }

    private static ConfigurationException unknown(String kind, String id, String family) {
        return new ConfigurationException("no " + kind + " '" + id + "' for " + family + "; known: "
                + (kind.equals("fault") ? String.join(", ", FaultCatalogue.faults(family).stream().map(f -> f.id()).toList())
                        : String.join(", ", FaultCatalogue.variants(family).stream().map(v -> v.id()).toList())));
    }
}
