package org.voicemail4j.smdi.port;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.voicemail4j.smdi.SmdiPort.State;
import org.voicemail4j.smdi.codec.CallHistory;
import org.voicemail4j.smdi.codec.LampCommand;
import org.voicemail4j.smdi.codec.LampCommand.Lamp;
import org.voicemail4j.smdi.codec.Malformed;
import org.voicemail4j.smdi.codec.SmdiMessage;
import org.voicemail4j.smdi.codec.SmdiReader;
import org.voicemail4j.smdi.port.SerialSettings.FlowControl;
import org.voicemail4j.smdi.port.SerialSettings.Parity;

/**
 * Every speed and every way of characters, as the kernel has them afterwards: stty looks at the device, which was a terminal
 * for people before. A pseudo-terminal keeps parity odd apart from even, but cannot switch it on, nor have seven bits; that
 * it was asked to is seen by the check (inpck) and the cut of the eighth bit (istrip).
 */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class SerialSettingsTest {

    private static final List<String> RAW = List.of(
            "-icanon",
            "-echo",
            "-isig",
            "-iexten",
            "-ixon",
            "-ixoff",
            "-icrnl",
            "-inlcr",
            "-igncr",
            "-opost",
            "-crtscts");

    @TempDir
    Path folder;

    private final PeerSocket peer = PeerSocket.listening();
    private final BlockingQueue<State> states = new LinkedBlockingQueue<>();
    private final BlockingQueue<SmdiMessage> messages = new LinkedBlockingQueue<>();
    private Path device;
    private Socat cable;

    @BeforeEach
    void plugIn() {
        device = folder.resolve("ttyPBX");
        cable = Socat.cooked(device, peer.tcpPort());
        cable.start();
    }

    @AfterEach
    void pullOut() {
        cable.close();
        peer.hangUp();
    }

    static Stream<SerialSettings> everySetting() {
        return IntStream.of(300, 600, 1200, 2400, 4800, 9600, 19200)
                .boxed()
                .flatMap(baud -> Stream.of(Parity.values())
                        .flatMap(parity -> IntStream.of(7, 8)
                                .boxed()
                                .flatMap(bits -> IntStream.of(1, 2)
                                        .mapToObj(stop ->
                                                new SerialSettings(baud, bits, parity, stop, FlowControl.NONE)))));
    }

    @ParameterizedTest
    @MethodSource("everySetting")
    void aDeviceIsSetAsAskedAndCarriesMessagesBothWays(SerialSettings settings) throws Exception {
        assertThat(words(stty())).as("before").contains("icanon", "echo", "isig", "ixon", "icrnl", "opost");
        try (SerialSmdiPort port = new SerialSmdiPort(device.toString(), settings)) {
            SmdiReader reader = new SmdiReader(new Messages());
            port.start(reader::read, states::add);
            assertThat(states.take()).isEqualTo(State.UP);
            String set = stty();
            assertThat(set).contains("speed " + settings.baud() + " baud");
            assertThat(words(set))
                    .containsAll(RAW)
                    .contains("clocal", "cread")
                    .contains(settings.stopBits() == 2 ? "cstopb" : "-cstopb")
                    .contains(settings.parity() == Parity.ODD ? "parodd" : "-parodd")
                    .contains(settings.parity() == Parity.NONE ? "-inpck" : "inpck")
                    .contains(settings.dataBits() == 7 ? "istrip" : "-istrip");
            messagesGoBothWays(port);
        }
    }

    private void messagesGoBothWays(SerialSmdiPort port) throws InterruptedException {
        CallHistory call = new CallHistory(1, 7, 'B', "5551000", "5559999");
        peer.send(call.encode());
        assertThat(messages.take()).isEqualTo(call);
        byte[] lamp = new LampCommand("5551000", Lamp.ON).encode();
        assertThat(port.send(ByteBuffer.wrap(lamp))).isTrue();
        while (peer.got().length < lamp.length) {
            Thread.onSpinWait();
        }
        assertThat(peer.got()).as("and nothing is echoed").isEqualTo(lamp);
    }

    private String stty() throws IOException, InterruptedException {
        Process stty = new ProcessBuilder("stty", "-a", "-F", device.toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(stty.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(stty.waitFor()).as(said).isZero();
        return said;
    }

    private static List<String> words(String text) {
        return Arrays.asList(text.split("[\\s;]+"));
    }

    /** Keeps what was read. */
    private final class Messages implements SmdiReader.Sink {

        @Override
        public void message(SmdiMessage message) {
            messages.add(message);
        }

        @Override
        public void malformed(Malformed malformed) {
            throw new AssertionError(malformed);
        }

        @Override
        public void skipped(Malformed before) {
            throw new AssertionError(before);
        }
    }
}
