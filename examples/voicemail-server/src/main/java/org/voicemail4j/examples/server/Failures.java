package org.voicemail4j.examples.server;

import java.io.PrintWriter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says in one line why a command failed; the stack trace goes to the log at debug level. */
final class Failures {

    private static final Logger LOG = LoggerFactory.getLogger(Failures.class);

    private Failures() {}

    static int report(Exception failure, CommandLine command) {
        LOG.debug("{} failed", command.getCommandName(), failure);
        command.getErr().println("voicemail: " + oneLine(failure));
        command.getErr().flush();
        return failure instanceof UsageException ? CommandLine.ExitCode.USAGE : CommandLine.ExitCode.SOFTWARE;
    }

    /** What is wrong with a command line, the reason last, and where to read more; not all of the help before it. */
    static int reportUsage(ParameterException failure) {
        CommandLine command = failure.getCommandLine();
        PrintWriter err = command.getErr();
        err.println("See '" + command.getCommandSpec().qualifiedName() + " --help'.");
        boolean isSaid = failure instanceof UnmatchedArgumentException unknown
                && UnmatchedArgumentException.printSuggestions(unknown, err);
        command.getUnmatchedArguments().stream()
                .filter(argument -> !isSaid && (argument.startsWith("-") || argument.startsWith("@")))
                .forEach(argument -> err.println(
                        argument.startsWith("@")
                                ? "There is no file " + argument.substring(1)
                                : "Unknown: " + argument));
        err.println("voicemail: " + oneLine(failure));
        err.flush();
        return CommandLine.ExitCode.USAGE;
    }

    /** What it says, in one line. */
    static String oneLine(Throwable failure) {
        String message = failure.getMessage();
        String text = message == null || message.isBlank() ? failure.getClass().getSimpleName() : message;
        return text.replaceAll("\\s*\\R\\s*", "; ").replace("option option", "option"); // picocli says it twice
    }
}
