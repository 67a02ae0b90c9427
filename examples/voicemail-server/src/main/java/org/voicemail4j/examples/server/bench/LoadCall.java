package org.voicemail4j.examples.server.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.time.Duration;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.voicemail4j.examples.server.phone.Dialog;
import org.voicemail4j.examples.server.phone.MediaLine;
import org.voicemail4j.examples.server.phone.PhoneException;
import org.voicemail4j.examples.server.phone.SipText;

/**
 * One call: dials, listens until it has been quiet for a while, talks, waits a little, hangs up. One thread does its
 * signalling, one sends its sound, one hears; what they share is volatile.
 */
final class LoadCall {

    /** How far a call has got. */
    enum State {
        DIALLING,
        LISTENING,
        TALKING,
        LINGERING,
        HANGING_UP,
        DONE,
        FAILED
    }

    private static final long QUIET_NANOS = Duration.ofMillis(300).toNanos();
    private static final long LINGER_NANOS = Duration.ofMillis(500).toNanos();
    private static final long FIRST_RETRY_NANOS = Duration.ofMillis(500).toNanos();
    private static final long GIVE_UP_NANOS = Duration.ofSeconds(32).toNanos();
    private static final int HEADER = 12;
    private static final byte SILENCE = (byte) 0xFF;

    private final Dialog dialog;
    private final DatagramChannel sound;
    private final byte[] words;
    private final Gaps gaps;
    private final int source;
    private volatile State state = State.DIALLING;
    private volatile @Nullable InetSocketAddress soundTo;
    private volatile long lastHeard;
    private volatile long packetsHeard;
    private volatile long missed;
    private volatile long answeredAt;
    private volatile long endedAt;
    private volatile String failure = "";
    private @Nullable SipText pending;
    private long sentAt;
    private long nextSend;
    private long retry;
    private int frame;
    private int sequence;
    private long lingerSince;
    private int lastSequence = -1;
    private int lastStamp;
    private long lastArrival;

    LoadCall(String caller, String mailbox, InetSocketAddress local, InetSocketAddress server, Load load) {
        this.words = load.words();
        this.gaps = load.gaps();
        RandomGenerator random = load.random();
        source = random.nextInt();
        dialog = new Dialog(caller, local, server, mailbox, random);
        try {
            sound = DatagramChannel.open();
            sound.configureBlocking(false);
            sound.bind(new InetSocketAddress(local.getAddress(), 0));
        } catch (IOException e) {
            throw new PhoneException("no UDP port for sound", e);
        }
    }

    /**
     * What all calls of a load share.
     *
     * @param words what is said, µ-law
     * @param gaps takes how unevenly sound comes
     * @param random makes tags and the like
     */
    record Load(byte[] words, Gaps gaps, RandomGenerator random) {}

    // ---- signalling

    String id() {
        return dialog.callId();
    }

    /** The INVITE, or what is due to be sent again; null if nothing is due. */
    @Nullable
    SipText due(long now, InetAddress local) throws IOException {
        if (state == State.DIALLING && pending == null) {
            int port = ((InetSocketAddress) sound.getLocalAddress()).getPort();
            return begin(dialog.invite(MediaLine.offer(local, port)), now);
        }
        if (state == State.LINGERING && now - lingerSince > LINGER_NANOS) {
            state = State.HANGING_UP;
            return begin(dialog.request("BYE"), now);
        }
        if (pending == null || now - nextSend < 0) {
            return null;
        }
        if (now - sentAt > GIVE_UP_NANOS) {
            fail("no answer to " + pending.startLine(), now);
            return null;
        }
        retry *= 2;
        nextSend = now + retry;
        return pending;
    }

    private SipText begin(SipText request, long now) {
        pending = request;
        sentAt = now;
        retry = FIRST_RETRY_NANOS;
        nextSend = now + retry;
        return request;
    }

