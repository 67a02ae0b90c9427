package org.voicemail4j.media.rtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.voicemail4j.media.rtp.SourceLatch.Verdict.ACCEPTED;
import static org.voicemail4j.media.rtp.SourceLatch.Verdict.LEARNING;
import static org.voicemail4j.media.rtp.SourceLatch.Verdict.STRANGER;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;

class SourceLatchTest {

    private static final long MILLI = 1_000_000;
    private static final InetSocketAddress DESCRIBED = address(1, 4000);
    private static final InetSocketAddress OTHER_PORT = address(1, 5000);
    private static final InetSocketAddress NAT = address(2, 4000);
    private static final InetSocketAddress ATTACKER = address(3, 4000);

    private final SourceLatch latch = new SourceLatch(false);

    SourceLatchTest() {
        latch.describe(DESCRIBED, DESCRIBED.toString(), 0);
    }

    private static InetSocketAddress address(int host, int port) {
        try {
            return new InetSocketAddress(InetAddress.getByAddress(new byte[] {10, 0, 0, (byte) host}), port);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private SourceLatch.Verdict judge(InetSocketAddress source, int sequence, long millis) {
        return latch.judge(source, sequence, millis * MILLI);
    }

    @Test
    void theDescribedAddressIsBelievedAtOnceAndForGood() {
        assertThat(judge(DESCRIBED, 1, 60_000)).isEqualTo(ACCEPTED);
        assertThat(judge(OTHER_PORT, 1, 60_000)).isEqualTo(STRANGER);
        assertThat(judge(ATTACKER, 1, 60_000)).isEqualTo(STRANGER);
        assertThat(judge(DESCRIBED, 2, 90_000)).isEqualTo(ACCEPTED);
        assertThat(latch.target()).isEqualTo(DESCRIBED);
    }

    @Test
    void anotherPortOfTheSameHostIsBelievedAtItsSecondPacket() {
        assertThat(judge(OTHER_PORT, 1, 60_000)).isEqualTo(LEARNING);
        assertThat(latch.target()).isEqualTo(DESCRIBED);
        assertThat(judge(OTHER_PORT, 2, 60_020)).isEqualTo(ACCEPTED);
        assertThat(latch.target()).isEqualTo(OTHER_PORT);
    }

    @Test
    void anotherHostIsBelievedAfterFivePacketsOverEightyMilliseconds() {
        for (int i = 0; i < 4; i++) {
            assertThat(judge(NAT, 65534 + i & 0xFFFF, 20 * i)).isEqualTo(LEARNING);
        }
        assertThat(judge(NAT, 2, 80)).isEqualTo(ACCEPTED);
        assertThat(latch.target()).isEqualTo(NAT);
    }

    @Test
    void aBurstFromAnotherHostIsNotBelieved() {
        for (int i = 0; i < 50; i++) {
            assertThat(judge(ATTACKER, i, 1)).isEqualTo(LEARNING);
        }
        assertThat(judge(DESCRIBED, 1, 2)).isEqualTo(ACCEPTED);
    }

    @Test
    void packetsOutOfSequenceFromAnotherHostAreNotBelieved() {
        for (int i = 0; i < 100; i++) {
            assertThat(judge(ATTACKER, 2 * i, 20 * i)).isEqualTo(LEARNING);
        }
    }

    @Test
    void afterThreeSecondsNoOtherHostIsBelieved() {
        for (int i = 0; i < 50; i++) {
            assertThat(judge(ATTACKER, i, 3000 + 20 * i)).isEqualTo(STRANGER);
        }
        assertThat(judge(DESCRIBED, 1, 9000)).isEqualTo(ACCEPTED);
    }

    @Test
    void theDescribedAddressWinsWhileLearning() {
        for (int i = 0; i < 6; i++) {
            judge(ATTACKER, i, 20 * i);
        }
        assertThat(judge(DESCRIBED, 1, 1000)).isEqualTo(ACCEPTED);
        assertThat(judge(ATTACKER, 6, 1020)).isEqualTo(STRANGER);
        assertThat(latch.target()).isEqualTo(DESCRIBED);
    }

    @Test
    void theDescribedAddressWinsAgainstTheRestOfWhatAnEarlierPartySentHoweverLateItBegins() {
        judge(DESCRIBED, 1, 0);
        latch.describe(NAT, NAT.toString(), 10_000 * MILLI);
        for (int i = 2; i < 9; i++) {
            judge(DESCRIBED, i, 10_000 + 20 * i);
        }
        assertThat(judge(NAT, 1, 20_000)).isEqualTo(ACCEPTED);
        assertThat(judge(NAT, 2, 20_020)).isEqualTo(ACCEPTED);
        assertThat(judge(DESCRIBED, 10, 20_040)).isEqualTo(STRANGER);
    }

    @Test
    void whoBeginsToSendWhenTheCallIsAnsweredIsLearntFromThenOn() {
        latch.answered(30_000 * MILLI);
        for (int i = 0; i < 4; i++) {
            assertThat(judge(NAT, i, 31_000 + 20 * i)).isEqualTo(LEARNING);
        }
        assertThat(judge(NAT, 4, 31_080)).isEqualTo(ACCEPTED);
        latch.answered(40_000 * MILLI);
        assertThat(judge(ATTACKER, 1, 40_020)).isEqualTo(STRANGER);
    }

    @Test
    void aHostThatIsDescribedByNameAgainIsNotLearntAgain() {
        SourceLatch named = new SourceLatch(false);
        named.describe(null, "phone.example 4000", 0);
        for (int i = 0; i < 5; i++) {
            named.judge(NAT, i, 20 * i * MILLI);
        }
        named.describe(null, "phone.example 4000", 60_000 * MILLI);
        assertThat(named.judge(NAT, 5, 70_000 * MILLI)).isEqualTo(ACCEPTED);
    }

    @Test
    void anotherHostOrPortThatIsDescribedByNameIsLearntAnew() {
        SourceLatch named = new SourceLatch(false);
        named.describe(null, "phone.example 4000", 0);
        for (int i = 0; i < 5; i++) {
            named.judge(NAT, i, 20 * i * MILLI);
        }
        assertThat(named.source()).contains(NAT);

        named.describe(null, "other.example 4000", 60_000 * MILLI);
        assertThat(named.source()).isEmpty();
        for (int i = 0; i < 5; i++) {
            named.judge(ATTACKER, i, (60_000 + 20 * i) * MILLI);
        }
        assertThat(named.source()).contains(ATTACKER);

        named.describe(null, "other.example 4002", 90_000 * MILLI);
        assertThat(named.source()).isEmpty();
    }

    @Test
    void theDescribedAddressDoesNotWinLaterAgainstAHostThatSpeaks() {
        for (int i = 0; i < 300; i++) {
            judge(NAT, i, 20 * i);
        }
        assertThat(judge(DESCRIBED, 1, 5990)).isEqualTo(STRANGER);
        assertThat(judge(NAT, 300, 6000)).isEqualTo(ACCEPTED);
        assertThat(judge(DESCRIBED, 2, 7000)).isEqualTo(STRANGER);
        assertThat(judge(DESCRIBED, 3, 7001)).isEqualTo(ACCEPTED);
    }

    @Test
    void anAttackerBetweenThePacketsDoesNotKeepTheCallerOut() {
        for (int i = 0; i < 4; i++) {
            judge(NAT, i, 20 * i);
            judge(ATTACKER, 1000 * i, 20 * i + 1);
        }
        assertThat(judge(NAT, 4, 80)).isEqualTo(ACCEPTED);
    }

    /** A media server that sends its tones from another port than its sound. */
    @Test
    void theDescribedPortWinsAgainstAnotherOfItsHostThatHasFallenSilent() {
        for (int i = 0; i < 100; i++) {
            judge(OTHER_PORT, i, 20 * i);
        }
        assertThat(judge(DESCRIBED, 1, 3_020)).isEqualTo(ACCEPTED);
        for (int i = 0; i < 100; i++) {
            assertThat(judge(DESCRIBED, 2 + i, 3_040 + 20 * i)).isEqualTo(ACCEPTED);
        }
        assertThat(judge(OTHER_PORT, 100, 5_020)).isEqualTo(STRANGER);
    }

    @Test
    void anotherPortOfTheDescribedHostThatSpeaksGoesOn() {
        for (int i = 0; i < 250; i++) {
            assertThat(judge(OTHER_PORT, i, 20 * i)).isEqualTo(i == 0 ? LEARNING : ACCEPTED);
            if (i >= 200) {
                assertThat(judge(DESCRIBED, i, 20 * i + 10)).isEqualTo(STRANGER);
            }
        }
    }

    /** Sound from one and tones from another, or the rest of an earlier call. */
    @Test
    void aHostThatSendsFromTwoPortsByTurnsIsBelieved() {
        for (int i = 0; i < 4; i++) {
            judge(NAT, i, 20 * i);
            judge(address(2, 4002), 700 + i, 20 * i + 10);
        }
        assertThat(judge(NAT, 4, 80)).isEqualTo(ACCEPTED);
    }

    @Test
    void anAttackerWithManyPortsDoesNotKeepTheCallerOut() {
        for (int i = 0; i < 4; i++) {
            for (int port = 0; port < 5; port++) {
                judge(address(3, 6000 + port), 1000 * i, 20 * i);
            }
            judge(NAT, i, 20 * i);
        }
        assertThat(judge(NAT, 4, 80)).isEqualTo(ACCEPTED);
    }

    @Test
    void aNewDescriptionLearnsAnewAndTheSameOneDoesNot() {
        judge(DESCRIBED, 1, 0);
        latch.describe(DESCRIBED, DESCRIBED.toString(), 10_000 * MILLI);
        assertThat(judge(NAT, 1, 10_001)).isEqualTo(STRANGER);

        latch.describe(NAT, NAT.toString(), 20_000 * MILLI);
        assertThat(latch.target()).isEqualTo(NAT);
        assertThat(judge(NAT, 1, 20_001)).isEqualTo(ACCEPTED);
        assertThat(judge(DESCRIBED, 2, 20_002)).isEqualTo(STRANGER);
    }

    @Test
    void strictMeansTheDescribedAddressAlone() {
        SourceLatch strict = new SourceLatch(true);
        strict.describe(DESCRIBED, DESCRIBED.toString(), 0);

        for (int i = 0; i < 10; i++) {
            assertThat(strict.judge(OTHER_PORT, i, i * 20 * MILLI)).isEqualTo(STRANGER);
        }
        assertThat(strict.judge(DESCRIBED, 1, 0)).isEqualTo(ACCEPTED);
    }

    @Test
    void withoutAnAddressTheFirstSteadySourceIsBelieved() {
        SourceLatch open = new SourceLatch(false);
        open.describe(null, "phone.example 4000", 0);
        for (int i = 0; i < 4; i++) {
            assertThat(open.judge(NAT, i, 20 * i * MILLI)).isEqualTo(LEARNING);
        }
        assertThat(open.judge(NAT, 4, 80 * MILLI)).isEqualTo(ACCEPTED);
        assertThat(open.target()).isEqualTo(NAT);
    }
}
