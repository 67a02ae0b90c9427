package org.voicemail4j.testkit;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.voicemail4j.audio.AudioContent;
import org.voicemail4j.audio.AudioSink;
import org.voicemail4j.media.Digit;
import org.voicemail4j.media.ListenControls;
import org.voicemail4j.media.MediaSession;
import org.voicemail4j.media.PlayEnd;
import org.voicemail4j.media.Prompt;
import org.voicemail4j.media.RecordingEnd;
import org.voicemail4j.media.RecordingLimits;
import org.voicemail4j.testkit.CallerScript.Act;

/**
 * A media session without sound or waiting: time is a number that grows by the length of what plays or is recorded, and a
 * {@link CallerScript} says what the caller does meanwhile. The queue of keys is the script itself: a key pressed at the
 * very moment at which something ends is still there when the next thing begins.
 */
final class ScriptedMediaSession implements MediaSession {

    private static final long SECOND = 1_000_000_000L;
    private static final int MOST_KEYS = 64;

    private final CallerScript script;
    private final Transcript transcript;
    private final Consumer<Duration> timePasses;
    private final Duration promptLength;
    private final long eventsUntilHangUp;
    private final HeardSound heard = new HeardSound();
    private long events;
    private long now;
    private Locale language = Locale.ENGLISH;
    private volatile boolean gone;

    /**
     * @param timePasses is told whenever time has passed
     * @param promptLength how long every named prompt sounds
     * @param eventsUntilHangUp the event at which the line drops whatever the script says
     */
    ScriptedMediaSession(
            CallerScript script,
            Transcript transcript,
            Consumer<Duration> timePasses,
            Duration promptLength,
            long eventsUntilHangUp) {
        this.script = script;
        this.transcript = transcript;
        this.timePasses = timePasses;
        this.promptLength = promptLength;
        this.eventsUntilHangUp = eventsUntilHangUp;
    }

    /** Ends the call from the other side. */
    void end() {
        gone = true;
    }

    boolean isGone() {
        return gone;
    }

    /** How many things have happened so far, each a point at which the line can drop. */
    long events() {
        return events;
    }

    /** What of recordings the caller has heard. */
    HeardSound heard() {
        return heard;
    }

    Locale spoken() {
        return language;
    }

    @Override
    public void language(Locale locale) {
        language = locale;
    }

    @Override
    public PlayEnd play(List<Prompt> prompts, Set<Digit> stopKeys) {
        PlayEnd end = gone ? PlayEnd.hungUp() : PlayEnd.completed();
        for (int i = 0; i < prompts.size() && end.equals(PlayEnd.completed()); i++) {
            end = play(prompts.get(i), stopKeys);
        }
        script.keepKeys(MOST_KEYS, now);
        return end;
    }

    private PlayEnd play(Prompt prompt, Set<Digit> stopKeys) {
        Optional<PlayEnd> typedAhead = until(now + 1, stopKeys);
        if (typedAhead.isPresent()) {
            return typedAhead.get();
        }
        begin(prompt);
        long start = now;
        long end = now + length(prompt).toNanos();
        Optional<PlayEnd> stopped = gone ? Optional.of(PlayEnd.hungUp()) : until(end, stopKeys);
        if (stopped.isEmpty()) {
            pass(end);
            waited(prompt);
        }
        if (prompt instanceof Prompt.Recorded recorded) {
            heard.part(recorded.audio(), 0, now - start);
        }
        return stopped.orElseGet(PlayEnd::completed);
    }

    private void begin(Prompt prompt) {
        if (happens()) {
            return;
        }
        if (prompt instanceof Prompt.Named named) {
            transcript.prompt(named.name());
            script.prompt(named.name(), now);
        } else if (prompt instanceof Prompt.Recorded recorded) {
            transcript.recording(recorded.audio().length());
            script.prompt(CallerScript.RECORDING, now);
        }
    }

    private void waited(Prompt prompt) {
        if (prompt instanceof Prompt.Pause pause) {
            transcript.waited(pause.length());
        }
    }

    private Duration length(Prompt prompt) {
        if (prompt instanceof Prompt.Pause pause) {
            return pause.length();
        }
        return prompt instanceof Prompt.Recorded recorded ? Listening.length(recorded.audio()) : promptLength;
    }

