package org.voicemail4j.media.rtp;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.voicemail4j.media.Digit;
import org.voicemail4j.media.MediaAddress;
import org.voicemail4j.media.MediaAnswer;
import org.voicemail4j.media.MediaDirection;
import org.voicemail4j.media.MediaKey;
import org.voicemail4j.media.MediaLeg;
import org.voicemail4j.media.MediaOffer;
import org.voicemail4j.media.MediaSession;
import org.voicemail4j.media.PayloadFormat;

/**
 * The signalling's side of a call's sound. A caller who puts us on hold (a new offer with {@code sendonly} or {@code
 * inactive}, or the address 0.0.0.0) stops the clock of a recording: nothing is recorded until he is back, and the two
 * pieces are joined without a gap. What plays goes on unheard.
 */
final class RtpLeg implements MediaLeg {

    private final RtpCall call;
    private final MediaLoop loop;
    private final RtpSession session;
    private final PortPair ports;
    private final PortPool pool;
    private final WireCodecs codecs;
    private final String host;
    private final NanoClock clock;
    private final KeyAgreement keys;
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable MediaAnswer answer;
    private boolean multiplexed;
    private boolean closed;

    RtpLeg(
            RtpCall call,
            MediaLoop loop,
            RtpSession session,
            PortPair ports,
            PortPool pool,
            WireCodecs codecs,
            String host,
            NanoClock clock,
            KeyAgreement keys) {
        this.call = call;
        this.loop = loop;
        this.session = session;
        this.ports = ports;
        this.pool = pool;
        this.codecs = codecs;
        this.host = host;
        this.clock = clock;
        this.keys = keys;
    }

    /** Begins to work; with the agreement, if there is one already. */
    void open() {
        loop.submit(() -> loop.add(call));
    }

    @Override
    public MediaSession session() {
        return session;
    }

    @Override
    public MediaAnswer answer() {
        lock.lock();
        try {
            if (answer == null) {
                throw new IllegalStateException("there is no answer yet: we offered");
            }
            return answer;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void answered() {
        loop.submit(() -> call.answered(clock.nanoTime()));
    }

    @Override
    public MediaOffer offer() {
        lock.lock();
        try {
            List<PayloadFormat> formats = Agreement.offer(codecs);
            if (answer == null) {
                int events = formats.get(formats.size() - 1).payloadType();
                loop.submit(() -> call.offer(codecs.all(), events));
            }
            return new MediaOffer(
                    address(), formats, MediaDirection.SENDRECV, MediaOffer.USUAL_PACKET_TIME, keys.offer());
        } finally {
            lock.unlock();
        }
    }

    @Override
    public boolean accept(MediaAnswer theirs) {
        Optional<Agreement> agreement = Agreement.onAnswer(theirs.formats(), codecs);
        lock.lock();
        try {
            if (agreement.isEmpty() || !keys.accept(theirs.crypto())) {
                return false;
            }
            Remote remote = Remote.of(theirs.address(), theirs.direction());
            agree(agreement.get(), remote, theirs.address().isMultiplexed());
            return true;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public Optional<MediaAnswer> reoffer(MediaOffer theirs) {
        return Agreement.on(theirs.formats(), codecs).map(agreement -> {
            Remote remote = Remote.of(theirs.address(), theirs.direction());
            lock.lock();
            try {
                keys.answer(theirs.cryptos());
                return agree(agreement, remote, theirs.address().isMultiplexed());
            } finally {
                lock.unlock();
            }
        });
    }

    private MediaAnswer agree(Agreement agreement, Remote remote, boolean oneport) {
        multiplexed = oneport;
        MediaAnswer ours = new MediaAnswer(
                address(),
                agreement.answer(),
                remote.direction().answer(),
                MediaAnswer.USUAL_PACKET_TIME,
                keys.answer());
        answer = ours;
        call.agreed(agreement.codec());
        Optional<MediaKey> sending = keys.ours();
        Optional<MediaKey> receiving = keys.theirs();
        loop.submit(() -> {
            if (call.isSecured() && receiving.isPresent()) { // both keys are understood from then on
                call.secure(sending, receiving);
            }
            call.settle(clock.nanoTime()); // under the keys until now
            call.secure(sending, receiving);
            call.describe(agreement, remote, clock.nanoTime());
        });
        return ours;
    }

    private MediaAddress address() {
        int port = ports.rtp().number();
        return new MediaAddress(host, port, multiplexed ? port : ports.rtcp().number());
    }

    @Override
    public void press(Digit digit) {
        loop.submit(() -> call.signalled(digit, clock.nanoTime()));
    }

    /** Does something on the loop's thread, behind all that was asked for before. */
    void inTurn(Consumer<RtpCall> work) {
        loop.submit(() -> work.accept(call));
    }

    @Override
    public void hangUp() {
        loop.submit(() -> call.hangUp(clock.nanoTime()));
    }

    @Override
    public void close() {
        lock.lock();
        try {
            if (closed) {
                return;
            }
            closed = true;
        } finally {
            lock.unlock();
        }
        loop.submit(() -> {
            loop.remove(call);
            try {
                call.close(clock.nanoTime());
            } finally { // whatever a decoder says to the last packets
                pool.giveBack(ports);
            }
        });
    }
}
