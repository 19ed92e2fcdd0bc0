package org.imagecopy.conformance.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.ConnectException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.imagecopy.conformance.distribution.Distribution.Call;
import org.imagecopy.conformance.distribution.Distribution.Ended;

/**
 * The archive that the build makes, unpacked where names are awkward, and run on a {@code PATH} without Maven in an empty environment:
 * what it holds, what its start script does, and what it says when it cannot.
 */
@DisabledOnOs(OS.WINDOWS)
class DistributionIT {

    private static final Pattern FLAG = Pattern.compile("(?<=[\" ])-[XD][^\" ]+");
    private static final Pattern ENDPOINT = Pattern.compile("http://127\\.0\\.0\\.1:(\\d+)");
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#:]+)\\)");

    @TempDir
    private static Path place;
    private static Distribution distribution;
    private static String tools;

    @TempDir
    private Path folder;

    @BeforeAll
    static void unpack() throws IOException {
        distribution = Distribution.unpack(Files.createDirectory(place.resolve("a cloud für mich")));
        tools = Distribution.tools(place.resolve("tools"));
    }

    private Call conformance(String... arguments) {
        return call(distribution.home().resolve("conformance"), arguments);
    }

    private Call call(Path script, String... arguments) {
        Object[] line = new Object[arguments.length + 1];
        line[0] = script;
        System.arraycopy(arguments, 0, line, 1, arguments.length);
        return new Call(folder, tools + ":" + Distribution.java().getParent(), line);
    }

    @Test
    void theArchiveHoldsWhatRunsAndNothingOfThisMachine() throws IOException {
        String top = Distribution.archive().getFileName().toString().replaceFirst("\\.zip$", "/");
        Set<String> entries = distribution.entries().keySet();
        assertThat(entries).allMatch(entry -> entry.startsWith(top)).noneMatch(entry -> entry.contains("..") || entry.contains("\\"));
        assertThat(entries).contains(top + "conformance", top + "conformance.cmd", top + "README.md", top + "lib/" + top.replace("/", ".jar"),
                top + "features/ecd/contract.yaml", top + "schemas/suite/targets.json");
        assertThat(entries).noneMatch(entry -> entry.matches(".*(\\.jsa[^/]*|/built|-sources\\.jar|-javadoc\\.jar|\\.java|\\.class)"));
        assertThat(entries.stream().map(entry -> entry.substring(top.length()).replaceFirst("/.*", "")).distinct())
                .containsExactlyInAnyOrder("", "conformance", "conformance.cmd", "README.md", "allure", "features", "lib", "schemas");
        distribution.entries().forEach((entry, permissions) -> assertThat(PosixFilePermissions.toString(permissions)).as(entry)
                .isEqualTo(entry.endsWith("/") || entry.equals(top + "conformance") ? "rwxr-xr-x" : "rw-r--r--"));
    }

    @Test
    void bothArchivesHoldTheSame() throws IOException, InterruptedException {
        Path tar = Path.of(Distribution.archive().toString().replaceFirst("\\.zip$", ".tar.gz"));
        Ended listed = new Call(folder, "/usr/bin:/bin", "tar", "--force-local", "-tzf", tar).run();
        assertThat(listed.code()).as(listed.err()).isZero();
        assertThat(listed.out().lines().filter(DistributionIT::isFile))
                .containsExactlyInAnyOrderElementsOf(distribution.entries().keySet().stream().filter(DistributionIT::isFile).toList());
    }

    private static boolean isFile(String entry) {
        return !entry.endsWith("/");
    }

    @Test
    void linksOfThePagesLeadToFilesOfTheArchive() throws IOException {
        for (String page : List.of("README.md", "features/README.md")) {
            Path file = distribution.home().resolve(page);
            assertThat(LINK.matcher(Files.readString(file)).results().map(link -> file.resolveSibling(link.group(1)))).as(page).allMatch(Files::exists);
        }
        assertThat(LINK.matcher(Files.readString(distribution.home().resolve("README.md"))).results()).isNotEmpty();
    }

