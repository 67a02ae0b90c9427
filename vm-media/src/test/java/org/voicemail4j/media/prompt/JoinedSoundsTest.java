package org.voicemail4j.media.prompt;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.voicemail4j.audio.AudioContent;
import org.voicemail4j.audio.AudioFormat;
import org.voicemail4j.media.file.SoundBytes;
import org.voicemail4j.testkit.AudioContentContract;
import org.voicemail4j.testkit.Sounds;

/** A prompt that is put together is a recording like any other, an empty part included. */
class JoinedSoundsTest implements AudioContentContract {

    private static final byte[] SOUND = Sounds.octets(Sounds.noise(AudioFormat.ULAW, Duration.ofMillis(200), 1));

    private final AudioContent joined = JoinedSounds.of(
                    List.of(part(0, 1), part(1, 800), part(800, 800), part(800, 1600)))
            .orElseThrow();

    private static AudioContent part(int from, int to) {
        return new SoundBytes(AudioFormat.ULAW, Arrays.copyOfRange(SOUND, from, to));
    }

    @Override
    public AudioContent content() {
        return joined;
    }

    @Override
    public byte[] sound() {
        return SOUND;
    }
}
