package org.voicemail4j.media.rtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.voicemail4j.media.MediaException;

class PortPoolTest {

    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

    private long now;

    private PortPool pool(int first, int last) {
        return new PortPool(LOOPBACK, first, last, new SplittableRandom(1), () -> now);
    }

    @Test
    void pairsAreEvenAndOddAndAllDifferent() {
        PortPool pool = pool(31901, 31910);
        Set<Integer> ports = new TreeSet<>();
        PortPair[] pairs = new PortPair[4];
        for (int i = 0; i < 4; i++) {
            pairs[i] = pool.take();
            ports.add(pairs[i].rtp().number());
            assertThat(pairs[i].rtcp().number()).isEqualTo(pairs[i].rtp().number() + 1);
        }

        assertThat(ports).containsExactly(31902, 31904, 31906, 31908);
        for (PortPair pair : pairs) {
            pair.close();
        }
    }

    @Test
    void aPairRestsFiveSecondsAsLongAsThereAreOthers() {
        PortPool pool = pool(31920, 31923);
        int first = used(pool);
        now = PortPool.REST_NANOS - 1;
        int second = used(pool);
        assertThat(second).isNotEqualTo(first);

        now = PortPool.REST_NANOS;
        assertThat(used(pool)).isEqualTo(first);
    }

    @Test
    void aPairRestsOneSecondIfThereIsNoOther() {
        PortPool pool = pool(31924, 31925);
        int only = used(pool);

        assertThatThrownBy(pool::take).isInstanceOf(MediaException.class);
        now = PortPool.SHORTEST_REST_NANOS - 1;
        assertThatThrownBy(pool::take).isInstanceOf(MediaException.class);
        now = PortPool.SHORTEST_REST_NANOS;
        assertThat(used(pool)).isEqualTo(only);
    }

    private static int used(PortPool pool) {
        PortPair pair = pool.take();
        pool.giveBack(pair);
        return pair.rtp().number();
    }

    @Test
    void portsOfSomebodyElseArePassedOver() throws IOException {
        UdpPort other = UdpPort.bind(LOOPBACK, 31931);
        PortPool pool = pool(31930, 31933);

        PortPair pair = pool.take();

        assertThat(pair.rtp().number()).isEqualTo(31932);
        pair.close();
        other.close();
    }
}
