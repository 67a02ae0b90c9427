package org.voicemail4j.testkit;

import java.util.List;
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

/** A session that does what another one does; what is planted overrides. */
class ForwardingSession implements MediaSession {

    private final MediaSession sound;

    ForwardingSession(MediaSession sound) {
        this.sound = sound;
    }

    @Override
    public PlayEnd play(List<Prompt> prompts, Set<Digit> stopKeys) {
        return sound.play(prompts, stopKeys);
    }

    @Override
    public PlayEnd listen(AudioContent audio, ListenControls controls) {
        return sound.listen(audio, controls);
    }

    @Override
    public RecordingEnd record(List<AudioSink> renditions, RecordingLimits limits) {
        return sound.record(renditions, limits);
    }
}
