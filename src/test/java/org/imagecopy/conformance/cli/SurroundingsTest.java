package org.imagecopy.conformance.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Verdicts and kill matrix do not depend on language, time zone, encoding, order of the requests or number of threads of a machine. */
class SurroundingsTest {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final List<String> FAULTS = List.of("E-NAME-M", "U-BAT-NO", "E-ANSW-C");

    @TempDir
    private static Path folder;
    private static Map<String, String> usual;
    private static int processes;

    @BeforeAll
    static void inEnglish() throws Exception {
        usual = outcomes("1", "-Duser.language=en -Duser.country=US -Duser.timezone=UTC");
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "-Duser.language=tr -Duser.country=TR -Duser.timezone=Europe/Istanbul",
        "-Duser.language=zh -Duser.country=CN -Duser.timezone=Asia/Shanghai -Dfile.encoding=GBK -Dstdout.encoding=GBK",
        "-Duser.language=ar -Duser.country=EG -Duser.extensions=u-nu-arab -Duser.timezone=Pacific/Kiritimati -Dfile.encoding=US-ASCII"})
    void everythingComesOutTheSame(String surroundings) throws Exception {
        assertThat(outcomes("8", surroundings)).isEqualTo(usual);
    }

    /** Every row, every case and every line of a part of the kill matrix, by name. */
    private static Map<String, String> outcomes(String seedAndThreads, String surroundings) throws Exception {
        Path reports = folder.resolve(String.valueOf(processes++));
        // Another seed is another order of the requests.
        start(surroundings, List.of("run", "--no-allure-report", "--seed", seedAndThreads, "--limits-workers", seedAndThreads, "--reports", reports.toString()));
        List<String> selfTest = new ArrayList<>(List.of("selftest", "--threads", seedAndThreads, "--reports", reports.toString()));
        FAULTS.forEach(fault -> selfTest.addAll(List.of("--fault", fault)));
        start(surroundings, selfTest);
        Map<String, String> outcomes = new TreeMap<>();
        JsonNode result = JSON.readTree(reports.resolve("result.json").toFile());
        outcomes.put("verdict", result.path("verdict").asString() + result.path("exitCode"));
        for (JsonNode family : result.path("families")) {
            outcomes.put(family.path("family").asString(), family.path("counts").toString() + family.at("/cost/left"));
            for (JsonNode row : family.path("rows")) {
                outcomes.put(row.path("id").asString(), row.path("outcome").asString());
                row.path("cases").forEach(c -> outcomes.put(c.path("address").asString(), c.path("outcome").asString()));
            }
        }
        JsonNode lines = JSON.readTree(reports.resolve("kill-matrix.json").toFile()).path("lines");
        assertThat(lines).hasSizeGreaterThan(5);
        for (JsonNode line : lines) {
            outcomes.put(line.path("family").asString() + " " + line.path("id").asString(), line.path("passed") + " " + line.path("precise") + " " + line.path("red")
                    + line.path("undecided") + line.path("killers") + line.path("exitCode"));
        }
        return outcomes;
    }

    private static void start(String surroundings, List<String> arguments) throws IOException, InterruptedException {
        List<String> line = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
        line.addAll(List.of(surroundings.split(" ")));
        line.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
        line.addAll(arguments);
        Path said = folder.resolve("said.txt");
        Process process = new ProcessBuilder(line).redirectErrorStream(true).redirectOutput(said.toFile()).start();
        assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).as(Files.readString(said, java.nio.charset.StandardCharsets.ISO_8859_1)).isZero();
    }
}
