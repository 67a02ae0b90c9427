package org.voicemail4j.media.rtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A gate that was shut once: it opens for whom it must, and shuts again. */
class GateAgainTest {

    private static final long MILLI = 1_000_000;
    private static final InetSocketAddress DESCRIBED = new InetSocketAddress(InetAddress.getLoopbackAddress(), 4000);
    private static final InetSocketAddress OTHER_PORT = new InetSocketAddress(InetAddress.getLoopbackAddress(), 5000);

    /** A port that only knows whom it lets in. */
    private static final class Port implements DatagramPort {

        private @Nullable InetSocketAddress only;

        @Override
        public @Nullable InetSocketAddress receive(ByteBuffer into) {
            return null;
        }

        @Override
        public boolean send(ByteBuffer octets, InetSocketAddress to) {
            return false;
        }

        @Override
        public boolean canAdmitOnly() {
            return true;
        }

        @Override
        public boolean admitOnly(InetSocketAddress source) {
            only = source;
            return true;
        }

        @Override
        public boolean admitsOnly() {
            return only != null;
        }

        @Override
        public void admitAll() {
            only = null;
        }

        @Override
        public int number() {
            return 4000;
        }

        @Override
        public void close() {}
    }

    private final Port port = new Port();
    private final SourceLatch latch = new SourceLatch(false);
    private final PortGate gate = new PortGate(port, latch);
    private long frame;
    private int sequence;
    private boolean waits;

    GateAgainTest() {
        latch.describe(DESCRIBED, DESCRIBED.toString(), 0);
    }

    /** Lets frames pass in which packets come from there, or none, and looks each millisecond while the gate waits. */
    private void frames(int howMany, @Nullable InetSocketAddress from) {
        for (int i = 0; i < howMany; i++, frame++) {
            long begin = 20 * frame * MILLI;
            waits |= gate.begins(frame, begin, true);
            for (int milli = 1; milli < 20; milli++) {
                int packets = 0;
                if (from != null && milli == 5) {
                    latch.judge(from, sequence++, begin + milli * MILLI);
                    packets = 1;
                }
                waits = waits && !gate.look(packets, begin + milli * MILLI);
            }
        }
    }

    @Test
    void itShutsAgainWhenThePortHasOpenedByItself() {
        frames(200, DESCRIBED);
        assertThat(port.only).isEqualTo(DESCRIBED);

        port.admitAll(); // nobody was there for a moment
        frames(20, null);
        assertThat(port.only).isNull();
        frames(400, DESCRIBED);

        assertThat(port.only).isEqualTo(DESCRIBED);
    }

    @Test
    void itOpensForTheOneDescribedWhenAnotherPortOfHisHostFallsSilent() {
        frames(400, OTHER_PORT);
        assertThat(port.only).isEqualTo(OTHER_PORT);

        frames(60, null);
        assertThat(port.only).as("else the one described would never be heard").isNull();
        frames(1000, DESCRIBED);

        assertThat(port.only).isEqualTo(DESCRIBED);
    }
}
