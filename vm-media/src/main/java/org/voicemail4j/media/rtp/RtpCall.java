package org.voicemail4j.media.rtp;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voicemail4j.media.Digit;
import org.voicemail4j.media.MediaDirection;
import org.voicemail4j.media.MediaKey;
import org.voicemail4j.media.PlayEnd;
import org.voicemail4j.media.RecordingEnd;

/**
 * One call as its media loop sees it: runs what plays and what records. Nobody but the loop's thread calls its methods,
 * except the last ones.
 */
final class RtpCall implements Intake.Listener {

    private static final Logger LOG = LoggerFactory.getLogger(RtpCall.class);

    private static final int MOST_AT_ONCE = 64;
    /** More than a socket holds. */
    private static final int MOST_QUEUED = 1024;

    /** While it only records, a call is looked at every so many frames: what it needs of memory and caches is then paid once for all. */
    private static final int GATHERED = 5;
    /** Who sends more than twice as fast as he should is looked at with each frame, so that his socket does not run over. */
    private static final int MOST_GATHERED = 2 * GATHERED;

    private final PortPair plain;
    private final PortPair secured;
    private final MediaSecurity security;
    private final RtpSender sender;
    private final Counters counters;
    private final MediaEvents mediaEvents;
    private final SourceLatch latch;
    private final PortGate gate;
    private final RtcpReports reports;
    private final ReportExchange exchange;
    private final Speaker speaker;
    private final ReceptionStatistics reception;
    private final Intake intake;
    private final InbandKeys inbandKeys;
    private final long mediaTimeout;
    private final long holdTimeout;
    private final PayloadTypes types;
    private final KeyQueue keys;
    private final Gathering gathering = new Gathering(GATHERED, MOST_AT_ONCE);
    private PortPair ports;
    private @Nullable Playback playing;
    private @Nullable Recorder recording;
    private boolean described;
    private boolean held;
    private boolean reported;
    private boolean oneWay;
    private boolean behind;
    private int phase;
    private @Nullable Slot slot;
    private @Nullable ReportWatch reportWatch;
    private int place;
    private long now;
    private long frame;
    private volatile WireCodec agreed;
    private volatile boolean over;

    RtpCall(PortPair ports, RtpSender sender, ReceptionStatistics reception, RtcpReports reports, Setting setting) {
        this.reception = reception;
        this.sender = sender;
        this.reports = reports;
        Scratch scratch = setting.scratch();
        counters = setting.counters().ofCall();
        keys = new KeyQueue(counters);
        security = new MediaSecurity(counters);
        plain = ports;
        secured = security.around(ports);
        this.ports = plain;
        mediaEvents = setting.events();
        latch = new SourceLatch(setting.strict());
        gate = new PortGate(ports.rtp(), latch);
        inbandKeys = setting.inbandKeys();
        mediaTimeout = setting.mediaTimeout();
        holdTimeout = setting.holdTimeout();
        agreed = setting.codec();
        types = new PayloadTypes();
        speaker = new Speaker(scratch, counters, latch, sender, types, setting.codec());
        exchange = new ReportExchange(scratch, counters, latch, sender, reports);
        intake = new Intake(this, scratch, counters, latch, exchange, types, reception);
    }

    /** What a call gets from its loop and the configuration. */
    record Setting(
            Scratch scratch,
            Counters counters,
            MediaEvents events,
            WireCodec codec,
            boolean strict,
            InbandKeys inbandKeys,
            long mediaTimeout,
            long holdTimeout) {}

    // ---- every 20 ms

