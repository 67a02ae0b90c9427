package org.voicemail4j.media.rtp;

import java.net.InetSocketAddress;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.voicemail4j.media.Digit;

/**
 * Takes in what a call is sent: judges where a packet comes from, puts packets in order, gives sound to what records and
 * keys to the call. For the loop's thread.
 */
final class Intake {

    /** The call that listens. */
    interface Listener {

        /** What records at the moment, or null. */
        @Nullable
        Recorder hears();

        /** A key was pressed. */
        void press(Digit key);

        /** What follows comes from another source, or has another timeline. */
        void restarted();
    }

    /** A jump of the timestamps, not a packet that came so late. */
    private static final long JUMP_NANOS = 2_000_000_000L;

    private final Listener listener;
    private final Scratch scratch;
    private final Counters counters;
    private final SourceLatch latch;
    private final ReportExchange exchange;
    private final PayloadTypes types;
    private final ReceptionStatistics reception;
    private final RtpStream stream;
    private final ForLater forLater = new ForLater();
    private final TimeScale scale = new TimeScale();
    private final TelephoneEvents events = new TelephoneEvents();
    private final HeardKeys tones = new HeardKeys();
    private final SignalledKeys signalled = new SignalledKeys();
    private long now;

    Intake(
            Listener listener,
            Scratch scratch,
            Counters counters,
            SourceLatch latch,
            ReportExchange exchange,
            PayloadTypes types,
            ReceptionStatistics reception) {
        this.listener = listener;
        this.scratch = scratch;
        this.counters = counters;
        this.latch = latch;
        this.exchange = exchange;
        this.types = types;
        this.reception = reception;
        stream = new RtpStream(this::inOrder, this::restarted, counters);
    }

    /** Takes so many datagrams, or until there is no more. Returns how many there were. */
    int receive(DatagramPort port, int most, long nanos) {
        now = nanos;
        for (int i = 0; i < most; i++) {
            InetSocketAddress source = port.receive(scratch.receive.clear());
            if (source == null) {
                return i;
            }
            if (!forLater.takes(source, scratch.receive)) {
                datagram(source, scratch.receive.position());
            }
        }
        return most;
    }

    private void datagram(InetSocketAddress source, int length) {
        RtpPacket packet = scratch.packet;
        if (RtcpReports.isReport(scratch.received, length)) {
            exchange.received(source, length, now);
        } else if (length == Scratch.LARGEST || !packet.wrap(scratch.received, length)) {
            counters.add(Count.MALFORMED);
        } else if (!types.isKnown(packet.payloadType())) {
            counters.add(Count.UNKNOWN_TYPE);
        } else {
            switch (latch.judge(source, packet.sequence(), now)) {
                case ACCEPTED -> accepted(packet);
                case LEARNING -> counters.add(Count.LEARNING);
                case STRANGER -> counters.add(Count.STRANGER);
            }
        }
    }

    private void accepted(RtpPacket packet) {
        counters.add(Count.RECEIVED);
        boolean event = types.isEvent(packet.payloadType());
        ReorderWindow.Fate fate = stream.receive(packet, now);
        pressHeardKey();
        if (fate == ReorderWindow.Fate.OUTSIDE) {
            return;
        }
        reception.received(packet, event);
        if (event && fate == ReorderWindow.Fate.TAKEN) {
            int key = events.receive(packet, now);
            if (key != TelephoneEvents.NONE) {
                Digit.ofEvent(key).filter(digit -> signalled.isNew(digit, now)).ifPresent(listener::press);
            }
        }
    }

    private void inOrder(RtpPacket packet) {
        Recorder recorder = listener.hears();
        int type = packet.payloadType();
        if (types.isEvent(type) || types.isNoise(type)) {
            if (recorder != null) {
                inOrderWithoutSound(packet, recorder);
            }
        } else if (recorder != null || tones.isListening()) {
            int width = recorder == null ? 1 : recorder.width();
            int samples = types.decode(packet, scratch.samples, width);
            if (samples != PayloadTypes.SILENCE) {
                sound(packet, samples, width, recorder);
            } else if (recorder != null) {
                recorder.comfortNoise(now);
            }
        }
    }

    private void sound(RtpPacket packet, int samples, int width, @Nullable Recorder recorder) {
        boolean key = tones.hear(scratch.samples, samples, width);
        if (recorder != null) {
            if (key) {
                recorder.tone(scale.stamp(packet.timestamp()), samples);
            }
            recorder.audio(scale.stamp(packet.timestamp()), packet.marker(), scratch.samples, samples, now);
        }
    }

    private void inOrderWithoutSound(RtpPacket packet, Recorder recorder) {
        if (types.isEvent(packet.payloadType())) {
            recorder.tone(scale.stamp(packet.timestamp()), scale.length(TelephoneEvents.duration(packet)));
        } else {
            recorder.comfortNoise(now);
        }
    }

    /** A key that is heard in sound is pressed once all packets that can be given on have been. */
    private void pressHeardKey() {
        Digit key = tones.take();
        if (key != null) {
            listener.press(key);
        }
    }

    private void restarted() {
        events.restart();
        signalled.restart();
        reception.restarted();
        listener.restarted();
    }

    /** A key that the signalling says; pressed unless telephone-events say them too. */
    void signalled(Digit digit, long nanos) {
        if (signalled.isSignalled(digit, nanos)) {
            listener.press(digit);
        }
    }

    /** All that has come by now has been taken. */
    void caughtUp(long nanos) {
        now = nanos;
        reception.caughtUp(scale.theirs(now), scale.theirs(JUMP_NANOS));
        stream.expire(now);
        pressHeardKey();
    }

    /** Gives on what waits for packets before it. */
    void flush() {
        stream.flush();
    }

    /** Keeps what others than the caller send, until {@link #judge}. */
    void gather(Optional<InetSocketAddress> caller) {
        forLater.gather(caller);
    }

    void gatherNoMore() {
        forLater.gatherNoMore();
    }

    /** Takes what has been kept as if it came now. */
    void judge(long nanos) {
        now = nanos;
        forLater.judge(scratch.received, this::datagram);
    }

    /**
     * Begins or changes what is spoken.
     *
     * @param listens whether keys are listened for in the sound
     */
    void agree(Agreement agreement, boolean listens) {
        scale.factor(agreement.codec().clockFactor());
        types.agree(agreement);
        tones.listen(listens);
        if (agreement.events().isEmpty()) {
            signalled.restart();
        }
    }
}
