package org.imagecopy.conformance.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.Test;

/** What reaches the terminal. */
class TerminalTest {

    private static String said(boolean colour, Charset charset, String line) {
        StringWriter text = new StringWriter();
        PrintWriter out = new PrintWriter(text);
        new Terminal(out, colour, charset).say(line);
        out.flush();
        return text.toString().stripTrailing();
    }

    @Test
    void colourRepeatsWhatTheWordsSay() {
        assertThat(said(true, StandardCharsets.UTF_8, "✗ ECD-NAME-02/x   MUST")).isEqualTo("\u001b[31m✗ ECD-NAME-02/x   MUST\u001b[0m");
        assertThat(said(true, StandardCharsets.UTF_8, "MUST     61 verified   1 refuted   4 undecided (none)"))
                .isEqualTo("MUST     61 verified   \u001b[31m1 refuted\u001b[0m   \u001b[33m4 undecided\u001b[0m (none)");
        assertThat(said(true, StandardCharsets.UTF_8, "VERDICT  CONFORMANT")).isEqualTo("\u001b[1;32mVERDICT  CONFORMANT\u001b[0m");
        assertThat(said(true, StandardCharsets.UTF_8, "VERDICT  NOT CONFORMANT: X")).startsWith("\u001b[1;31m");
        assertThat(said(true, StandardCharsets.UTF_8, "VERDICT  UNDECIDED: X")).startsWith("\u001b[1;33m");
        assertThat(said(true, StandardCharsets.UTF_8, "  Actual    accepted")).isEqualTo("  Actual    accepted");
    }

    @Test
    void elsewhereThereIsNone() {
        assertThat(said(false, StandardCharsets.UTF_8, "✗ ECD-NAME-02/x   MUST")).isEqualTo("✗ ECD-NAME-02/x   MUST");
    }

    @Test
    void aTerminalWithoutTheSignsGetsLetters() {
        assertThat(said(false, StandardCharsets.US_ASCII, "✗ a … b")).isEqualTo("X a . b");
    }

    @Test
    void progressCannotMoveTheCursor() {
        StringWriter text = new StringWriter();
        PrintWriter out = new PrintWriter(text);
        new Terminal(out, true, StandardCharsets.UTF_8).stage("answer \u001b[2J\rdone");
        assertThat(text.toString()).contains("\\u001B[2J\\rdone").doesNotContain("\u001b", "\r");
    }
}
