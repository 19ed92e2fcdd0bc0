package org.imagecopy.conformance.report;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Runs the unpacked command line of Allure 2 on a folder of results. Needs no network and sends none of the report anywhere. */
public final class AllureReport {

    private static final int PATIENCE_SECONDS = 120;
    private static final Pattern HISTORY = Pattern.compile("d\\('history/([a-z-]+\\.json)','([A-Za-z0-9+/=]*+)'");

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
        Path libraries = allureHome.resolve("lib");
        if (!Files.isDirectory(libraries)) {
            return new Generation(false, "no Allure command line in " + allureHome);
        }
        try {
            carry(out, results.resolve("history"));
            Path java = Path.of(System.getProperty("java.home"), "bin", "java");
            ProcessBuilder builder = new ProcessBuilder(List.of(java.toString(), "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC",
                    "-cp", libraries + "/*" + File.pathSeparator + allureHome.resolve("config"),
                    "io.qameta.allure.CommandLine", "generate", "--single-file", "--clean",
                    "-o", out.toAbsolutePath().toString(), results.toAbsolutePath().toString()));
            builder.environment().put("ALLURE_NO_ANALYTICS", "true");
            builder.environment().put("APP_HOME", allureHome.toAbsolutePath().toString());
            builder.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD);
            Process process = builder.start();
            process.getOutputStream().close();
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                return new Generation(false, "Allure took longer than " + PATIENCE_SECONDS + " s");
            }
            if (process.exitValue() != 0 || !Files.isRegularFile(out.resolve("index.html"))) {
                return new Generation(false, "Allure ended with exit code " + process.exitValue());
            }
            return new Generation(true, "");
        } catch (IOException | IllegalArgumentException e) {
            return new Generation(false, "Allure failed: " + PlainText.of(String.valueOf(e.getMessage())));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Generation(false, "interrupted");
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
            Matcher inside = HISTORY.matcher(Files.readString(page));
            while (inside.find()) {
                Files.createDirectories(to);
                Files.write(to.resolve(inside.group(1)), Base64.getDecoder().decode(inside.group(2)));
            }
        }
    }
}
