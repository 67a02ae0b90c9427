package org.voicemail4j.examples.asterisk.agi;

import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.function.Consumer;
import org.voicemail4j.audio.AudioContent;
import org.voicemail4j.audio.AudioEncoding;
import org.voicemail4j.audio.AudioFormat;
import org.voicemail4j.examples.asterisk.agi.FarEndScript.Event;
import org.voicemail4j.testkit.Sounds;

/** What of files in 16 bit linear samples the far end of a channel has heard; of others nothing is kept. */
final class HeardFiles {

    private static final int OCTETS_PER_MILLI = 16;

    private final ByteArrayOutputStream octets = new ByteArrayOutputStream();
    private int afterKey;

    /** Takes what is heard of a file from there until something happens. */
    Consumer<AudioContent> of(int fromMillis, Event event) {
        return file -> take(file, fromMillis, event);
    }

    private synchronized void take(AudioContent file, int fromMillis, Event event) {
        if (file.format().encoding() == AudioEncoding.LINEAR_8K) {
            byte[] all = Sounds.octets(file);
            int from = Math.min(all.length, fromMillis * OCTETS_PER_MILLI);
            int count = Math.min(all.length - from, event.millis() * OCTETS_PER_MILLI);
            octets.write(all, from, count);
            afterKey = event.key() == 0 ? afterKey + count : 0;
        }
    }

    synchronized AudioContent all() {
        return Sounds.of(AudioFormat.SLN, octets.toByteArray());
    }

    /** How much came after the last key. */
    synchronized Duration afterKey() {
        return Duration.ofMillis(afterKey / OCTETS_PER_MILLI);
    }
}
