package org.voicemail4j.examples.server;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;

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

    /** What it says, in one line. */
    static String oneLine(Throwable failure) {
        String message = failure.getMessage();
        String text = message == null || message.isBlank() ? failure.getClass().getSimpleName() : message;
        return text.replaceAll("\\s*\\R\\s*", "; ");
    }
}