    /** Does what is due in a frame's time. Returns the frame at which there is something to do again. */
    long onFrame(long number, long nanos) {
        frame = number;
        now = nanos;
        int came = receive(gathering.most(number));
        gathering.took(came);
        behind = came > MOST_GATHERED;
        intake.caughtUp(now);
        tickRecording();
        send();
        if ((number + phase) % GATHERED == 0 && plain.rtcp().mayHaveCome()) {
            exchange.receive(ports.rtcp(), now);
        }
        exchange.sendDue(ports, frame, now);
        Slot here = slot;
        if (here != null && gate.begins(number, nanos, here.hasTurnToWatch())) {
            here.watch(this);
        }
        return number + (mayWait() ? GATHERED - (number + phase) % GATHERED : 1);
    }

    /** Takes what has come out of its turn, to see when. Returns whether that has been seen. */
    boolean look(long nanos) {
        now = nanos;
        long before = counters.value(Count.RECEIVED);
        boolean all = receive(MOST_AT_ONCE) < MOST_AT_ONCE;
        return gate.look(all ? (int) (counters.value(Count.RECEIVED) - before) : 0, now);
    }

    /** A key that interrupts what plays must not wait behind other packets; a recording that comes a little later is the same. */
    private boolean mayWait() {
        Recorder recorder = recording;
        return recorder != null && playing == null && !behind && recorder.isStarted();
    }

    private int receive(int most) {
        return intake.receive(ports.rtp(), most, now);
    }

    @Override
    public @Nullable Recorder hears() {
        return held ? null : recording;
    }

    @Override
    public void restarted() {
        if (recording != null) {
            recording.restarted();
        }
    }

    private void tickRecording() {
        Recorder recorder = recording;
        if (recorder != null) {
            // a sender may say once that it is quiet, and nothing more (RFC 3389)
            recorder.tick(now, held || recorder.isQuiet() ? holdTimeout : mediaTimeout);
            dropEnded();
        }
    }

    private void send() {
        if (playing != null) {
            speaker.send(playing, ports.rtp(), frame);
            dropEnded();
        }
    }

    private void dropEnded() {
        if (playing != null && playing.end() != null) {
            playing = null;
        }
        if (recording != null && recording.end() != null) {
            recording = null;
        }
    }

    // ---- commands

    /** Says where in a loop's slot it is, or that it is in none. */
    void place(@Nullable Slot here, int number) {
        slot = here;
        place = number;
        phase = here == null ? 0 : here.phase();
    }

    /** Lets reports be told of, not looked for. */
    void watchReports(ReportWatch watch) {
        watch.watch(plain.rtcp());
        reportWatch = watch;
    }

    private void attend() {
        if (slot != null) {
            slot.attend(place);
        }
    }

    /** Records what the caller sent before a new description; what others did is judged by that one. */
    void settle(long nanos) {
        if (recording == null) {
            return;
        }
        now = nanos;
        try {
            intake.gather(latch.source());
            receive(MOST_QUEUED);
            intake.flush();
        } catch (RuntimeException | Error e) { // a decoder's; the description counts all the same
            LOG.error("what came before a new session description is not recorded", e);
        } finally {
            intake.gatherNoMore();
        }
        dropEnded();
    }

    /**
     * Begins or changes what both sides agreed on, behind {@link #settle}. Who only sends from the start is no caller on
     * hold.
     */
    void describe(Agreement agreement, Remote remote, long nanos) {
        boolean sendsOnly = remote.direction() == MediaDirection.SENDONLY;
        oneWay = sendsOnly && (!described || oneWay);
        boolean hold = remote.direction() == MediaDirection.INACTIVE || (sendsOnly && !oneWay);
        described = true;
        speaker.agree(agreement, remote.wantsSound());
        boolean listens = inbandKeys == InbandKeys.WITHOUT_TELEPHONE_EVENTS
                && agreement.events().isEmpty();
        intake.agree(agreement, listens);
        exchange.multiplexed(remote.multiplexed());
        if (remote.rtp() != null || remote.direction() != MediaDirection.INACTIVE) {
            latch.describe(remote.rtp(), remote.said(), nanos);
            gate.described(nanos);
            exchange.target(remote.rtcp());
        }
        if (hold != held && recording != null) {
            recording.hold(hold, nanos);
        }
        held = hold;
        now = nanos;
        intake.judge(now);
    }

