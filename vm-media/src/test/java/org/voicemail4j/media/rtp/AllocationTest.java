package org.voicemail4j.media.rtp;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.voicemail4j.media.Digit;
import org.voicemail4j.media.MediaDirection;
import org.voicemail4j.media.RecordingLimits;

/** What a media loop allocates for each packet, over real sockets, once it runs at speed. */
class AllocationTest {

    private static final int WARM_UP = 20_000;
    private static final int PACKETS = 50_000;

    private long now;
    private final MediaLoop loop = new MediaLoop(() -> now);

    @Test
    void recordingAPacketAllocatesNothing() throws IOException {
        InetAddress loopback = InetAddress.getLoopbackAddress();
        UdpPort rtp = UdpPort.bind(loopback, 0);
        try (DatagramSocket caller = new DatagramSocket(0, loopback)) {
            InetSocketAddress from = (InetSocketAddress) caller.getLocalSocketAddress();
            RtpCall call = Calls.on(loop, new PortPair(rtp, new Network()), new SplittableRandom(1));
            call.describe(
                    new Agreement(Calls.PCMU, Phone.PCMU, Optional.of(Phone.EVENTS), Optional.empty()),
                    new Remote(from, null, MediaDirection.SENDRECV),
                    0);
            SampleBlocks blocks = new SampleBlocks(new BlockBudget(16), late -> {}, () -> {}, 1);
            RecordingLimits limits = new RecordingLimits(Duration.ZERO, Duration.ZERO, 128, Set.of(Digit.POUND));
            call.record(new Recorder(limits, blocks, new FlowSignal(), loop.counters(), 0), 0);
            loop.submit(() -> loop.add(call));

            Sender sender = new Sender(caller, rtp.number());
            run(sender, blocks, WARM_UP);
            long allocated = run(sender, blocks, PACKETS);

            assertThat(loop.counters().value(Count.RECEIVED)).isEqualTo(WARM_UP + PACKETS);
            assertThat((double) allocated / PACKETS).as("bytes per packet").isLessThan(1.0);
        } finally {
            rtp.close();
        }
    }

    /** Sends packets one by one, lets the loop take each, and returns how much the loop allocated. */
    private long run(Sender sender, SampleBlocks blocks, int packets) throws IOException {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long self = Thread.currentThread().getId();
        long allocated = 0;
        for (int done = 0; done < packets; done += 10) {
            sender.send(10);
            long before = threads.getThreadAllocatedBytes(self);
            for (int i = 0; i < 20 * 10; i++) {
                now += MediaLoop.SLOT_NANOS;
                loop.tick(now);
            }
            allocated += threads.getThreadAllocatedBytes(self) - before;
            SampleBlocks.Block block;
            while ((block = blocks.take()) != null) {
                blocks.back(block);
            }
        }
        return allocated;
    }

    /** Sends packets of sound. */
    private static final class Sender {

        private final DatagramSocket socket;
        private final ByteBuffer packet = ByteBuffer.wrap(new byte[172]).put((byte) 0x80);
        private final DatagramPacket datagram;
        private int sequence;

        Sender(DatagramSocket socket, int port) {
            this.socket = socket;
            datagram = new DatagramPacket(packet.array(), 172, InetAddress.getLoopbackAddress(), port);
        }

        void send(int packets) throws IOException {
            for (int i = 0; i < packets; i++) {
                packet.putShort(2, (short) sequence).putInt(4, sequence * 160).putInt(8, 99);
                sequence++;
                socket.send(datagram);
            }
        }
    }
}
