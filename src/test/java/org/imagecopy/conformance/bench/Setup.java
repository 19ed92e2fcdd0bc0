package org.imagecopy.conformance.bench;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.spi.ToolProvider;

/**
 * What every section needs.
 *
 * @param root   folder of the project
 * @param folder where a benchmark may write
 * @param runs   how often each process is measured
 */
record Setup(Path root, Path folder, int runs) {

    /** The flags of the launcher, for processes that it does not start. */
    static final List<String> FLAGS = List.of("-XX:TieredStopAtLevel=1", "-XX:-UseDynamicNumberOfCompilerThreads", "-XX:+UseSerialGC", "-Xshare:auto", "-Xlog:disable", "-Xlog:all=error:stderr");

    private static final Set<Path> PACKED = new HashSet<>();

    /** Command line of the suite. */
    List<String> conformance(String... arguments) {
        List<String> line = new ArrayList<>(List.of(root.resolve("conformance").toString()));
        line.addAll(List.of(arguments));
        return line;
    }

    /** Command line of another main class of the benchmark, with the launcher's flags. */
    List<String> java(Class<?> main, List<String> flags, String... arguments) {
        List<String> line = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        line.addAll(FLAGS);
        line.addAll(flags);
        // Jars only: the archive of classes does not accept folders.
        line.addAll(List.of("-cp", jar() + File.pathSeparator + root.resolve("target/conformance/lib/*"), main.getName()));
        line.addAll(List.of(arguments));
        return line;
    }

    private Path jar() {
        Path jar = folder.resolve("bench.jar");
        if (PACKED.add(jar)) {
            ToolProvider.findFirst("jar").orElseThrow().run(System.out, System.err, "--create", "--file", jar.toString(), "-C",
                    root.resolve("target/test-classes").toString(), Setup.class.getPackageName().replace('.', '/'));
        }
        return jar;
    }

    /** Runs some command lines in turn, each as often as set; all must end well. */
    Map<String, List<Measurement>> inTurn(Map<String, Supplier<Measurement>> what) {
        Map<String, List<Measurement>> measured = new LinkedHashMap<>();
        for (int i = 0; i < runs; i++) {
            what.forEach((name, measurement) -> measured.computeIfAbsent(name, k -> new ArrayList<>()).add(measurement.get()));
        }
        return measured;
    }

    /** One process with the environment of this one. */
    Measurement measure(List<String> line) {
        return Measurement.of(root, Map.of(), List.of(0), line);
    }

    /** A path that a reader can follow: relative to the project. */
    String shown(Path path) {
        return root.relativize(path).toString().replace(File.separatorChar, '/');
    }
}
