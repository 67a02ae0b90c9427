package org.voicemail4j.examples.server;

import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option that says how mail leaves. */
final class MailOption {

    @Option(
            names = "--mail",
            paramLabel = "FILE",
            description =
                    "A file of properties that says how mail about new messages leaves, and what else is told of them. "
                            + "None is sent unless given.")
    private @Nullable Path file;

    Optional<Path> file() {
        return Optional.ofNullable(file);
    }
}
