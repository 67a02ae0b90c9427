package org.voicemail4j.media.rtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** When a port is connected: what comes in that moment is lost, so the next packet must not be near. */
class PortGateMomentTest {

    private static final long MILLI = 1_000_000;

    private final List<InetSocketAddress> admitted = new ArrayList<>();
    private final SourceLatch latch = new SourceLatch(false);
    private final PortGate gate = new PortGate(new Admitting(), latch);

    /** Looked at each millisecond, from the first one on. */
    /** Many calls that are looked at by turns are looked at too rarely to see the moment. */
    @Test
    void whoHasNoTurnYetAsksAgainInTheNextFrame() {
        latch.describe(Calls.CALLER, "", 0);
        latch.judge(Calls.CALLER, 1, 0);
        assertThat(gate.begins(0, 0, false)).isFalse();
        assertThat(gate.begins(50, 0, false)).isFalse();
        assertThat(gate.begins(51, 0, true)).isTrue();
    }

    @ParameterizedTest(name = "packets after {0} ms: at {1}")
    @CsvSource({
        "5 25, 25", // every 20 ms
        "5 35, 35", // every 30 ms
        "5 6 26, 26", // two at once, then in time
        "5 50 51, 0", // a stall, then what was held up, at once
        "5, 0"
    })
    void onlyBehindAPacketThatCameInItsTime(String packets, int shut) {
        latch.describe(Calls.CALLER, "", 0);
        latch.judge(Calls.CALLER, 1, 0);
        List<String> times = List.of(packets.split(" "));
        assertThat(gate.begins(0, 0, true)).isFalse();
        assertThat(gate.begins(50, 0, true)).isTrue();

        int at = 0;
        for (int milli = 1; milli <= 55 && at == 0; milli++) {
            boolean came = times.contains(Integer.toString(milli));
            at = gate.look(came ? 1 : 0, milli * MILLI) ? milli : 0;
        }

        assertThat(at).isEqualTo(shut);
        assertThat(admitted).hasSize(shut > 0 ? 1 : 0);
    }

    private final class Admitting implements DatagramPort {

        @Override
        public boolean canAdmitOnly() {
            return true;
        }

        @Override
        public boolean admitOnly(InetSocketAddress source) {
            return admitted.add(source);
        }

        @Override
        public @Nullable InetSocketAddress receive(ByteBuffer into) {
            return null;
        }

        @Override
        public boolean send(ByteBuffer octets, InetSocketAddress to) {
            return true;
        }

        @Override
        public int number() {
            return 4000;
        }

        @Override
        public void close() {}
    }
}
