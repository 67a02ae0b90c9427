package org.voicemail4j.examples.asterisk.agi;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import org.voicemail4j.audio.AudioContent;
import org.voicemail4j.testkit.MediaSessionContract.FarEnd;
import org.voicemail4j.testkit.Sounds;

/**
 * What the person at the other end of a channel does, one thing after the other. Time is asked for in pieces: {@link #next}
 * tells what happens within it.
 */
final class FarEndScript implements FarEnd {

    /** Asterisk itself holds keys apart that come at once. */
    private static final int KEYS_APART = 60;

    private static final int SAMPLES_PER_MILLI = 8;

    /** One thing: a key, a hang-up, or speech or silence of a length. */
    private record Act(char key, boolean hangsUp, short[] speech, int millis) {}

    /**
     * What happens next.
     *
     * @param millis after how long
     * @param key which key; 0 for none
     * @param hangsUp whether it is a hang-up
     */
    record Event(int millis, char key, boolean hangsUp) {}

    private final Deque<Act> acts = new ArrayDeque<>();

    private synchronized FarEndScript add(char key, boolean hangsUp, short[] speech, int millis) {
        acts.add(new Act(key, hangsUp, speech, millis));
        return this;
    }

    @Override
    public FarEndScript speaks(AudioContent words) {
        ByteBuffer octets = ByteBuffer.wrap(Sounds.octets(words)).order(ByteOrder.LITTLE_ENDIAN);
        short[] samples = new short[octets.remaining() / 2];
        octets.asShortBuffer().get(samples);
        return add('\0', false, samples, samples.length / SAMPLES_PER_MILLI);
    }

    @Override
    public FarEndScript waits(Duration length) {
        return add('\0', false, new short[0], (int) length.toMillis());
    }

    @Override
    public FarEndScript presses(String keys) {
        keys.chars().forEach(key -> add((char) key, false, new short[0], 0));
        return this;
    }

    @Override
    public FarEndScript typesAhead(String keys) {
        keys.chars().forEach(key -> presses(String.valueOf((char) key)).waits(Duration.ofMillis(KEYS_APART)));
        return this;
    }

    @Override
    public FarEndScript hangsUp() {
        return add('\0', true, new short[0], 0);
    }

    /** What happens within that time while nothing is recorded; speech waits for a recording. */
    synchronized Event next(int millis) {
        int passed = 0;
        while (passed < millis && !acts.isEmpty() && acts.element().speech().length == 0) {
            Act act = acts.remove();
            if (act.hangsUp() || act.key() != 0) {
                return new Event(passed, act.key(), act.hangsUp());
            }
            int taken = Math.min(act.millis(), millis - passed);
            passed += taken;
            if (taken < act.millis()) {
                acts.addFirst(new Act('\0', false, new short[0], act.millis() - taken));
            }
        }
        return new Event(millis, '\0', false);
    }

    /** Whether there is anything left to do. */
    synchronized boolean isDone() {
        return acts.isEmpty();
    }

    /** 20 ms of a recording; what happens before any sound of it comes is told with no time passed. */
    synchronized Event record(short[] frame) {
        if (acts.isEmpty()) {
            return new Event(20, '\0', false);
        }
        Act act = acts.element();
        if (act.hangsUp() || act.key() != 0) {
            acts.remove();
            return new Event(0, act.key(), act.hangsUp());
        }
        acts.remove();
        int samples = Math.min(frame.length, act.speech().length);
        System.arraycopy(act.speech(), 0, frame, 0, samples);
        if (act.millis() > 20) {
            short[] rest = act.speech().length == 0
                    ? act.speech()
                    : java.util.Arrays.copyOfRange(act.speech(), samples, act.speech().length);
            acts.addFirst(new Act('\0', false, rest, act.millis() - 20));
        }
        return new Event(20, '\0', false);
    }
}
