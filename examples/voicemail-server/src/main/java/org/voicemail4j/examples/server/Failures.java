package org.voicemail4j.examples.server;

import java.io.PrintWriter;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voicemail4j.conf.ConfException;
import org.voicemail4j.conf.ConfWarning;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says why a command failed, in one line wherever one is enough; the stack trace goes to the log at debug level. */
final class Failures {

    private static final Logger LOG = LoggerFactory.getLogger(Failures.class);

    private Failures() {}

    static int report(Exception failure, CommandLine command) {
        LOG.debug("{} failed", command.getCommandName(), failure);
        lines(failure).forEach(line -> command.getErr().println("voicemail: " + line));
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

    /** One line; or, of a configuration file in which more than one thing is wrong, one for each. */
    private static List<String> lines(Exception failure) {
        return failure.getCause() instanceof ConfException several
                        && several.problems().size() > 1
                ? several.problems().stream().map(ConfWarning::toString).toList()
                : List.of(oneLine(failure));
    }

    /** What it says, in one line. */
    static String oneLine(Throwable failure) {
        String message = failure.getMessage();
        String text = message == null || message.isBlank() ? failure.getClass().getSimpleName() : message;
        return text.replaceAll("\\s*\\R\\s*", "; ").replace("option option", "option"); // picocli says it twice
    }
}