    /** Nothing here runs it; this holds it to what can be read. */
    @Test
    void theWindowsScriptAgreesWithTheOther() throws IOException {
        String text = Files.readString(distribution.home().resolve("conformance.cmd"), StandardCharsets.US_ASCII);
        assertThat(text.replace("\r\n", "")).doesNotContain("\r", "\n");
        assertThat(Pattern.compile("%home%\\\\([^\"]+)").matcher(text).results().map(file -> file.group(1).replace('\\', '/').replaceFirst("[^/]*\\*.*", "")))
                .isNotEmpty().allMatch(file -> Files.exists(distribution.home().resolve(file)));
        List<String> labels = Pattern.compile("^:(\\w+)", Pattern.MULTILINE).matcher(text).results().map(label -> label.group(1)).toList();
        assertThat(Pattern.compile("goto (\\w+)").matcher(text).results().map(jump -> jump.group(1))).isNotEmpty().isSubsetOf(labels);
        assertThat(text).contains("DisableDelayedExpansion").endsWith(" org.imagecopy.conformance.cli.Main %*\r\nexit /b %ERRORLEVEL%\r\n");

        String other = Files.readString(distribution.home().resolve("conformance"));
        assertThat(flags(text)).containsExactlyElementsOf(flags(other));
        assertThat(failures(text)).as("exits with 4, beside the last").hasSize(4).allMatch("4"::equals);
    }

    private static List<String> flags(String script) {
        return FLAG.matcher(script).results().map(MatchResult::group)
                .map(flag -> flag.replaceAll("[%$]home%?", "HOME").replaceAll("%boot%|[$]jar", "JAR")).filter(flag -> !flag.contains("archive")).toList();
    }

    private static List<String> failures(String script) {
        return Pattern.compile("exit /b (\\d+)").matcher(script).results().map(found -> found.group(1)).toList();
    }

    @Test
    void itRunsInAFolderWithAnAwkwardName() throws IOException, InterruptedException {
        // Class-data archives of the report generator lie beside it, in an order that nobody knows.
        for (int i = 0; i < 30; i++) {
            Files.createFile(distribution.home().resolve("allure").resolve("allure-" + i + ".jsa"));
        }
        Ended ended = conformance("run", "ecd", "--row", "ECD-NAME-02", "--reports", "the reports").run();
        assertThat(ended.code()).as(ended.out() + ended.err()).isZero();
        assertThat(ended.err()).isEmpty();
        assertThat(ended.out()).contains("VERDICT  CONFORMANT").doesNotContain("no Allure report");
        for (String file : List.of("report.html", "junit.xml", "allure-report/index.html")) {
            assertThat(folder.resolve("the reports").resolve(file)).isNotEmptyFile();
        }
    }

    @Test
    void shortCommandsWork() throws IOException, InterruptedException {
        Ended version = conformance("--version").run();
        assertThat(version.code()).as(version.err()).isZero();
        assertThat(version.out()).startsWith("image copy conformance suite ");
        Ended list = conformance("list", "ecd", "--rows").run();
        assertThat(list.code()).as(list.err()).isZero();
        assertThat(list.out()).contains("ECD-NAME-02");
        Ended explained = conformance("explain", "ECD-NAME-02").run();
        assertThat(explained.code()).as(explained.err()).isZero();
        Matcher feature = Pattern.compile("features/ecd/[\\w-]+\\.feature").matcher(explained.out());
        assertThat(feature.find()).as(explained.out()).isTrue();
        assertThat(distribution.home().resolve(feature.group())).exists();
        Ended wrong = conformance("run", "--nonsense").run();
        assertThat(wrong.code()).isEqualTo(2);
        assertThat(wrong.err()).contains("Unknown option: '--nonsense'");
    }

