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

import org.imagecopy.conformance.emulator.uhost.UHostWorld;

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
    void aBrokenRuleIsRefuted(String family, String fault, String row) {
        Lab.Ended ended = run(family, "--fault", fault);
        assertThat(ended.code()).as(ended.text()).isEqualTo(1);
        assertThat(ended.text()).contains("VERDICT  NOT CONFORMANT").contains(row);
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
        "list ECD-XYZ|no row matches ECD-XYZ"})
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
        assertThat(ended.text()).contains("75 copies for certain").contains("in the worst case").contains("Say --yes, or give a --budget, or run --frugal");
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
}
