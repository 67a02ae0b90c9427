package org.voicemail4j.examples.server.simulate;

import org.voicemail4j.audio.AudioContent;
import org.voicemail4j.testkit.AudioContentContract;
import org.voicemail4j.testkit.Sounds;

/** What is said at the terminal is a recording like any other. */
class VoiceTest implements AudioContentContract {

    @Override
    public AudioContent content() {
        return Voice.SPEECH;
    }

    @Override
    public byte[] sound() {
        return Sounds.octets(Voice.SPEECH);
    }
}
