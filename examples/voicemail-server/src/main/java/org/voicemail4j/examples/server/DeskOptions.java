package org.voicemail4j.examples.server;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.voicemail4j.sip.LineSource;
import org.voicemail4j.smdi.link.SmdiConf;
import picocli.CommandLine.Option;

/** The options that say how calls of an old PBX's message desk are recognised. */
final class DeskOptions {

    @Option(
            names = "--smdi",
            paramLabel = "FILE",
            description = "An smdi.conf: the lines over which old PBXs say whose mailbox a call is for, and over which "
                    + "lamps are switched.")
    private @Nullable Path smdi;

    @Option(
            names = "--smdi-line",
            paramLabel = "PLACE",
            description =
                    "Where an INVITE of a gateway (one of --trusted) says at which terminal of the message desk the "
                            + "call arrived: user, header:NAME or parameter:NAME of the Request-URI; ${DEFAULT-VALUE} unless given.")
    private String line = "user";

    /** What they say; without lines if there is no --smdi. */
    MessageDesks desks() {
        LineSource place = Settings.option("--smdi-line", () -> LineSource.parse(line));
        if (smdi == null) {
            return MessageDesks.none();
        }
        Path file = Settings.file("--smdi", smdi);
        SmdiConf conf = Settings.option("--smdi", () -> SmdiConf.read(file));
        return MessageDesks.of(conf, place);
    }
}
