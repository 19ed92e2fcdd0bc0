package org.imagecopy.conformance.cli;

import java.io.Console;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.imagecopy.conformance.engine.Progress;
import org.imagecopy.conformance.report.PlainText;

import picocli.CommandLine.Help.Ansi;

/**
 * Shows progress and results: one line that is written over and some colour on a terminal, plain lines elsewhere. Colour only
 * repeats what the words say; {@code NO_COLOR} turns it off. A terminal that does not know the signs of outcomes gets letters.
 */
final class Terminal implements Progress {

    private static final String SIGNS = "✗✓·…–";
    private static final String LETTERS = "Xv..-";
    private static final Pattern REFUTED = Pattern.compile("\\b([1-9]\\d*) (refuted|errors?)\\b");
    private static final Pattern OPEN = Pattern.compile("\\b([1-9]\\d*) (undecided|warnings?)\\b");
    private static final String RED = "31";
    private static final String GREEN = "32";
    private static final String YELLOW = "33";
    private static final String BOLD = "1";

    private final PrintWriter out;
    private final boolean colour;
    private final CharsetEncoder encoder;
    private int last = -1;
    private boolean open;

    /** A terminal if the process has one. */
    Terminal(PrintWriter out) {
        this(out, Ansi.AUTO.enabled(), charset());
    }

    /**
     * A terminal of these abilities.
     *
     * @param colour  whether to use colour and to write over lines
     * @param charset what it can show
     */
    Terminal(PrintWriter out, boolean colour, Charset charset) {
        this.out = out;
        this.colour = colour;
        this.encoder = charset.newEncoder();
    }

    /** What the standard output is encoded in; JDKs before 19 know it as their default only. */
    private static Charset charset() {
        try {
            return Charset.forName(System.getProperty("stdout.encoding", Charset.defaultCharset().name()));
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            return Charset.defaultCharset();
        }
    }

    @Override
    public synchronized void stage(String text) {
        finish();
        out.println(encodable(PlainText.of(text)));
        out.flush();
        last = -1;
    }

    @Override
    public synchronized void count(String what, int done, int of) {
        int tenth = of == 0 ? 10 : done * 10 / of;
        if (colour) {
            out.print("\r" + what + " " + done + "/" + of + "   ");
            out.flush();
            open = true;
        } else if (tenth / 5 > last / 5 || last < 0 && done == of) {
            out.println("  " + what + " " + done + "/" + of);
            out.flush();
        }
        last = tenth;
    }

    /** Prints one line of a result; it holds nothing that could move the cursor. */
    synchronized void say(String line) {
        finish();
        String text = encodable(line);
        out.println(colour ? painted(line, text) : text);
    }

    private String encodable(String text) {
        String known = text;
        for (int i = 0; i < SIGNS.length(); i++) {
            if (!encoder.canEncode(SIGNS.charAt(i))) {
                known = known.replace(SIGNS.charAt(i), LETTERS.charAt(i));
            }
        }
        return known;
    }

    private static String painted(String line, String text) {
        if (line.startsWith("✗ ") || line.startsWith("E ")) {
            return paint(text, RED);
        }
        if (line.startsWith("? ") || line.startsWith("! ")) {
            return paint(text, YELLOW);
        }
        if (line.startsWith("VERDICT ")) {
            return paint(text, BOLD + ";" + (line.contains("  CONFORMANT") ? GREEN : line.contains("  UNDECIDED") ? YELLOW : RED));
        }
        if (line.startsWith("MUST ") || line.startsWith("SHOULD ")) {
            return OPEN.matcher(REFUTED.matcher(text).replaceAll(found -> Matcher.quoteReplacement(paint(found.group(), RED))))
                    .replaceAll(found -> Matcher.quoteReplacement(paint(found.group(), YELLOW)));
        }
        return text;
    }

    private static String paint(String text, String code) {
        return "\u001b[" + code + "m" + text + "\u001b[0m";
    }

    /** Asks whoever sits at the terminal; empty when nobody does. */
    static Optional<UnaryOperator<String>> reader() {
        Console console = System.console();
        return console == null || !interactive(console) ? Optional.empty() : Optional.of(question -> Optional.ofNullable(console.readLine("%s", question)).orElse(""));
    }

    /** From JDK 22 on there may be a console without a terminal, and a method that tells. */
    private static boolean interactive(Console console) {
        try {
            return (Boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (ReflectiveOperationException e) {
            return true;
        }
    }

    private void finish() {
        if (open) {
            out.println();
            open = false;
        }
    }
}
