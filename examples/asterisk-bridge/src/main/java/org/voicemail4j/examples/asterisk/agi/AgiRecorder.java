package org.voicemail4j.examples.asterisk.agi;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voicemail4j.audio.AudioSink;
import org.voicemail4j.examples.asterisk.agi.SharedSounds.SharedSound;
import org.voicemail4j.media.RecordingEnd;
import org.voicemail4j.media.RecordingEnd.Reason;
import org.voicemail4j.media.RecordingLimits;

/**
 * Lets an Asterisk record, and takes what it has recorded while it goes on. Nothing but a key, silence, the time that was
 * set or a hang-up ends a recording of Asterisk's: where a sink takes no more, the caller may go on speaking to nobody.
 */
final class AgiRecorder {

    private static final Logger LOG = LoggerFactory.getLogger(AgiRecorder.class);
    /** With this note the result is what was left of a wait, in milliseconds, and no key. */
    private static final String TIMEOUT = "timeout";

    private static final Duration TURN = Duration.ofMillis(500);
    /** Asterisk's clock starts before the first sound arrives; what is too much is cut off here. */
    private static final Duration MARGIN = Duration.ofMillis(200);

    private final AgiChannel channel;
    private final SharedSounds sounds;
    private final Duration mediaTimeout;

    /**
     * @param mediaTimeout for how long a recording may not grow
     */
    AgiRecorder(AgiChannel channel, SharedSounds sounds, Duration mediaTimeout) {
        this.channel = channel;
        this.sounds = sounds;
        this.mediaTimeout = mediaTimeout;
    }

    RecordingEnd record(List<AudioSink> sinks, RecordingLimits limits) {
        try (SharedSound shared = sounds.toRecord()) {
            GrowingRecording recording = new GrowingRecording(shared.file(), sinks, limits);
            long began = channel.nanoTime();
            AgiReply reply = channel.begin(command(shared.name(), limits)) ? follow(recording) : AgiReply.GONE;
            Duration took = Duration.ofNanos(channel.nanoTime() - began);
            recording.complete();
            return end(reply, recording, limits, took);
        }
    }

    private static AgiCommand command(String name, RecordingLimits limits) {
        long most =
                limits.longest().isZero() ? -1 : limits.longest().plus(MARGIN).toMillis();
        AgiCommand command = AgiCommand.of("RECORD FILE", name, "sln", AgiCommand.keys(limits.endKeys()), most);
        return limits.trailingSilence().isZero()
                ? command
                : new AgiCommand(command + " s=" + wholeSeconds(limits.trailingSilence()));
    }

    /** Asterisk counts silence in whole seconds. */
    private static long wholeSeconds(Duration silence) {
        return Math.max(1, (silence.toMillis() + 999) / 1000);
    }

    private AgiReply follow(GrowingRecording recording) {
        long lastGrowth = channel.nanoTime();
        while (true) {
            Optional<AgiReply> reply = channel.poll(TURN);
            if (reply.isPresent()) {
                channel.flush(); // only then has Asterisk closed the file
                return reply.get();
            }
            if (recording.follow()) {
                lastGrowth = channel.nanoTime();
            } else if (channel.nanoTime() - lastGrowth > mediaTimeout.toNanos()) {
                LOG.warn("{}: nothing was recorded for {}; the call is left", channel.name(), mediaTimeout);
                channel.close();
                recording.complete();
                recording.fail(Reason.NO_MEDIA);
                return AgiReply.GONE;
            }
        }
    }

    private RecordingEnd end(AgiReply reply, GrowingRecording recording, RecordingLimits limits, Duration took) {
        SoundTally tally = recording.tally();
        Reason reason = recording.failure().orElseGet(() -> reason(reply, limits, took));
        return new RecordingEnd(
                reason,
                reason == Reason.KEY ? reply.key() : Optional.empty(),
                tally.length(),
                tally.spoken(),
                tally.trailing());
    }

    private Reason reason(AgiReply reply, RecordingLimits limits, Duration took) {
        boolean timeout = reply.note().equals(TIMEOUT);
        if (!timeout && reply.key().filter(limits.endKeys()::contains).isPresent()) {
            return Reason.KEY;
        }
        if (reply.note().equals("writefile")) {
            LOG.warn("{}: Asterisk cannot write to the folder of sounds", channel.name());
            return Reason.SINK_FAILED;
        }
        if (!reply.isDone()) {
            channel.hungUp();
            return Reason.HUNG_UP;
        }
        boolean longest = limits.trailingSilence().isZero()
                || (!limits.longest().isZero() && took.compareTo(limits.longest()) >= 0);
        return longest ? Reason.LONGEST : Reason.SILENCE;
    }
}
