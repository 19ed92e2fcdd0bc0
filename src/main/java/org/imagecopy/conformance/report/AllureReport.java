package org.imagecopy.conformance.report;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Runs the unpacked command line of Allure 2 on a folder of results. Needs no network and sends none of the report anywhere. */
public final class AllureReport {

    private static final int PATIENCE_SECONDS = 120;
    private static final String HISTORY = "d('history/";
    private static final Pattern ENTRY = Pattern.compile("d\\('history/([a-z-]+\\.json)','([A-Za-z0-9+/=]*+)'");

    private AllureReport() {
    }

    /**
     * What became of it.
     *
     * @param done   whether {@code out/index.html} is there
     * @param reason one line that says why not; empty when it is
     */
    public record Generation(boolean done, String reason) {
    }

    /**
     * Generates one self-contained {@code out/index.html}. History of an earlier report in {@code out} is carried on.
     *
     * @param allureHome unpacked distribution of allure-commandline, the folder that has {@code lib}
     * @param results    what {@link AllureResults} wrote
     * @param out        folder of the report
     */
    public static Generation generate(Path allureHome, Path results, Path out) {
        try (Prepared prepared = prepare(allureHome, results, out)) {
            return prepared.begin().await();
        }
    }

    /** A generation under way. */
    public interface Running {

        /** Waits for its end. */
        Generation await();
    }

    /** What is ready to generate; when it is closed without having begun, nothing is generated. */
    public interface Prepared extends AutoCloseable {

        /** Begins to generate, see {@link #generate}, and returns at once. The results must not change before it ends. */
        Running begin();

        @Override
        void close();
    }

    /** Gets ready to generate, see {@link #generate}, beside whatever completes the results, and returns at once. */
    public static Prepared prepare(Path allureHome, Path results, Path out) {
        if (!Files.isDirectory(allureHome.resolve("lib"))) {
            return new Hopeless(new Generation(false, "no Allure command line in " + allureHome));
        }
        try {
            Generator generator = Generator.of(allureHome);
            return new Waiting(generator, generator.start(results, out), results, out);
        } catch (IOException | IllegalArgumentException e) {
            return new Hopeless(failed(e));
        }
    }

    /** What cannot begin. */
    private record Hopeless(Generation reason) implements Prepared {

        @Override
        public Running begin() {
            return () -> reason;
        }

        @Override
        public void close() {
            // nothing was started
        }
    }

    /** A process that waits for the results. */
    private record Waiting(Generator generator, Process process, Path results, Path out) implements Prepared {

        @Override
        public Running begin() {
            try (OutputStream word = process.getOutputStream()) {
                carry(out, results.resolve("history"));
                word.write('\n');
            } catch (IOException e) {
                process.destroyForcibly();
                return () -> failed(e);
            }
            return () -> AllureReport.await(process, generator, out);
        }

        @Override
        public void close() {
            try {
                process.getOutputStream().close();
            } catch (IOException e) {
                process.destroyForcibly();
            }
        }
    }

    private static Generation failed(Exception e) {
        return new Generation(false, "Allure failed: " + PlainText.of(String.valueOf(e.getMessage())));
    }

    private static Generation await(Process process, Generator generator, Path out) {
        try {
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                return new Generation(false, "Allure took longer than " + PATIENCE_SECONDS + " s");
            }
            if (process.exitValue() != 0 || !Files.isRegularFile(out.resolve("index.html"))) {
                return new Generation(false, "Allure ended with exit code " + process.exitValue());
            }
            generator.keep();
            return new Generation(true, "");
        } catch (IOException e) {
            return failed(e);
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            return new Generation(false, "interrupted");
        }
    }

    /**
     * The command line of Allure in a JVM of its own, which loads its classes from an archive. The first process writes the archive;
     * it is taken for the next ones when that process has ended well.
     *
     * @param home    unpacked distribution
     * @param own     what stands before it on the class path
     * @param archive where the archive is or will be
     * @param written where this process writes it; {@code null} when it reads it
     */
    private record Generator(Path home, Path own, Path archive, Path written) {

        static Generator of(Path home) throws IOException {
            Path own = classes();
            Path archive = home.resolveSibling("allure-" + Runtime.version().toString().replaceAll("[^A-Za-z0-9.]", "_") + ".jsa");
            boolean current = Files.isRegularFile(archive) && !newer(own, archive) && !newer(home.resolve("lib"), archive);
            // The archive does not accept folders on the class path, and a Java without an archive of its own does not start when told to write one.
            boolean writes = !current && Files.isRegularFile(own) && bringsArchive() && Files.isWritable(home.resolveSibling("."));
            return new Generator(home, own, archive, writes ? archive.resolveSibling(archive.getFileName() + "." + ProcessHandle.current().pid()) : null);
        }

        private static boolean bringsArchive() {
            return Stream.of("lib", "bin").anyMatch(folder -> Files.isRegularFile(Path.of(System.getProperty("java.home"), folder, "server", "classes.jsa")));
        }

        private static Path classes() {
            try {
                return Path.of(AllureReport.class.getProtectionDomain().getCodeSource().getLocation().toURI());
            } catch (URISyntaxException e) {
                throw new IllegalArgumentException(e);
            }
        }

        private static boolean newer(Path file, Path than) throws IOException {
            return Files.getLastModifiedTime(file).compareTo(Files.getLastModifiedTime(than)) > 0;
        }

        Process start(Path results, Path out) throws IOException {
            List<String> line = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xshare:auto", "-Xlog:disable",
                    written == null ? "-XX:SharedArchiveFile=" + archive : "-XX:ArchiveClassesAtExit=" + written));
            line.addAll(List.of("-cp", String.join(File.pathSeparator, own.toString(), home.resolve("lib") + "/*", home.resolve("lib").resolve("config").toString()),
                    AllureProcess.class.getName(), home.toAbsolutePath().toString(), results.toAbsolutePath().toString(), out.toAbsolutePath().toString()));
            ProcessBuilder builder = new ProcessBuilder(line);
            builder.environment().put("ALLURE_NO_ANALYTICS", "true");
            builder.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD);
            return builder.start();
        }

        void keep() throws IOException {
            if (written != null && Files.isRegularFile(written)) {
                Files.move(written, archive, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    /** A single file keeps its history inside; a report of many files keeps it in a folder. */
    private static void carry(Path report, Path to) throws IOException {
        Path folder = report.resolve("history");
        Path page = report.resolve("index.html");
        if (Files.isDirectory(folder)) {
            Files.createDirectories(to);
            try (Stream<Path> files = Files.list(folder)) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    Files.copy(file, to.resolve(file.getFileName().toString()), StandardCopyOption.REPLACE_EXISTING);
                }
            }
        } else if (Files.isRegularFile(page)) {
            String text = Files.readString(page);
            for (int at = text.indexOf(HISTORY); at >= 0; at = text.indexOf(HISTORY, at + 1)) {
                Matcher inside = ENTRY.matcher(text).region(at, text.length());
                if (inside.lookingAt()) {
                    Files.createDirectories(to);
                    Files.write(to.resolve(inside.group(1)), Base64.getDecoder().decode(inside.group(2)));
                }
            }
        }
    }
}
