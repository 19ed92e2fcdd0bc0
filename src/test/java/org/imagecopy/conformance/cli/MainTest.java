package org.imagecopy.conformance.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.imagecopy.conformance.contract.Contract;
import org.imagecopy.conformance.emulator.uhost.UHostWorld;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The command line: exit codes, and what it says. */
class MainTest {

    @TempDir
    private Path folder;

    private Lab.Ended run(String... more) {
        String[] all = new String[more.length + 4];
        all[0] = "run";
        all[1] = "--no-allure-report";
        all[2] = "--reports";
        all[3] = folder.resolve("reports").toString();
        System.arraycopy(more, 0, all, 4, more.length);
        return Lab.conformance(all);
    }

    @Test
    void aRowOfTheHealthyEmulatorIsConformant() throws IOException {
        Lab.Ended ended = run("ecd", "--row", "ECD-NAME-02");
        assertThat(ended.code()).as(ended.text()).isZero();
        assertThat(ended.text()).startsWith("embedded reference emulator: proves nothing about any cloud")
                .endsWith("embedded reference emulator: proves nothing about any cloud" + System.lineSeparator()).contains("VERDICT  CONFORMANT");
        for (String file : List.of("result.json", "junit.xml", "summary.md", "report.html", "exchanges.jsonl", "ledger.jsonl", "cucumber.ndjson")) {
            assertThat(folder.resolve("reports").resolve(file)).isNotEmptyFile();
        }
    }

