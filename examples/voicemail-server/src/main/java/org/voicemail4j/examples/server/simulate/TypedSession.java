package org.voicemail4j.examples.server.simulate;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.voicemail4j.audio.AudioContent;
import org.voicemail4j.audio.AudioSink;
import org.voicemail4j.audio.AudioTranscoder;
import org.voicemail4j.examples.server.simulate.Keyboard.Moment;
import org.voicemail4j.media.Digit;
import org.voicemail4j.media.ListenControls;
import org.voicemail4j.media.MediaSession;
import org.voicemail4j.media.PlayEnd;
import org.voicemail4j.media.Prompt;
import org.voicemail4j.media.RecordingEnd;
import org.voicemail4j.media.RecordingLimits;

/** A call's sound as text on a screen and keys of a keyboard. */
final class TypedSession implements MediaSession {

    private final Screen screen;
    private final Keyboard keyboard;
    private final AudioTranscoder transcoder;
    private volatile boolean gone;

    TypedSession(Screen screen, Keyboard keyboard, AudioTranscoder transcoder) {
        this.screen = screen;
        this.keyboard = keyboard;
        this.transcoder = transcoder;
    }

    /** Ends the call from the other side. */
    void end() {
        gone = true;
    }

    boolean isGone() {
        return gone;
    }

    @Override
    public void language(Locale language) {
        screen.language(language);
    }

    @Override
    public PlayEnd play(List<Prompt> prompts, Set<Digit> stopKeys) {
        PlayEnd end = gone ? PlayEnd.hungUp() : PlayEnd.completed();
        for (int i = 0; i < prompts.size() && end.equals(PlayEnd.completed()); i++) {
            end = play(prompts.get(i), stopKeys, i == prompts.size() - 1);
        }
        return end;
    }

    private PlayEnd play(Prompt prompt, Set<Digit> stopKeys, boolean isLast) {
        if (prompt instanceof Prompt.Pause pause) {
            return stopKeys.isEmpty() ? PlayEnd.completed() : await(pause.length(), stopKeys);
        }
        Moment moment = isLast && !stopKeys.isEmpty() ? Moment.SAID : Moment.SAYING;
        return end(keyboard.next(moment, screen.show(prompt)), stopKeys);
    }

    private PlayEnd await(Duration length, Set<Digit> stopKeys) {
        PlayEnd end = end(keyboard.next(Moment.WAITING, length), stopKeys);
        if (end.equals(PlayEnd.completed())) {
            screen.silence(length);
        }
        return end;
    }

    private PlayEnd end(Act act, Set<Digit> stopKeys) {
        if (isGoneBy(act)) {
            return PlayEnd.hungUp();
        }
        Optional<Digit> key = act.digit().filter(stopKeys::contains);
        return key.map(PlayEnd::pressed).orElse(PlayEnd.completed());
    }

    private boolean isGoneBy(Act act) {
        act.digit().ifPresent(screen::key);
        if (act.kind() == Act.Kind.HANG_UP && !gone) {
            screen.hungUp();
            gone = true;
        }
        return gone;
    }

    @Override
    public PlayEnd listen(AudioContent audio, ListenControls controls) {
        PlacedMessage message = new PlacedMessage(audio.length(), controls);
        while (!gone && !message.isOver()) {
            message.show(screen);
            Act act = keyboard.next(message.isPaused() ? Moment.PAUSED : Moment.LISTENING, message.left());
            if (isGoneBy(act)) {
                break;
            }
            if (act.digit().isEmpty()) {
                message.passes();
            } else if (!message.isSteeredBy(act.digit().get())) {
                return PlayEnd.pressed(act.digit().get());
            }
        }
        return gone ? PlayEnd.hungUp() : PlayEnd.completed();
    }

    @Override
    public RecordingEnd record(List<AudioSink> renditions, RecordingLimits limits) {
        TypedRecording recording = new TypedRecording(renditions, limits, transcoder);
        screen.recording();
        Optional<Digit> key = Optional.empty();
        while (!gone && key.isEmpty() && recording.reason().isEmpty()) {
            Act act = keyboard.next(Moment.RECORDING, Voice.LENGTH);
            if (!isGoneBy(act)) {
                key = act.digit().filter(limits.endKeys()::contains);
                recording.add(act);
            }
        }
        recording.failure().ifPresent(failure -> screen.note("nothing can be recorded: " + failure.getMessage()));
        RecordingEnd end = recording.end(gone, key);
        screen.recorded(end.length());
        return end;
    }
}
