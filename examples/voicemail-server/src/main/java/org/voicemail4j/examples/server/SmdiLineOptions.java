package org.voicemail4j.examples.server;

import org.voicemail4j.smdi.link.SmdiAddress;
import org.voicemail4j.smdi.port.SerialSettings;
import org.voicemail4j.smdi.port.SerialSettings.FlowControl;
import org.voicemail4j.smdi.port.SerialSettings.Parity;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Which message-desk line a command uses. */
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class SmdiLineOptions {

    @Parameters(
            paramLabel = "LINE",
            description = "A serial device such as /dev/ttyS0, or tcp:HOST:PORT to connect, or tcp-listen:HOST:PORT.")
    private String line;

    @Option(names = "--baud", paramLabel = "N", description = "Speed of a serial line, ${DEFAULT-VALUE} unless given.")
    private int baud = 1200;

    @Option(
            names = "--mode",
            paramLabel = "BPS",
            description =
                    "Data bits, parity and stop bits of a serial line, such as 8N1; ${DEFAULT-VALUE} unless given.")
    private String mode = "7E1";

    SmdiAddress address() {
        SerialSettings serial = serial();
        return Settings.check(() -> new SmdiAddress(line, serial));
    }

    private SerialSettings serial() {
        if (!mode.matches("[78][ENO][12]")) {
            throw new UsageException("--mode: '" + mode + "' is not like 7E1 or 8N2");
        }
        Parity parity = mode.charAt(1) == 'E' ? Parity.EVEN : mode.charAt(1) == 'O' ? Parity.ODD : Parity.NONE;
        return Settings.option(
                "--baud",
                () -> new SerialSettings(baud, mode.charAt(0) - '0', parity, mode.charAt(2) - '0', FlowControl.NONE));
    }
}
