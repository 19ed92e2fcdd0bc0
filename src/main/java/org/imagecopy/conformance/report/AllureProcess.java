package org.imagecopy.conformance.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/**
 * Main class of the process that generates Allure's report, with Allure's jars behind it on the class path. It generates a report of one case first, for
 * nobody to read, and so has loaded and compiled most of what it needs when the results of the run are complete. Then it waits for a byte of its
 * input; when that ends without one, nobody wants a report.
 */
final class AllureProcess {

    private static final String COMMAND_LINE = "io.qameta.allure.CommandLine";
    /** Those of its plug-ins that show something of these results; others read what other tools wrote, or tell trackers of it. */
    private static final String CONFIGURATION = """
            plugins:
              - behaviors-plugin
              - packages-plugin
            """;
    private static final String RESULT = """
            {"uuid":"1","historyId":"1","fullName":"x","name":"x","descriptionHtml":"<p>x</p>","status":"failed","stage":"finished","start":1,"stop":2,
            "statusDetails":{"message":"x","trace":"x"},"steps":[{"name":"x","status":"passed","stage":"finished","start":1,"stop":2}],"parameters":[],
            "attachments":[{"name":"x","source":"x-attachment.txt","type":"text/plain"}],"links":[{"name":"x","url":"https://example.com","type":"link"}],
            "labels":[{"name":"epic","value":"x"},{"name":"feature","value":"x"},{"name":"story","value":"x"},{"name":"severity","value":"minor"},
            {"name":"parentSuite","value":"x"},{"name":"suite","value":"x"},{"name":"package","value":"x"},{"name":"tag","value":"x"}]}""";

    private AllureProcess() {
    }

    /**
     * Warms up, waits, generates.
     *
     * @param arguments home of Allure, folder of results, folder of the report
     * @throws ReflectiveOperationException when this is not the command line of Allure 2
     * @throws IOException                  when there is no input, or no temporary folder
     * @throws IllegalStateException        when Allure says that it failed
     */
    public static void main(String[] arguments) throws ReflectiveOperationException, IOException {
        Path home = Path.of(arguments[0]);
        Path own = Files.createTempDirectory("conformance-allure");
        try {
            Path configuration = Files.writeString(own.resolve("allure.yml"), CONFIGURATION);
            warmUp(home, configuration, own);
            if (System.in.read() >= 0 && generate(home, configuration, arguments[1], arguments[2]) != 0) {
                throw new IllegalStateException("Allure generated no report");
            }
        } finally {
            delete(own);
        }
    }

    private static void warmUp(Path home, Path configuration, Path folder) throws ReflectiveOperationException, IOException {
        Path results = Files.createDirectory(folder.resolve("results"));
        Files.writeString(results.resolve("x-result.json"), RESULT);
        Files.writeString(results.resolve("x-attachment.txt"), "x");
        generate(home, configuration, results.toString(), folder.resolve("report").toString());
    }

    private static int generate(Path home, Path configuration, String results, String report) throws ReflectiveOperationException {
        Class<?> type = Class.forName(COMMAND_LINE);
        Object line = type.getConstructor(Path.class).newInstance(home);
        type.getMethod("parse", String[].class).invoke(line, (Object) new String[] {"generate", "--config", configuration.toString(), "--single-file", "--clean", "-o", report, results});
        Object code = type.getMethod("run").invoke(line);
        return (int) code.getClass().getMethod("getCode").invoke(code);
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
