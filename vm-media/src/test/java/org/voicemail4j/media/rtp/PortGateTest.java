package org.voicemail4j.media.rtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.voicemail4j.media.Digit;
import org.voicemail4j.media.MediaDirection;
import org.voicemail4j.media.RecordingLimits;

/** A call over real sockets whose port lets in the caller alone; time passes when told to. */
class PortGateTest {

    private static final long MILLI = 1_000_000;
    private static final InetAddress HERE = InetAddress.getLoopbackAddress();

    private long now;
    private final MediaLoop loop = new MediaLoop(() -> now);
    private final UdpPort port;
    private final DatagramSocket caller;
    private final DatagramSocket stranger;
    private final RtpCall call;
    private int sequence;

    PortGateTest() throws IOException {
        port = UdpPort.bind(HERE, 0);
        caller = new DatagramSocket(0, HERE);
        stranger = new DatagramSocket(0, HERE);
        call = Calls.on(loop, new PortPair(port, new Network()), new SplittableRandom(1));
        describe(caller);
        SampleBlocks blocks = new SampleBlocks(new BlockBudget(100), late -> {}, () -> {}, 1);
        RecordingLimits limits = new RecordingLimits(Duration.ZERO, Duration.ZERO, 128, Set.of(Digit.POUND));
        call.record(new Recorder(limits, blocks, new FlowSignal(), call.counters(), 0), 0);
        loop.submit(() -> loop.add(call));
    }

    @AfterEach
    void close() {
        port.close();
        caller.close();
        stranger.close();
    }

    private void describe(DatagramSocket from) {
        call.settle(now);
        call.describe(
                new Agreement(Calls.PCMU, Phone.PCMU, Optional.of(Phone.EVENTS), Optional.empty()),
                new Remote((InetSocketAddress) from.getLocalSocketAddress(), null, MediaDirection.SENDRECV),
                now);
    }

