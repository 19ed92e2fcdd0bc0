package org.imagecopy.conformance.cli;

import java.io.PrintWriter;
import java.util.Arrays;

import org.imagecopy.conformance.report.PlainText;
import org.imagecopy.conformance.result.RunResult;
import org.imagecopy.conformance.target.ConfigurationException;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Entry point of the command line. */
@Command(name = "conformance", mixinStandardHelpOptions = true, version = "image copy conformance suite 1.0.0-SNAPSHOT",
        header = "Executable contract of ECD CopyImage and UHost CopyCustomImage.",
        description = "Without a command: run both families against the embedded reference emulators.",
        subcommands = {RunCommand.class, PlanCommand.class, SweepCommand.class, ListCommand.class, ExplainCommand.class, EmulateCommand.class,
            SelfTestCommand.class, InitCommand.class, CommandLine.HelpCommand.class},
        footer = {"", "Exit codes: 0 conformant, 1 refuted, 2 wrong usage or configuration, 3 undecided,",
            "4 error of the suite, 5 an expected failure did not happen, 6 images left on the target."})
public final class Main {

    static {
        // Read by the JDK's server before its first class is loaded; without it every answer waits for a delayed acknowledgement.
        System.setProperty("sun.net.httpserver.nodelay", "true");
        System.setProperty("org.apache.commons.logging.Log", "org.apache.commons.logging.impl.NoOpLog");
    }

    private Main() {
    }

    /** Runs a command and ends the process with its exit code. */
    public static void main(String[] arguments) {
        System.exit(execute(arguments));
    }

    /** Runs a command and returns its exit code. */
    public static int execute(String... arguments) {
        String[] given = arguments.length == 0 || arguments[0].startsWith("-") && !isOwn(arguments[0])
                ? prepend("run", arguments) : arguments;
        CommandLine line = new CommandLine(new Main());
        line.setParameterExceptionHandler((e, args) -> {
            PrintWriter err = e.getCommandLine().getErr();
            err.println("conformance: " + e.getMessage());
            err.println("see 'conformance " + (e.getCommandLine().getParent() == null ? "" : e.getCommandLine().getCommandName() + " ") + "--help'");
            return RunResult.USAGE;
        });
        line.setExecutionExceptionHandler((e, command, parsed) -> {
            if (e instanceof ConfigurationException) {
                command.getErr().println("conformance: " + e.getMessage());
                return RunResult.USAGE;
            }
            command.getErr().println("conformance: this is a defect of the suite: " + PlainText.of(e.toString()));
            if (System.getenv("IMAGECOPY_TRACE") != null) {
                e.printStackTrace(command.getErr());
            } else {
                command.getErr().println("set IMAGECOPY_TRACE=1 to see where");
            }
            return RunResult.ERROR;
        });
        return line.execute(given);
    }

    private static boolean isOwn(String option) {
        return Arrays.asList("-h", "--help", "-V", "--version").contains(option);
    }

    private static String[] prepend(String first, String[] rest) {
        String[] all = new String[rest.length + 1];
        all[0] = first;
        System.arraycopy(rest, 0, all, 1, rest.length);
        return all;
    }
}