    /** Takes a message; returns what has to be sent for it, if anything. */
    @Nullable
    SipText take(SipText message, long now) {
        return message.isResponse() ? takeResponse(message, now) : takeRequest(message, now);
    }

    private @Nullable SipText takeResponse(SipText response, long now) {
        if (response.sequenceMethod().equals("BYE")) {
            if (state == State.HANGING_UP && response.status() >= 200) {
                end(State.DONE, now);
            }
            return null;
        }
        if (!response.sequenceMethod().equals("INVITE")) {
            return null;
        }
        if (response.status() < 200) {
            nextSend = now + GIVE_UP_NANOS;
            return null;
        }
        SipText acknowledgement = dialog.acknowledge(response);
        if (state == State.DIALLING) {
            pending = null;
            answered(response, now);
        }
        return acknowledgement;
    }

    private void answered(SipText response, long now) {
        if (response.status() >= 300) {
            fail("refused: " + response.startLine(), now);
            return;
        }
        soundTo = MediaLine.of(response);
        answeredAt = now;
        lastHeard = now;
        state = State.LISTENING;
    }

    private SipText takeRequest(SipText request, long now) {
        if (request.method().equals("BYE") && state != State.DONE) {
            fail("the server hung up while " + state, now);
        }
        return request.response("200 OK", dialog.tag(), dialog.contactAndType(""), "");
    }

    private void fail(String why, long now) {
        failure = why;
        end(State.FAILED, now);
    }

    private void end(State last, long now) {
        pending = null;
        state = last;
        endedAt = now;
        try {
            sound.close();
        } catch (IOException e) {
            // it was only to be gone
        }
    }

    // ---- sound

    DatagramChannel sound() {
        return sound;
    }

    /** Sends the packet of the next 20 ms. */
    void speak(ByteBuffer packet, long now) throws IOException {
        InetSocketAddress to = soundTo;
        if (to == null || !isUp()) {
            return;
        }
        if (state == State.LISTENING && packetsHeard > 0 && now - lastHeard > QUIET_NANOS) {
            state = State.TALKING;
            frame = 0;
        }
        packet.clear()
                .put((byte) 0x80)
                .put((byte) 0)
                .putShort((short) sequence)
                .putInt(sequence * 160)
                .putInt(source);
        sequence++;
        if (state == State.TALKING) {
            packet.put(words, frame * 160, 160);
            frame++;
            if ((frame + 1) * 160 > words.length) {
                lingerSince = now;
                state = State.LINGERING;
            }
        } else {
            while (packet.position() < HEADER + 160) {
                packet.put(SILENCE);
            }
        }
        sound.send(packet.flip(), to);
    }

    /** Takes a packet. */
    void hear(ByteBuffer packet, long now) {
        if (packet.limit() < HEADER || (packet.get(0) & 0xC0) != 0x80 || (packet.get(1) & 0x7F) >= 64) {
            return;
        }
        int number = packet.getShort(2) & 0xFFFF;
        int stamp = packet.getInt(4);
        if (lastSequence >= 0) {
            int step = (short) (number - lastSequence);
            missed += Math.max(0, step - 1);
            if (step == 1 && stamp - lastStamp == 160) {
                gaps.add(now - lastArrival - 20_000_000);
            }
        }
        lastSequence = number;
        lastStamp = stamp;
        lastArrival = now;
        packetsHeard++;
        lastHeard = now;
    }

    // ---- for any thread

    State state() {
        return state;
    }

    boolean isUp() {
        return state == State.LISTENING || state == State.TALKING || state == State.LINGERING;
    }

    boolean isOver() {
        return state == State.DONE || state == State.FAILED;
    }

    String failure() {
        return failure;
    }

    long packetsHeard() {
        return packetsHeard;
    }

    /** Packets of the server's that never came, by sequence number. */
    long missed() {
        return missed;
    }

    double seconds() {
        return answeredAt == 0 || endedAt == 0 ? 0 : (endedAt - answeredAt) / 1e9;
    }
}
