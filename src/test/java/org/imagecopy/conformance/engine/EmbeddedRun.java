package org.imagecopy.conformance.engine;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.imagecopy.conformance.emulator.Filter;
import org.imagecopy.conformance.reference.Embedded;
import org.imagecopy.conformance.result.RunResult;

/** Whole quiet runs against an embedded emulator; the features are rehearsed once for all of them. */
final class EmbeddedRun {

    static final Engine ENGINE = new Engine(List.of("ecd", "uhost"));

    private EmbeddedRun() {
    }

    /**
     * One run.
     *
     * @param filters  what is different about the emulator
     * @param settings what is different about its target
     * @param folder   for exchanges and ledger
     */
    static RunResult of(String family, List<Filter> filters, Map<String, String> settings, Path folder) {
        return of(family, filters, settings, Engine.Settings.quiet(folder, 7));
    }

    /** @param how which cases, and how they are run */
    static RunResult of(String family, List<Filter> filters, Map<String, String> settings, Engine.Settings how) {
        try (Embedded embedded = Embedded.start(family, filters, settings)) {
            return ENGINE.run(List.of(embedded.target()), target -> embedded.time(), how);
        }
    }
}