    /** Picocli starts it where it sees it. */
    @Test
    void whatSendsNothingDoesWithoutGroovy() throws IOException, InterruptedException {
        Path loaded = folder.resolve("loaded.txt");
        Distribution.script(folder.resolve("bin/java"), "#!/bin/sh\nfor given; do shift; case $given in -Xlog:disable) given='-Xlog:class+load:file=" + loaded
                + "' ;; esac; set -- \"$@\" \"$given\"; done\nexec '" + Distribution.java() + "' \"$@\"\n");
        Ended list = conformance("list", "ecd").with("JAVA_HOME", folder).run();
        assertThat(list.code()).as(list.err()).isZero();
        assertThat(Files.readString(loaded)).contains("picocli.CommandLine ", "org.imagecopy.conformance.cli.ListCommand").doesNotContain("groovy.lang.");
    }

    @Test
    void linksToTheScriptAreFollowed() throws IOException, InterruptedException {
        Path near = Files.createSymbolicLink(place.resolve("near"), place.relativize(distribution.home().resolve("conformance")));
        Path far = Files.createSymbolicLink(folder.resolve("far"), near);
        Ended ended = call(far, "--version").run();
        Files.delete(far);
        Files.delete(near);
        assertThat(ended.code()).as(ended.err()).isZero();
        Ended copied = call(Files.copy(distribution.home().resolve("conformance"), folder.resolve("copy")), "--version").run();
        assertThat(copied.code()).isEqualTo(4);
        assertThat(copied.err().lines()).singleElement().asString().contains("no folder lib beside", "link to it rather than copy it");
    }

