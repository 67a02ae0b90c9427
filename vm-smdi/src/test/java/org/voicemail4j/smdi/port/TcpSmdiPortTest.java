package org.voicemail4j.smdi.port;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.voicemail4j.smdi.SmdiPort;
import org.voicemail4j.testkit.SmdiPortContract;

class TcpSmdiPortTest {

    /** We connect; the terminal server is a socket of the test. */
    @Nested
    class Connecting implements SmdiPortContract {

        private final PeerSocket peer = PeerSocket.listening();
        private final SmdiPort port = TcpSmdiPort.connecting("127.0.0.1", peer.tcpPort());

        @Override
        public SmdiPort port() {
            return port;
        }

        @Override
        public void otherEndSends(byte[] octets) {
            peer.send(octets);
        }

        @Override
        public byte[] otherEndGot() {
            return peer.got();
        }

        @Override
        public void pull() {
            peer.hangUp();
        }

        @Override
        public void plug() {
            peer.listenAgain();
        }

        @AfterEach
        void close() {
            port.close();
            peer.hangUp();
        }
    }

    /** The terminal server, a socket of the test, connects. */
    @Nested
    class Listening implements SmdiPortContract {

        private final InetSocketAddress address = FreePort.at(FreePort.tcp());
        private final SmdiPort port = TcpSmdiPort.listening(address);
        private final PeerSocket peer = PeerSocket.connecting(address);

        @Override
        public SmdiPort port() {
            return port;
        }

        @Override
        public void otherEndSends(byte[] octets) {
            peer.send(octets);
        }

        @Override
        public byte[] otherEndGot() {
            return peer.got();
        }

        @Override
        public void pull() {
            peer.hangUp();
        }

        @Override
        public void plug() {
            peer.connectAgain();
        }

        @Test
        void whoeverConnectsNextTakesTheLineOver() throws IOException, InterruptedException {
            BlockingQueue<Byte> heard = new LinkedBlockingQueue<>();
            port.start(octets -> drain(octets, heard), state -> {});
            peer.send(new byte[] {1});
            assertThat(heard.take()).isEqualTo((byte) 1);
            try (Socket second = new Socket(address.getAddress(), address.getPort())) {
                second.getOutputStream().write(2);
                assertThat(heard.take()).isEqualTo((byte) 2);
            }
        }

        private static void drain(ByteBuffer octets, BlockingQueue<Byte> heard) {
            while (octets.hasRemaining()) {
                heard.add(octets.get());
            }
        }

        @AfterEach
        void close() {
            port.close();
            peer.hangUp();
        }
    }
}
