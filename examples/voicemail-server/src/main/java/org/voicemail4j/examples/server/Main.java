package org.voicemail4j.examples.server;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ScopeType;

/** The command line: {@code voicemail COMMAND}, a class for each. */
@Command(
        name = "voicemail",
        description = "Answers phone calls and takes messages.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            DemoCommand.class,
            ServeCommand.class,
            UsersCommand.class,
            MessagesCommand.class,
            ExportCommand.class,
            CopyCommand.class,
            SubscribersCommand.class,
            OutboxCommand.class,
            PromptsCommand.class,
            SimulateCommand.class,
            TranscodeCommand.class,
            GreetingCommand.class,
            SmdiMonitorCommand.class,
            SmdiSwitchCommand.class,
            BenchCommand.class
        },
        mixinStandardHelpOptions = true,
        scope = ScopeType.INHERIT,
        versionProvider = Version.class,
        sortOptions = false,
        usageHelpAutoWidth = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:all went well",
            "1:it did not; the last line on standard error says why",
            "2:the command line or a configuration file is wrong"
        })
final class Main {

    private Main() {}

    /** Runs a command and ends the process with its exit code. */
    public static void main(String[] args) {
        System.exit(commandLine().execute(args));
    }

    static CommandLine commandLine() {
        return new CommandLine(new Main())
                .setExecutionExceptionHandler((failure, command, parsed) -> Failures.report(failure, command))
                .setParameterExceptionHandler((failure, arguments) -> Failures.reportUsage(failure));
    }
}