    /** The other side has been answered just now. */
    void answered(long nanos) {
        latch.answered(nanos);
    }

    /** Seals and opens packets from now on, under those keys; in clear without. */
    void secure(Optional<MediaKey> forSending, Optional<MediaKey> forReceiving) {
        if (security.keys(forSending, forReceiving)) {
            sender.anew();
        }
        ports = security.isAtWork() ? secured : plain;
    }

    boolean isSecured() {
        return security.isAtWork();
    }

    /** Lets packets in all of our codecs in, as long as the other side has not chosen. */
    void offer(Iterable<WireCodec> ours, int eventType) {
        types.offer(ours, eventType);
    }

    void play(Playback playback) {
        attend();
        if (over) {
            playback.end(PlayEnd.hungUp());
        }
        keys.giveTo(playback);
        playing = playback;
        dropEnded();
    }

    void record(Recorder recorder, long nanos) {
        attend();
        keys.clear();
        try {
            intake.flush();
        } finally { // whatever that says: a recorder that nobody knows would never end
            recorder.hold(held, nanos);
            recording = recorder;
            if (over) {
                recorder.end(RecordingEnd.Reason.HUNG_UP, Optional.empty());
                recording = null;
            }
        }
    }

    /** A key that the signalling says. */
    void signalled(Digit digit, long nanos) {
        intake.signalled(digit, nanos);
    }

    @Override
    public void press(Digit digit) {
        attend();
        dropEnded();
        if (over) {
            return;
        }
        if (recording != null) {
            if (recording.isEndedBy(digit)) { // behind all that came before
                intake.flush();
            }
            recording.press(digit);
        } else if (playing != null) {
            playing.press(digit);
        } else {
            keys.add(digit);
        }
    }

    /** Ends all that plays or records. What the caller sent before is in the recording. */
    void hangUp(long nanos) {
        if (over) {
            return;
        }
        now = nanos;
        try {
            receive(MOST_QUEUED);
            intake.flush();
        } finally {
            end();
        }
    }

    private void end() {
        over = true;
        keys.clear();
        if (playing != null) {
            playing.end(PlayEnd.hungUp());
            playing = null;
        }
        if (recording != null) {
            recording.end(RecordingEnd.Reason.HUNG_UP, Optional.empty());
            recording = null;
        }
    }

    /** Hangs up, says good bye to the other side's reports and closes the ports. */
    void close(long nanos) {
        hangUp(nanos);
        exchange.sendLast(ports, frame, now);
        ports.close();
        if (reportWatch != null) {
            reportWatch.look(); // lets the port go
        }
        if (!reported) {
            reported = true;
            mediaEvents.ended(this::report, counters);
        }
    }

    /** How the call's sound has been so far; for the loop's thread. */
    MediaReport report() {
        Duration unevenness = reception.unevenness().dividedBy(speaker.codec().clockFactor());
        return CallReport.of(ports.rtp().number(), latch, counters, unevenness, reports);
    }

    /** Says that a recording's store is slow; on the loop's thread. */
    void storeIsSlow() {
        counters.add(Count.SLOW_STORE);
        mediaEvents.storeIsSlow(ports.rtp().number(), SampleBlocks.SLOW, counters);
    }

    // ---- for any thread

    boolean isOver() {
        return over;
    }

    /** In which codec to feed what plays. */
    WireCodec agreed() {
        return agreed;
    }

    /**
     * Says what both sides have just agreed on, before the loop gets to {@link #describe} it: what begins to play meanwhile
     * would be narrowed to the codec of before.
     */
    void agreed(WireCodec wire) {
        agreed = wire;
    }

    /** What is counted of this call; for the loop's thread to add to, for any to read. */
    Counters counters() {
        return counters;
    }
}
