package org.voicemail4j.testkit;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.voicemail4j.VoicemailException;
import org.voicemail4j.audio.AudioContent;
import org.voicemail4j.audio.AudioReader;
import org.voicemail4j.media.Digit;
import org.voicemail4j.media.ListenControls;

/** A message that plays under control: a place in it that moves, or stands while it is paused. */
final class Listening {

    private final AudioContent audio;
    private final ListenControls controls;
    private final long length;
    private long place;
    private boolean paused;

    Listening(AudioContent audio, ListenControls controls) {
        this.audio = audio;
        this.controls = controls;
        this.length = length(audio).toNanos();
    }

    /** How long a recording sounds; one that cannot be read is as if it were empty. */
    static Duration length(AudioContent audio) {
        try (AudioReader reader = audio.open()) {
            ByteBuffer block = ByteBuffer.allocate(audio.format().encoding().blockBytes());
            return reader.read(block, 0) < 0 ? Duration.ZERO : audio.length();
        } catch (VoicemailException e) {
            return Duration.ZERO;
        }
    }

    Set<Digit> stopKeys() {
        Set<Digit> keys = new HashSet<>(Digit.ANY);
        keys.removeAll(controls.forward());
        keys.removeAll(controls.back());
        keys.removeAll(controls.pause());
        keys.removeAll(controls.restart());
        return keys;
    }

    boolean isOver() {
        return place >= length;
    }

    boolean isPaused() {
        return paused;
    }

    /** Nanoseconds until the end. */
    long left() {
        return length - place;
    }

    void pass(long nanos, HeardSound heard) {
        if (!paused) {
            heard.part(audio, place, nanos);
            place += nanos;
        }
    }

    /** Obeys a key; false if it is one that stops. */
    boolean steers(Digit key) {
        if (controls.pause().contains(key)) {
            paused = !paused;
        } else if (controls.forward().contains(key)) {
            skip(controls.step().toNanos());
        } else if (controls.back().contains(key)) {
            skip(-controls.step().toNanos());
        } else if (controls.restart().contains(key)) {
            skip(-place);
        } else {
            return false;
        }
        return true;
    }

    private void skip(long by) {
        place = paused ? place : Math.max(0, place + by);
    }
}