    @Test
    void twoFirstRunsLeaveOneClassDataArchive() throws IOException, InterruptedException {
        Distribution fresh = distribution.fresh(folder.resolve("fresh one"));
        Ended asked = call(fresh.home().resolve("conformance"), "run", "--help").run();
        assertThat(asked.code()).as(asked.err()).isZero();
        assertThat(fresh.classData()).as("a question loads too little").isEmpty();
        String[] line = {"run", "ecd", "--row", "ECD-NAME-02/129-characters", "--no-allure-report", "--reports", "first"};
        String[] other = line.clone();
        other[other.length - 1] = "second";
        Process first = call(fresh.home().resolve("conformance"), line).with("JAVA_HOME", System.getProperty("java.home")).discarding().start();
        Ended second = call(fresh.home().resolve("conformance"), other).run();
        assertThat(second.code()).as(second.out() + second.err()).isZero();
        assertThat(first.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(first.exitValue()).isZero();
        assertThat(fresh.classData()).hasSize(2).allMatch(name -> name.matches("classes-.*\\.jsa\\.\\d+"));
        Ended next = call(fresh.home().resolve("conformance"), "--version").run();
        assertThat(next.code()).as(next.err()).isZero();
        assertThat(fresh.classData()).singleElement().asString().matches("classes-.*\\.jsa");
    }

    @Test
    void aFolderThatCannotBeWrittenIsEnough() throws IOException, InterruptedException {
        Distribution fresh = distribution.fresh(folder.resolve("read only"));
        Path reports = Files.createDirectory(folder.resolve("reports"));
        Files.setPosixFilePermissions(reports, PosixFilePermissions.fromString("rwxrwxrwx"));
        for (Path passed : List.of(place, folder)) {
            Files.setPosixFilePermissions(passed, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
        Set<PosixFilePermission> before = Files.getPosixFilePermissions(fresh.home());
        Files.setPosixFilePermissions(fresh.home(), PosixFilePermissions.fromString("r-xr-xr-x"));
        try {
            var call = call(fresh.home().resolve("conformance"), "run", "ecd", "--row", "ECD-NAME-02/129-characters", "--no-allure-report",
                    "--reports", reports.toString()).asNobody();
            assumeTrue(call.isPresent(), "root can write everywhere, and setpriv is not there");
            Ended ended = call.get().run();
            assertThat(ended.code()).as(ended.out() + ended.err()).isZero();
            assertThat(ended.err()).isEmpty();
            assertThat(fresh.classData()).isEmpty();
            assertThat(reports.resolve("report.html")).isNotEmptyFile();
        } finally {
            Files.setPosixFilePermissions(fresh.home(), before);
        }
    }

    @Test
    void aMissingJavaIsOneLine() throws IOException, InterruptedException {
        refused(conformance("--version").with("PATH", tools).run(), "no Java found");
        refused(conformance("--version").with("JAVA_HOME", folder.resolve("gone")).run(), "JAVA_HOME is '" + folder.resolve("gone") + "', which has no bin/java");
        Distribution.script(folder.resolve("stub/java"), "#!/bin/sh\necho 'Unable to locate a Java Runtime.' >&2\nexit 1\n");
        refused(conformance("--version").with("PATH", tools + ":" + folder.resolve("stub")).run(), "stub/java' does not run");
    }

    @ParameterizedTest
    @ValueSource(strings = {"11.0.2", "1.8.0_292", "16-ea"})
    void anOldJavaIsOneLine(String version) throws IOException, InterruptedException {
        Distribution.script(folder.resolve("said/bin/java"),
                "#!/bin/sh\nprintf 'Picked up JAVA_TOOL_OPTIONS: -Dx=\"1\"\\nopenjdk version \"" + version + "\" 2019-01-15\\nmore\\n' >&2\n");
        refused(conformance("--version").with("JAVA_HOME", folder.resolve("said")).run(), "said/bin/java' is Java " + version + ";");
        Distribution.script(folder.resolve("told/bin/java"), "#!/bin/sh\necho \"started for nothing\"\n");
        Files.writeString(folder.resolve("told/release"), "IMPLEMENTOR=\"Nobody\"\nJAVA_VERSION=\"" + version + "\"\n");
        refused(conformance("--version").with("JAVA_HOME", folder.resolve("told")).run(), "told/bin/java' is Java " + version + ";");
    }

    private static void refused(Ended ended, String reason) {
        assertThat(ended.code()).as(ended.toString()).isEqualTo(4);
        assertThat(ended.out()).isEmpty();
        assertThat(ended.err().lines()).singleElement().asString().startsWith("conformance: ").contains(reason, " 17 ");
    }

    @Test
    void aJavaThatTellsItsVersionOnlyWhenAskedIsTaken() throws IOException, InterruptedException {
        Distribution.script(folder.resolve("bin/java"), "#!/bin/sh\nexec '" + Distribution.java() + "' \"$@\"\n");
        Ended ended = conformance("--version").with("JAVA_HOME", folder).run();
        assertThat(ended.code()).as(ended.err()).isZero();
    }

    @Test
    void onlyAJavaThatBringsClassDataIsToldToWriteSome() throws IOException, InterruptedException {
        Distribution fresh = distribution.fresh(folder.resolve("fresh"));
        Distribution.script(folder.resolve("bin/java"), "#!/bin/sh\nprintf '<%s>\\n' \"$@\"\n");
        Files.writeString(folder.resolve("release"), "JAVA_VERSION=\"21.0.1\"\n");
        Ended without = call(fresh.home().resolve("conformance"), "run", "a  b", "*").with("JAVA_HOME", folder).run();
        assertThat(without.out()).endsWith("<org.imagecopy.conformance.cli.Main>\n<run>\n<a  b>\n<*>\n").doesNotContain("ArchiveClassesAtExit");
        Files.createFile(Files.createDirectories(folder.resolve("lib/server")).resolve("classes.jsa"));
        Ended with = call(fresh.home().resolve("conformance"), "run").with("JAVA_HOME", folder).run();
        assertThat(with.out()).contains("<-XX:ArchiveClassesAtExit=" + fresh.home().toRealPath() + "/classes-21.0.1.jsa.");
    }

    @Test
    void aSignalReachesJava() throws IOException, InterruptedException {
        Process process = conformance("emulate", "uhost", "--port", "0").start();
        try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
            Matcher endpoint = ENDPOINT.matcher("");
            for (String line = out.readLine(); line != null && !endpoint.reset(line).find(); line = out.readLine()) {
                assertThat(process.isAlive()).isTrue();
            }
            int port = Integer.parseInt(endpoint.group(1));
            new Socket("127.0.0.1", port).close();
            process.destroy();
            assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isEqualTo(143);
            Assertions.assertThatThrownBy(() -> new Socket("127.0.0.1", port).close()).isInstanceOf(ConnectException.class);
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }
}
