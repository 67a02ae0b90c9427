package org.voicemail4j.examples.server;

import java.io.PrintWriter;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.voicemail4j.smdi.SmdiPort;
import org.voicemail4j.smdi.codec.Malformed;
import org.voicemail4j.smdi.codec.SmdiMessage;
import org.voicemail4j.smdi.codec.SmdiReader;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Prints what comes over a line. */
@Command(
        name = "smdi-monitor",
        description = {
            "Prints what comes over a message-desk line, message by message, until it is stopped.",
            "Sends nothing. What is no message is told once, until the next message or end mark; --octets shows all of it.",
            "A serial device can be open in one process only: stop the server, or listen on a tap."
        })
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class SmdiMonitorCommand implements Callable<Integer>, SmdiReader.Sink {

    @Spec
    private CommandSpec spec;

    @Mixin
    private SmdiLineOptions line;

    @Option(names = "--octets", description = "Prints every octet as it comes as well, also those of no message.")
    private boolean octets;

    private final Clock clock = WallClock.system();

    @Override
    public Integer call() throws InterruptedException {
        SmdiReader reader = new SmdiReader(this);
        try (SmdiPort port = line.address().port()) {
            port.start(come -> read(come, reader), state -> state(state, reader));
            new CountDownLatch(1).await();
        }
        return 0;
    }

    private void read(ByteBuffer come, SmdiReader reader) {
        if (octets) {
            print("octets " + OctetText.of(come.duplicate()));
        }
        reader.read(come);
    }

    private void state(SmdiPort.State state, SmdiReader reader) {
        if (state == SmdiPort.State.DOWN) {
            reader.lineDown();
        }
        print("line " + state);
    }

    @Override
    public void message(SmdiMessage message) {
        print(message.toString());
    }

    @Override
    public void malformed(Malformed what) {
        print("MALFORMED " + what);
    }

    @Override
    public void skipped(Malformed before) {
        print("SKIPPED " + before);
    }

    private void print(String text) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(LocalTime.now(clock).truncatedTo(ChronoUnit.MILLIS) + " " + text);
        out.flush();
    }
}
