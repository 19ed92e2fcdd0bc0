package org.imagecopy.conformance.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.imagecopy.conformance.result.RunResult;

/** Failures that are known: they are run and do not gate, and a list of them cannot rot. */
class ExpectedFailuresTest {

    private static final String FAULT = "E-NAME-MAX129";
    private static final String ADDRESS = "ECD-NAME-02/129-characters";

    @TempDir
    private Path folder;
    private Path list;

    @BeforeEach
    void name() {
        list = folder.resolve("known.yaml");
    }

    private Lab.Ended run(String... more) {
        String[] all = new String[more.length + 7];
        System.arraycopy(new String[] {"run", "ecd", "--row", "ECD-NAME-02", "--no-allure-report", "--reports", folder.resolve("reports").toString()}, 0, all, 0, 7);
        System.arraycopy(more, 0, all, 7, more.length);
        return Lab.conformance(all);
    }

    private Path entry(String lines) throws IOException {
        return Files.writeString(list, "expected-failures:\n" + lines);
    }

    @Test
    void aBaselineIsWrittenUsedAndOutlivedByNothing() throws IOException {
        Lab.Ended first = run("--fault", FAULT, "--write-baseline", list.toString());
        assertThat(first.code()).as(first.text()).isEqualTo(RunResult.REFUTED);
        assertThat(Files.readString(list)).contains("- address: " + ADDRESS, "reason: \"seen ").doesNotContain("ECD-NAME-02/128-characters");

        Lab.Ended known = run("--fault", FAULT, "--expected-failures", list.toString());
        assertThat(known.code()).as(known.text()).isZero();
        assertThat(known.text()).contains("VERDICT  CONFORMANT, apart from expected failures: " + ADDRESS);
        assertThat(Files.readString(folder.resolve("reports/junit.xml"))).doesNotContain("<failure");
        assertThat(Files.readString(folder.resolve("reports/summary.md"))).contains(ADDRESS);

        Lab.Ended mended = run("--expected-failures", list.toString());
        assertThat(mended.code()).as(mended.text()).isEqualTo(RunResult.STALE);
        assertThat(mended.text()).contains(ADDRESS);
    }

    @Test
    void aWrittenListIsNotOverwritten() throws IOException {
        entry("  - address: " + ADDRESS + "\n    reason: known\n");
        Lab.Ended ended = run("--write-baseline", list.toString());
        assertThat(ended.code()).isEqualTo(RunResult.USAGE);
        assertThat(ended.text()).contains("known.yaml exists; name another file");
        assertThat(Files.readString(list)).contains("reason: known");
    }

    @Test
    void anotherFailureStillGates() throws IOException {
        entry("  - address: ECD-NAME-02/1-character\n    reason: not the one that fails\n");
        Lab.Ended ended = run("--fault", FAULT, "--expected-failures", list.toString());
        assertThat(ended.code()).as(ended.text()).isEqualTo(RunResult.REFUTED);
    }

    @ParameterizedTest
    @CsvSource({"9999-12-31,0", "2026-01-31,1"})
    void anExcuseEndsOnItsDay(String until, int code) throws IOException {
        entry("  - address: " + ADDRESS + "\n    reason: known\n    until: " + until + "\n");
        Lab.Ended ended = run("--fault", FAULT, "--expected-failures", list.toString());
        assertThat(ended.code()).as(ended.text()).isEqualTo(code);
        if (code != 0) {
            assertThat(ended.text()).contains(ADDRESS + " is excused no longer, only until 2026-01-31: known");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "- address: ECD-NAME-02/129-characters|known.yaml:2: an expected failure without 'reason'",
        "- reason: known|known.yaml:2: an expected failure without 'address'",
        "- {address: ECD-NAME-2, reason: known}|known.yaml:2: no row 'ECD-NAME-2'",
        "- {address: ECD-NAME-02/129-charakters, reason: known}|known.yaml:2: no case 'ECD-NAME-02/129-charakters'; did you mean 'ECD-NAME-02/129-characters'?",
        "- {address: ECD-NAME-02, reason: known, til: 2026-12-31}|known.yaml:2: unknown key 'til'",
        "- {address: ECD-NAME-02, reason: known, until: soon}|known.yaml:2: 'until' is 'soon', expected a date"})
    void aMistakeIsNamedWithItsLine(String line, String message) throws IOException {
        entry("  " + line + "\n");
        Lab.Ended ended = run("--expected-failures", list.toString());
        assertThat(ended.code()).as(ended.text()).isEqualTo(RunResult.USAGE);
        assertThat(ended.text()).contains(message).doesNotContain("\tat ");
    }
}
