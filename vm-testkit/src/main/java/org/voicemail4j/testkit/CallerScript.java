package org.voicemail4j.testkit;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.voicemail4j.media.Digit;

/**
 * What a caller does, one step after the other, in virtual time. Times are nanoseconds since the call was answered. A step
 * that waits for something to be heard or recorded blocks those behind it; a caller who is blocked, or has nothing left to
 * do, hangs up when patience ends.
 */
final class CallerScript {

    /** What is heard when a recording or a message sounds. */
    static final String RECORDING = "<recording>";

    private static final long BEFORE_KEY = Duration.ofMillis(100).toNanos();

    private sealed interface Step {}

    private record Hear(String prompt) implements Step {}

    private record Wait(long nanos) implements Step {}

    private record Press(Digit digit, long nanos) implements Step {}

    private record Speak(Speech speech) implements Step {}

    private record FallDead() implements Step {}

    private record Hold(boolean begins) implements Step {}

    private record HangUp() implements Step {}

    /**
     * What a caller does at a time: presses a key, or hangs up.
     *
     * @param at when
     * @param digit the key; empty is the hang-up
     */
    record Act(long at, Optional<Digit> digit) {}

    private final Deque<Step> steps = new ArrayDeque<>();
    private long patience = Duration.ofMinutes(10).toNanos();
    private long readyAt;
    private boolean recording;
    private boolean dead;
    private boolean onHold;
    private Speech speech = Speech.NONE;
    private long speechFrom;

    void hear(String prompt) {
        steps.add(new Hear(prompt));
    }

    void await(Duration length) {
        steps.add(new Wait(length.toNanos()));
    }

    void press(Digit digit) {
        steps.add(new Press(digit, BEFORE_KEY));
    }

    void typeAhead(Digit digit) {
        steps.add(new Press(digit, 0));
    }

    void speak(Speech words) {
        steps.add(new Speak(words));
    }

    void fallDead() {
        steps.add(new FallDead());
    }

    void hold(boolean begins) {
        steps.add(new Hold(begins));
    }

    void hangUp() {
        steps.add(new HangUp());
    }

    void patience(Duration length) {
        patience = length.toNanos();
    }

    /** What has not happened, as text. */
    List<String> left() {
        return steps.stream().map(Step::toString).toList();
    }

    /** A prompt begins: whoever waited for it goes on. */
    void prompt(String name, long now) {
        if (steps.peek() instanceof Hear hear && hear.prompt().equals(name)) {
            steps.remove();
            readyAt = now;
        }
    }

    void recordingBegins(long now) {
        recording = true;
        if (steps.peek() instanceof Speak) {
            readyAt = Math.max(readyAt, now);
        }
    }

    void recordingEnds() {
        recording = false;
    }

    /** The next thing the caller does before that time, if there is any. */
    Optional<Act> next(long before) {
        while (!steps.isEmpty() && !isBlocked(steps.element())) {
            long at = readyAt + delay(steps.element());
            if (at >= before) {
                return Optional.empty();
            }
            readyAt = at;
            Optional<Act> act = perform(steps.remove());
            if (act.isPresent()) {
                return act;
            }
        }
        long gone = readyAt + patience;
        return gone < before ? Optional.of(new Act(gone, Optional.empty())) : Optional.empty();
    }

    /** Nobody listens now: of the keys that are pressed at this moment so many wait, the others are lost. */
    void keepKeys(int most, long now) {
        if (readyAt > now) {
            return;
        }
        int waiting = 0;
        for (Iterator<Step> each = steps.iterator(); each.hasNext(); ) {
            if (!(each.next() instanceof Press press) || press.nanos() > 0) {
                return;
            }
            waiting++;
            if (waiting > most) {
                each.remove();
            }
        }
    }

    private boolean isBlocked(Step step) {
        return step instanceof Hear || (step instanceof Speak && !recording);
    }

    private static long delay(Step step) {
        if (step instanceof Press press) {
            return press.nanos();
        }
        return step instanceof Wait wait ? wait.nanos() : 0;
    }

    private Optional<Act> perform(Step step) {
        if (step instanceof Press press) {
            return Optional.of(new Act(readyAt, Optional.of(press.digit())));
        }
        if (step instanceof HangUp) {
            return Optional.of(new Act(readyAt, Optional.empty()));
        }
        if (step instanceof Speak speak) {
            speech = speak.speech();
            speechFrom = readyAt;
            readyAt += speech.length().toNanos();
        } else if (step instanceof FallDead) {
            dead = true;
        } else if (step instanceof Hold hold) {
            onHold = hold.begins();
        }
        return Optional.empty();
    }

    /** Whether nothing comes from the caller any more. */
    boolean isDead() {
        return dead;
    }

    /** Whether we are on hold. */
    boolean isOnHold() {
        return onHold;
    }

    /** Writes what the caller says from that time on. */
    void sound(long now, short[] samples) {
        speech.read(now - speechFrom, samples);
    }
}
