package org.voicemail4j.media.rtp;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.voicemail4j.audio.AudioContent;
import org.voicemail4j.audio.AudioSink;
import org.voicemail4j.media.Digit;
import org.voicemail4j.media.ListenControls;
import org.voicemail4j.media.MediaSession;
import org.voicemail4j.media.PlayEnd;
import org.voicemail4j.media.Prompt;
import org.voicemail4j.media.RecordingEnd;
import org.voicemail4j.media.RecordingLimits;
import org.voicemail4j.media.codec.SoundReader;

/**
 * The flow's side of a call's sound. The thread that plays reads what is played, one of the loop's or the thread that
 * records writes what is recorded; the media loop only moves packets between them and the network.
 */
final class RtpSession implements MediaSession {

    private final RtpCall call;
    private final MediaLoop loop;
    private final PromptSounds prompts;
    private final BlockBudget budget;
    private final NanoClock clock;
    private final FlowSignal flow = new FlowSignal();
    private volatile Locale language;

    RtpSession(
            RtpCall call, MediaLoop loop, PromptSounds prompts, BlockBudget budget, NanoClock clock, Locale language) {
        this.call = call;
        this.loop = loop;
        this.prompts = prompts;
        this.budget = budget;
        this.clock = clock;
        this.language = language;
    }

    @Override
    public PlayEnd play(List<Prompt> sequence, Set<Digit> stopKeys) {
        Playback playback = Playback.of(call.agreed().fed(), flow, Set.copyOf(stopKeys));
        loop.submit(sequence.isEmpty() ? () -> endAtOnce(playback) : () -> call.play(playback));
        return new SoundFeeder(playback, prompts).play(sequence, language);
    }

    /** In its turn behind all that was asked of the call before, but the keys in the queue stay there. */
    private void endAtOnce(Playback nothing) {
        nothing.end(call.isOver() ? PlayEnd.hungUp() : PlayEnd.completed());
    }

    @Override
    public PlayEnd listen(AudioContent audio, ListenControls controls) {
        Playback playback = Playback.steered(call.agreed().fed(), flow, controls, WireCodec.samples(audio.length()));
        loop.submit(() -> call.play(playback));
        return new SoundFeeder(playback, prompts).listen(audio);
    }

    @Override
    public RecordingEnd record(List<AudioSink> renditions, RecordingLimits limits) {
        RecordingWriter writer = new RecordingWriter(
                renditions, prompts.codecs(), budget, flow, loop.scribe(), call::storeIsSlow, width(renditions));
        try {
            long now = clock.nanoTime();
            Recorder recorder = new Recorder(limits, writer.blocks(), flow, call.counters(), now);
            loop.submit(() -> call.record(recorder, now));
            return writer.write(recorder::end, () -> loop.submit(recorder::fail));
        } finally {
            writer.release();
        }
    }

    /** Wide sound is recorded as such if that can be kept. */
    private int width(List<AudioSink> renditions) {
        int most = renditions.stream()
                .mapToInt(sink -> sink.format().encoding().sampleRateHz())
                .max()
                .orElse(SoundReader.NARROW);
        return Math.min(most, call.agreed().rateHz()) / SoundReader.NARROW;
    }

    @Override
    public void language(Locale spoken) {
        language = spoken;
    }
}