    @ParameterizedTest
    @CsvSource({"ecd,E-NAME-MAX129,ECD-NAME-02", "uhost,U-BAT-NOINFOS,UHOST-BATC"})
    void aBrokenRuleIsRefuted(String family, String fault, String row) throws IOException {
        Lab.Ended ended = run(family, "--fault", fault);
        assertThat(ended.code()).as(ended.text()).isEqualTo(1);
        assertThat(ended.text()).contains("VERDICT  NOT CONFORMANT").contains(row);
        String again = "./conformance run " + family + " --fault " + fault + " --seed ";
        for (String file : List.of("junit.xml", "summary.md", "report.html", "cucumber.ndjson", "cucumber.html")) {
            assertThat(Files.readString(folder.resolve("reports").resolve(file))).as(file).contains(again).contains(file.equals("report.html") ? row : "✗ " + row);
        }
        assertThat(ended.text()).contains("✗ " + row, again);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "run --nonsense|Unknown option: '--nonsense'",
        "run cds|no family 'cds'; known: ecd, uhost",
        "run ecd --row ECD-NAME-99|no case is selected by rows ECD-NAME-99",
        "run ecd --tags (|is no tag expression",
        "run --config missing.yaml|missing.yaml: no such file",
        "run ecd --endpoint ftp://x|--endpoint: 'endpoint' is 'ftp://x', expected an http or https URL",
        "run ecd --fault X|no fault 'X' for ecd",
        "run --fault E-NAME-MAX|no fault 'E-NAME-MAX' for ecd or uhost; nearest: E-NAME-MAX1",
        "run ecd --fault E-NAME-MAX|no fault 'E-NAME-MAX' for ecd; nearest: E-NAME-MAX1",
        "run ecd --fault E-NANE-MAX129|nearest: E-NAME-MAX129",
        "list ECD-XYZ|no family, topic, row or case is called 'ECD-XYZ'; nearest: ecd, ECD-",
        "explain ECD-NAM-02|nearest: ECD-NAME-02, ",
        "explain ECD-NAME-02/129-charaters|nearest: ECD-NAME-02/129-characters, ",
        "list --format xml|expected one of"})
    void wrongUsageIsOneLineAndExitCode2(String arguments, String message) {
        Lab.Ended ended = Lab.conformance(arguments.split(" "));
        assertThat(ended.code()).as(ended.text()).isEqualTo(2);
        assertThat(ended.text()).contains(message).doesNotContain("\tat ");
    }

    @Test
    void anUnknownKeyIsNamedWithItsLine() throws IOException {
        Path file = Files.writeString(folder.resolve("my.yaml"), "targets:\n  lab:\n    family: uhost\n    endpont: http://127.0.0.1:1\n");
        Lab.Ended ended = run("--config", file.toString());
        assertThat(ended.code()).isEqualTo(2);
        assertThat(ended.text()).contains("my.yaml:4: unknown key 'endpont' in target 'lab'; did you mean 'endpoint'?");
    }

    @Test
    void aMissingSecretIsNamed() throws IOException {
        Path file = Files.writeString(folder.resolve("my.yaml"),
                "targets:\n  lab:\n    family: uhost\n    endpoint: http://127.0.0.1:1\n    credentials:\n      key: k\n      secret: env:NO_SUCH_VARIABLE_HERE\n");
        Lab.Ended ended = run("--config", file.toString());
        assertThat(ended.code()).isEqualTo(2);
        assertThat(ended.text()).contains("my.yaml:7").contains("NO_SUCH_VARIABLE_HERE");
    }

    @Test
    void aSecretInClearIsRefusedAndNotRepeated() throws IOException {
        Path file = Files.writeString(folder.resolve("my.yaml"),
                "targets:\n  lab:\n    family: uhost\n    endpoint: http://127.0.0.1:1\n    credentials:\n      key: k\n      secret: hunter2hunter2\n");
        Lab.Ended ended = run("--config", file.toString());
        assertThat(ended.code()).isEqualTo(2);
        assertThat(ended.text()).contains("stands in clear").doesNotContain("hunter2");
    }

    @Test
    void aSilentPortIsOneDiagnosis() throws IOException {
        int free;
        try (ServerSocket socket = new ServerSocket(0)) {
            free = socket.getLocalPort();
        }
        Lab.Ended ended = run("--config", target("http://127.0.0.1:" + free).toString(), "--yes");
        assertThat(ended.code()).as(ended.text()).isEqualTo(3);
        assertThat(ended.text()).contains("nothing listens at 127.0.0.1:" + free);
    }

    @Test
    void anotherProcessIsJudgedLikeTheEmbeddedOne() throws IOException {
        try (Lab lab = new Lab("uhost", folder)) {
            Lab.Ended ended = lab.run("--yes", "--row", "UHOST-NAME");
            assertThat(ended.code()).as(ended.text()).isZero();
            assertThat(ended.text()).doesNotContain("embedded reference emulator");
            assertThat(lab.world().images().stream().filter(i -> i.name().contains("Icc"))).as("nothing of ours is left").isEmpty();
        }
    }

    @Test
    void aRunThatCouldCopyAsksForConsent() throws IOException {
        Lab.Ended ended = run("--config", target("http://127.0.0.1:1").toString());
        assertThat(ended.code()).isEqualTo(2);
        assertThat(ended.text()).contains("82 copies for certain").contains("in the worst case").contains("Say --yes, or give a --budget, or run --frugal");
        Lab.Ended tooMuch = run("--config", target("http://127.0.0.1:1").toString(), "--budget", "1");
        assertThat(tooMuch.code()).isEqualTo(2);
        assertThat(tooMuch.text()).contains("the budget is 1");
    }

    @Test
    void noArtifactShowsTheSecret() throws IOException {
        try (Lab lab = new Lab("uhost", folder)) {
            Lab.Ended ended = lab.run("--yes", "--row", "UHOST-AUTH");
            assertThat(ended.text()).doesNotContain(UHostWorld.PRIVATE_KEY);
        }
        try (var files = Files.walk(folder.resolve("reports"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertThat(Files.readString(file)).as(file.toString()).doesNotContain(UHostWorld.PRIVATE_KEY);
            }
        }
    }

    private Path target(String endpoint) {
        return Lab.config(folder, "uhost", endpoint, Map.of());
    }

    @Test
    void rowsAreListedInTheOrderOfThePage() {
        Lab.Ended table = Lab.conformance("list", "ecd", "--rows");
        assertThat(table.code()).isZero();
        assertThat(table.text().lines()).allMatch(line -> line.length() <= 100);
        // A silent point stands beside the rules of the same parameter, though the contract keeps it at its end.
        assertThat(table.text().indexOf("ECD-NAME-06")).isBetween(table.text().indexOf("ECD-NAME-05"), table.text().indexOf("ECD-DESC-01"));
        Lab.Ended markdown = Lab.conformance("list", "ECD-NAME", "--format", "markdown");
        assertThat(markdown.text()).contains("## Request parameters", "| ECD-NAME-02 | MUST | stated | The name is 2 to 128 characters long |", "129-characters");
    }

    @Test
    void theListIsReadByProgramsToo() {
        JsonNode rows = JsonMapper.shared().readTree(Lab.conformance("list", "ECD-NAME-02/129-characters", "uhost", "--format", "json").text());
        assertThat(rows.get(0).path("id").asString()).isEqualTo("ECD-NAME-02");
        assertThat(rows.get(0).path("cases")).hasSize(1);
        assertThat(rows.get(0).at("/cases/0/place").asString()).startsWith("features/ecd/30-image-name.feature:");
        assertThat(rows).hasSize(1 + Contract.of("uhost").rows().size());
    }

    @Test
    void aRowIsExplained() {
        Lab.Ended ended = Lab.conformance("explain", "ECD-NAME-02");
        assertThat(ended.code()).as(ended.text()).isZero();
        assertThat(ended.text()).startsWith("ECD-NAME-02   MUST   stated   The name is 2 to 128 characters long")
                .contains("\"The name must be 2 to 128 characters in length.\"", "counts as refuted", "refused: the answer says refusal",
                        "ECD-NAME-02/129-characters   features/ecd/30-image-name.feature:", "And \"DestinationImageName\" is \"{129 letters}\"",
                        "E-NAME-MAX129         A name of 129 characters is accepted.", "./conformance run ecd --row ECD-NAME-02");
        Lab.Ended one = Lab.conformance("explain", "ECD-NAME-02/129-characters");
        assertThat(one.text()).contains("129-characters   features/").doesNotContain("127-characters   features/");
        Lab.Ended silent = Lab.conformance("explain", "ECD-PARM-08", "UHOST-COPY-03", "ECD-AUTH-01");
        assertThat(silent.text()).contains("Contradicts", "counts as recorded", "Not tested");
    }
}