    /** What ends playing before that time: a hang-up or one of the keys; other keys are dropped. */
    private Optional<PlayEnd> until(long end, Set<Digit> stopKeys) {
        for (Optional<Act> act = script.next(end); act.isPresent(); act = script.next(end)) {
            Optional<Digit> key = happen(act.get());
            if (gone) {
                return Optional.of(PlayEnd.hungUp());
            }
            if (key.filter(stopKeys::contains).isPresent()) {
                return key.map(PlayEnd::pressed);
            }
        }
        return Optional.empty();
    }

    @Override
    public PlayEnd listen(AudioContent audio, ListenControls controls) {
        Listening listening = new Listening(audio, controls);
        PlayEnd typedAhead = play(List.of(Prompt.pause(Duration.ZERO)), listening.stopKeys());
        if (!typedAhead.equals(PlayEnd.completed())) {
            return typedAhead;
        }
        begin(Prompt.recorded(audio));
        while (!gone && !listening.isOver()) {
            long end = listening.isPaused() ? Long.MAX_VALUE : now + listening.left();
            Optional<Act> act = script.next(end);
            long from = now;
            Optional<Digit> key = act.flatMap(this::happen);
            pass(act.isPresent() || gone ? now : end);
            listening.pass(now - from, heard);
            if (key.isPresent()) {
                heard.key();
            }
            if (key.isPresent() && !gone && !listening.steers(key.get())) {
                script.keepKeys(MOST_KEYS, now);
                return PlayEnd.pressed(key.get());
            }
        }
        return gone ? PlayEnd.hungUp() : PlayEnd.completed();
    }

    @Override
    public RecordingEnd record(List<AudioSink> renditions, RecordingLimits limits) {
        ScriptedRecording recording = new ScriptedRecording(renditions, limits);
        if (!gone) {
            until(now + 1, Digit.NONE);
            script.recordingBegins(now);
        }
        transcript.holdBack();
        Optional<Digit> key = record(recording, limits.endKeys());
        script.recordingEnds();
        RecordingEnd.Reason unpressed = gone ? RecordingEnd.Reason.HUNG_UP : recording.reason();
        RecordingEnd end = recording.end(key.isPresent() ? RecordingEnd.Reason.KEY : unpressed, key);
        transcript.said(end.length(), end.spoken());
        return end;
    }

    /** Records until something ends it; returns the key that did. */
    private Optional<Digit> record(ScriptedRecording recording, Set<Digit> endKeys) {
        long nextSecond = now;
        while (!gone && !recording.isOver()) {
            Optional<Act> act = script.next(now + 1);
            Optional<Digit> key = act.flatMap(this::happen).filter(endKeys::contains);
            if (key.isPresent()) {
                return key;
            }
            if (act.isEmpty()) {
                boolean isSecond = now >= nextSecond;
                nextSecond = isSecond ? nextSecond + SECOND : nextSecond;
                frame(recording, isSecond && happens());
            }
        }
        return Optional.empty();
    }

    private void frame(ScriptedRecording recording, boolean dropped) {
        if (dropped) {
            return;
        }
        short[] samples = recording.frame();
        if (script.isOnHold()) {
            recording.held(samples);
        } else if (script.isDead()) {
            recording.nothing(samples);
        } else {
            script.sound(now, samples);
            recording.append(samples);
        }
        pass(now + samples.length * SECOND / Speech.RATE);
    }

    /** Time reaches what the caller does; returns the key, if it is one and the line does not drop before it. */
    private Optional<Digit> happen(Act act) {
        pass(act.at());
        if (act.digit().isEmpty()) {
            drop();
        }
        if (gone || happens()) {
            return Optional.empty();
        }
        act.digit().ifPresent(key -> transcript.key(key.symbol()));
        return act.digit();
    }

    private void drop() {
        transcript.hangUp();
        gone = true;
    }

    /** Counts one more event; true if the line drops at it. */
    private boolean happens() {
        events++;
        if (events == eventsUntilHangUp) {
            drop();
        }
        return gone;
    }

    private void pass(long until) {
        if (until > now) {
            timePasses.accept(Duration.ofNanos(until - now));
            now = until;
        }
    }
}
