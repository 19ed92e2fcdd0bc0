package org.imagecopy.conformance.selftest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;

import org.imagecopy.conformance.check.Check;
import org.imagecopy.conformance.emulator.Filter;
import org.imagecopy.conformance.engine.Engine;
import org.imagecopy.conformance.engine.Halt;
import org.imagecopy.conformance.engine.Progress;
import org.imagecopy.conformance.engine.Selection;
import org.imagecopy.conformance.reference.Embedded;
import org.imagecopy.conformance.result.RunResult;

/** Runs the suite against emulators with filters, in this process and on a clock that only the run moves. Thread safe. */
public final class Laboratory {

    private static final long SEED = 20_260_105;
    /** A silent emulator must not hold a run for the usual half minute. */
    private static final Map<String, String> IMPATIENT = Map.of("limits.timeout", "2s", "limits.workers", "4");

    private final Engine engine;

    /** @param engine the rehearsed features of every family under test */
    public Laboratory(Engine engine) {
        this.engine = engine;
    }

    /**
     * What is to be observed.
     *
     * @param family    the family
     * @param filters   makes what is different about the emulator
     * @param declared  what its target says of it beyond the usual
     * @param strict    whether implied rows count
     * @param disabled  checks to leave out
     * @param selection the cases to run
     */
    public record Setup(String family, Supplier<List<Filter>> filters, Map<String, String> declared, boolean strict, Set<Check> disabled, Selection selection) {

        /** A complete lenient run. */
        public static Setup of(String family, Supplier<List<Filter>> filters) {
            return new Setup(family, filters, Map.of(), false, Set.of(), Selection.ALL);
        }

        /** The same with other cases. */
        public Setup selecting(Selection other) {
            return new Setup(family, filters, declared, strict, disabled, other);
        }

        /** The same without some checks. */
        public Setup without(Set<Check> checks) {
            return new Setup(family, filters, declared, strict, checks, selection);
        }

        /** The same with implied rows counting or not. */
        public Setup strictly(boolean other) {
            return new Setup(family, filters, declared, other, disabled, selection);
        }

        /** The same with further settings of the target. */
        public Setup declaring(Map<String, String> more) {
            Map<String, String> all = new LinkedHashMap<>(declared);
            all.putAll(more);
            return new Setup(family, filters, all, strict, disabled, selection);
        }
    }

    /** One run. */
    public Observation observe(Setup setup) {
        Path folder;
        try {
            folder = Files.createTempDirectory("conformance-selftest");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Map<String, String> settings = new LinkedHashMap<>(IMPATIENT);
        settings.putAll(setup.declared());
        try (Embedded embedded = Embedded.start(setup.family(), setup.filters().get(), settings)) {
            RunResult result = engine.run(List.of(embedded.target()), t -> embedded.time(),
                    new Engine.Settings(setup.selection(), setup.strict(), SEED, folder, Progress.NONE, setup.disabled(), new Halt()));
            return Observation.of(result);
        } finally {
            delete(folder);
        }
    }

    private static void delete(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