    private void send(DatagramSocket from) {
        byte[] octets = Packets.octets(false, 0, sequence, sequence * 160, 7, Phone.silence(1));
        sequence++;
        try {
            from.send(new DatagramPacket(octets, octets.length, HERE, port.number()));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Lets 20 ms pass, in the middle of which the caller sends a packet. */
    private void frame(DatagramSocket from) {
        for (int milli = 0; milli < 20; milli++) {
            if (milli == 11) {
                send(from);
            }
            now += MILLI;
            loop.tick(now);
        }
    }

    private void seconds(int howMany, DatagramSocket from) {
        for (int i = 0; i < 50 * howMany; i++) {
            frame(from);
        }
    }

    /** Lets time pass until all that was sent is taken: so many of those, as soon as the machine brings them. */
    private void rest(Count what, long expected) {
        for (int milli = 0; milli < 220 || milli < 10_000 && count(what) < expected; milli++) {
            if (milli >= 220) {
                LockSupport.parkNanos(MILLI);
            }
            now += MILLI;
            loop.tick(now);
        }
    }

    private long count(Count what) {
        return loop.counters().value(what);
    }

    /** What a thousand packets at once would do to a socket that is read ten times a second. */
    @Test
    void aStrangersFloodDoesNotReachTheSocketOnceTheCallerIsKnownAndNothingIsLostAtThatMoment() {
        frame(caller);
        send(stranger);
        sequence--;
        seconds(3, caller);
        assertThat(count(Count.STRANGER)).isEqualTo(1);

        for (int i = 0; i < 1000; i++) {
            send(stranger);
        }
        sequence -= 1000;
        seconds(1, caller);
        rest(Count.RECEIVED, 201);

        assertThat(count(Count.STRANGER)).isEqualTo(1);
        assertThat(count(Count.LOST)).isZero();
        assertThat(count(Count.RECEIVED)).isEqualTo(201);
    }

    @Test
    void aNewDescriptionLetsTheNewAddressInAndNotTheOldOne() throws IOException {
        seconds(3, caller);
        try (DatagramSocket elsewhere = new DatagramSocket(0, HERE)) {
            rest(Count.RECEIVED, 150);
            describe(elsewhere);
            seconds(3, elsewhere);
            send(caller);
            sequence--;
            seconds(1, elsewhere);
            rest(Count.RECEIVED, 350);
        }

        assertThat(count(Count.RECEIVED)).isEqualTo(350);
        assertThat(count(Count.STRANGER)).isZero();
        assertThat(count(Count.LOST)).isZero();
    }

    /** Some keep their NAT's way open by datagrams without octets (RFC 6263 §4.1). */
    @Test
    void emptyDatagramsOfTheCallerHideNothingBehindThem() throws IOException {
        seconds(3, caller);
        assertThat(port.admitsOnly()).isTrue();
        for (int i = 0; i < 50; i++) {
            caller.send(new DatagramPacket(new byte[0], 0, HERE, port.number()));
            frame(caller);
        }
        rest(Count.RECEIVED, 200);

        assertThat(count(Count.RECEIVED)).isEqualTo(200);
        assertThat(count(Count.LOST)).isZero();
    }

    @Test
    void whoIsOnlyBeingLearntIsNotAloneYet() {
        call.describe(
                new Agreement(Calls.PCMU, Phone.PCMU, Optional.of(Phone.EVENTS), Optional.empty()),
                new Remote(new InetSocketAddress(HERE, 9), null, MediaDirection.SENDRECV),
                now);
        seconds(2, caller);
        send(stranger);
        sequence--;
        rest(Count.STRANGER, 1);
        assertThat(count(Count.STRANGER)).isEqualTo(1);

        seconds(3, caller);
        send(stranger);
        sequence--;
        rest(Count.RECEIVED, 249);

        assertThat(count(Count.STRANGER)).isEqualTo(1);
    }

    @Test
    void aPortSendsToItsOneSourceAndToOthersThenToo() throws IOException {
        InetSocketAddress first = (InetSocketAddress) caller.getLocalSocketAddress();
        InetSocketAddress second = (InetSocketAddress) stranger.getLocalSocketAddress();
        assertThat(port.admitOnly(first)).isTrue();

        assertThat(port.send(ByteBuffer.wrap(new byte[] {1}), first)).isTrue();
        assertThat(received(caller)).isEqualTo((byte) 1);
        assertThat(port.send(ByteBuffer.wrap(new byte[] {2}), second)).isTrue();
        assertThat(received(stranger)).isEqualTo((byte) 2);

        send(stranger);
        assertThat(awaited()).isEqualTo(second);
    }

    @Test
    void whenNobodyIsThereAnyMoreThePortIsOpenAgain() throws IOException {
        InetSocketAddress gone = (InetSocketAddress) caller.getLocalSocketAddress();
        port.admitOnly(gone);
        caller.close();
        for (int i = 0; i < 3; i++) {
            port.send(ByteBuffer.wrap(new byte[] {1}), gone);
            port.receive(ByteBuffer.allocate(100));
        }

        send(stranger);

        assertThat(awaited()).isEqualTo(stranger.getLocalSocketAddress());
    }

    @Test
    void anEmptyDatagramEndsNoDrain() throws IOException {
        InetSocketAddress first = (InetSocketAddress) caller.getLocalSocketAddress();
        assertThat(port.admitOnly(first)).isTrue();

        caller.send(new DatagramPacket(new byte[0], 0, HERE, port.number()));
        assertThat(awaited()).as("a keep-alive").isEqualTo(first);
        send(caller);
        assertThat(awaited()).isEqualTo(first);
    }

    @Test
    void aPortOfAllAddressesIsOpenToAll() throws IOException {
        UdpPort all = UdpPort.bind(InetAddress.getByName("0.0.0.0"), 0);
        try {
            assertThat(all.canAdmitOnly()).isFalse();
            assertThat(all.admitOnly((InetSocketAddress) caller.getLocalSocketAddress()))
                    .isFalse();
        } finally {
            all.close();
        }
    }

    private static byte received(DatagramSocket socket) throws IOException {
        DatagramPacket packet = new DatagramPacket(new byte[100], 100);
        socket.setSoTimeout(10_000);
        socket.receive(packet);
        return packet.getData()[0];
    }

    private @Nullable InetSocketAddress awaited() {
        for (int i = 0; i < 10_000; i++) {
            InetSocketAddress source = port.receive(ByteBuffer.allocate(200));
            if (source != null) {
                return source;
            }
            LockSupport.parkNanos(MILLI);
        }
        return null;
    }
}
