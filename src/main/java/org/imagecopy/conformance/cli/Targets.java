package org.imagecopy.conformance.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.imagecopy.conformance.engine.Time;
import org.imagecopy.conformance.family.Family;
import org.imagecopy.conformance.reference.Embedded;
import org.imagecopy.conformance.target.Target;

/** What a command works on: one configured target, or emulators in this process, which end with it. */
final class Targets implements AutoCloseable {

    private final List<Target> all;
    private final Map<Target, Embedded> emulators;

    private Targets(List<Target> all, Map<Target, Embedded> emulators) {
        this.all = all;
        this.emulators = emulators;
    }

    /** A configured target, complete for its family. */
    static Targets of(Target target) {
        Family.of(target.family()).check(target);
        return new Targets(List.of(target), Map.of());
    }

    /**
     * Emulators, started.
     *
     * @param changes settings; those that say where a target is and what it holds are the emulators' own
     */
    static Targets embedded(List<String> families, List<String> faults, Map<String, String> changes) {
        Faults.check(families, faults, List.of());
        Map<String, String> applied = applicable(changes);
        Map<Target, Embedded> emulators = new LinkedHashMap<>();
        try {
            for (String family : families) {
                Embedded embedded = Embedded.start(family, Faults.filters(family, faults, List.of()), applied);
                emulators.put(embedded.target(), embedded);
            }
        } catch (RuntimeException e) {
            emulators.values().forEach(Embedded::close);
            throw e;
        }
        return new Targets(List.copyOf(emulators.keySet()), emulators);
    }

    /** The same emulators as they would be, not started. */
    static Targets described(List<String> families, List<String> faults, Map<String, String> changes) {
        Faults.check(families, faults, List.of());
        return new Targets(families.stream().map(family -> Embedded.described(family, applicable(changes))).toList(), Map.of());
    }

    private static Map<String, String> applicable(Map<String, String> changes) {
        Map<String, String> applicable = new LinkedHashMap<>(changes);
        applicable.keySet().removeIf(path -> !path.matches("limits\\..*|capabilities\\..*|frugal|exclusive|expected-failures"));
        return applicable;
    }

    /** The targets. */
    List<Target> all() {
        return all;
    }

    /** Whether they are the emulators of this process. */
    boolean embedded() {
        return all.stream().allMatch(Target::embedded);
    }

    /** The time of a target. */
    Time time(Target target) {
        return emulators.containsKey(target) ? emulators.get(target).time() : Time.wall();
    }

    @Override
    public void close() {
        emulators.values().forEach(Embedded::close);
    }
}
