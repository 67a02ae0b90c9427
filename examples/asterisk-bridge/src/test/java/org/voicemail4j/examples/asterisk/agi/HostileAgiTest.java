package org.voicemail4j.examples.asterisk.agi;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.voicemail4j.message.Folder;
import org.voicemail4j.testkit.Sounds;

/** Whoever connects and talks nonsense is hung up on, and the others are served. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class HostileAgiTest {

    private static final String ENVIRONMENT =
            "agi_request: agi://h/voicemail\nagi_channel: x\nagi_context: c\nagi_arg_1: 1000\n\n";

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET / HTTP/1.1\r\nHost: x\r\n\r\n",
                "\n",
                "\r\n\r\n",
                "agi_request\n\n",
                "agi_request:\n\n",
                "agi_: \nagi_request: ://\n\n",
                "\0\0\0\n\n",
                "agi_request: agi://h/%%%?%=%&mailbox=%\n\n",
                ENVIRONMENT + "200 result=99999999999999999999\n",
                ENVIRONMENT + "hello\n",
                ENVIRONMENT + "200\n",
                ENVIRONMENT + "200 result=0\n200 result=0\nHANGUP\nHANGUP\n",
                ENVIRONMENT + "511 dead\n"
            })
    void nonsenseIsHungUpOn(String nonsense) throws Exception {
        try (Bridge bridge = new Bridge(folder)) {
            try (Socket socket = connect(bridge)) {
                socket.getOutputStream().write(nonsense.getBytes(StandardCharsets.UTF_8));
                socket.shutdownOutput();
                readToEnd(socket);
            } catch (SocketException e) {
                assertThat(e).isNotNull(); // hung up on before all was said
            }
            assertOthersAreServed(bridge);
        }
    }

    @Test
    void whatHasNoEndIsHungUpOn() throws Exception {
        for (String piece : List.of("x".repeat(5000), "agi_a: b\n", ENVIRONMENT + "520-more\n".repeat(300))) {
            try (Bridge bridge = new Bridge(folder)) {
                try (Socket socket = connect(bridge)) {
                    writeUntilRefused(socket, piece);
                    readToEnd(socket);
                }
                assertOthersAreServed(bridge);
            }
        }
    }

    @Test
    void randomOctetsHurtNobody() throws Exception {
        SplittableRandom random = new SplittableRandom(20261126);
        try (Bridge bridge = new Bridge(folder)) {
            for (int round = 0; round < 100; round++) {
                try (Socket socket = connect(bridge)) {
                    byte[] octets = new byte[random.nextInt(1, 600)];
                    random.nextBytes(octets);
                    if (random.nextBoolean()) {
                        socket.getOutputStream().write(ENVIRONMENT.getBytes(StandardCharsets.UTF_8));
                    }
                    socket.getOutputStream().write(octets);
                    socket.shutdownOutput();
                    readToEnd(socket);
                } catch (SocketException e) {
                    assertThat(e).isNotNull(); // hung up on before all was said
                }
            }
            assertOthersAreServed(bridge);
        }
    }

    @Test
    void thereAreNoMoreConnectionsThanThereMayBe() throws Exception {
        try (Bridge bridge = new Bridge(folder, config -> config.maxConnections(2))) {
            List<Socket> idle = new ArrayList<>();
            try {
                for (int i = 0; i < 2; i++) {
                    idle.add(connect(bridge));
                }
                try (Socket third = connect(bridge)) {
                    readToEnd(third);
                }
            } finally {
                for (Socket socket : idle) {
                    socket.close();
                }
            }
            assertOthersAreServed(bridge);
        }
    }

    @Test
    void strangersAreNotAnswered() throws Exception {
        try (Bridge bridge = new Bridge(folder, config -> config.peers(address -> false));
                Socket socket = connect(bridge)) {
            socket.getOutputStream().write(ENVIRONMENT.getBytes(StandardCharsets.UTF_8));
            assertThat(readToEnd(socket)).isZero();
        } catch (SocketException e) {
            assertThat(e).isNotNull(); // closed while it was speaking
        }
    }

    @Test
    void anAddressOrFolderThatCannotBeUsedIsToldAtOnce() throws Exception {
        try (Bridge bridge = new Bridge(folder)) {
            AgiConfig taken =
                    AgiConfig.builder(folder).listen(bridge.server.address()).build();
            assertThat(org.assertj.core.api.Assertions.catchThrowable(() -> new AgiServer(taken)))
                    .isInstanceOf(AgiException.class)
                    .hasMessageContaining(String.valueOf(bridge.server.address().getPort()));
        }
        AgiConfig missing = AgiConfig.builder(folder.resolve("no"))
                .listen(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .build();
        assertThat(org.assertj.core.api.Assertions.catchThrowable(() -> new AgiServer(missing)))
                .isInstanceOf(AgiException.class)
                .hasMessageContaining("no");
    }

    private static Socket connect(Bridge bridge) throws IOException {
        Socket socket = new Socket(
                bridge.server.address().getAddress(), bridge.server.address().getPort());
        socket.setSoTimeout(30_000);
        return socket;
    }

    private static void writeUntilRefused(Socket socket, String piece) {
        byte[] octets = piece.getBytes(StandardCharsets.UTF_8);
        try {
            for (int i = 0; i < 1000; i++) {
                socket.getOutputStream().write(octets);
            }
        } catch (IOException e) {
            assertThat(e).isNotNull(); // what was to be shown
        }
    }

    /** Octets until the other side closes. */
    private static long readToEnd(Socket socket) throws IOException {
        try (InputStream in = socket.getInputStream()) {
            return in.transferTo(java.io.OutputStream.nullOutputStream());
        } catch (SocketException e) {
            return 0; // reset, since it had not read everything
        }
    }

    /** Perhaps not at once: the server may not have noticed yet that a connection has ended. */
    private static void assertOthersAreServed(Bridge bridge) throws Exception {
        int before = messages(bridge);
        for (int turn = 0; turn < 500 && messages(bridge) == before; turn++) {
            LockSupport.parkNanos(turn * 1_000_000L);
            try (SimulatedAsterisk asterisk = bridge.asterisk()) {
                asterisk.caller.speaks(Sounds.tone(450, ofSeconds(4))).hangsUp();
                asterisk.runs("voicemail", "1000").awaitEnd();
            }
        }
        assertThat(messages(bridge)).isEqualTo(before + 1);
    }

    private static int messages(Bridge bridge) {
        return bridge.store.list(Bridge.ALICE, Folder.INBOX).size();
    }
}
