package org.imagecopy.conformance.cli;

import java.io.Console;
import java.io.PrintWriter;
import java.util.Optional;
import java.util.function.UnaryOperator;

import org.imagecopy.conformance.engine.Progress;

/** Shows progress: one line that is written over on a terminal, plain lines elsewhere. */
final class Terminal implements Progress {

    private final PrintWriter out;
    private final boolean live = System.console() != null && System.getenv("NO_COLOR") == null && !"dumb".equals(System.getenv("TERM"));
    private int last = -1;
    private boolean open;

    Terminal(PrintWriter out) {
        this.out = out;
    }

    @Override
    public synchronized void stage(String text) {
        finish();
        out.println(text);
        out.flush();
        last = -1;
    }

    @Override
    public synchronized void count(String what, int done, int of) {
        int tenth = of == 0 ? 10 : done * 10 / of;
        if (live) {
            out.print("\r" + what + " " + done + "/" + of + "   ");
            out.flush();
            open = true;
        } else if (tenth / 5 > last / 5 || last < 0 && done == of) {
            out.println("  " + what + " " + done + "/" + of);
            out.flush();
        }
        last = tenth;
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
