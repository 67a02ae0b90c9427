package org.voicemail4j.examples.asterisk.agi;

import java.time.Duration;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voicemail4j.VoicemailException;
import org.voicemail4j.audio.AudioContent;
import org.voicemail4j.audio.AudioSink;
import org.voicemail4j.examples.asterisk.agi.SharedSounds.SharedSound;
import org.voicemail4j.media.Digit;
import org.voicemail4j.media.ListenControls;
import org.voicemail4j.media.MediaSession;
import org.voicemail4j.media.PlayEnd;
import org.voicemail4j.media.Prompt;
import org.voicemail4j.media.RecordingEnd;
import org.voicemail4j.media.RecordingLimits;

/**
 * The sound of a call that an Asterisk carries: prompts that it has are played by name, everything else from files in the
 * {@link SharedSounds}, and it records into one there.
 *
 * <p>Asterisk drops keys that are pressed between two of our commands, which takes about as long as a packet to it and
 * back; what it queues itself is dropped before a recording.
 */
final class AgiMediaSession implements MediaSession {

    private static final Logger LOG = LoggerFactory.getLogger(AgiMediaSession.class);
    /** No prompt is longer; an Asterisk that is silent for that long has gone. */
    private static final Duration LONGEST_PROMPT = Duration.ofMinutes(10);

    private static final Duration LONGEST_WAIT = Duration.ofMinutes(1);
    private static final Duration KEYS_APART = Duration.ofMillis(250);

    private final AgiChannel channel;
    private final SharedSounds sounds;
    private final MissingPrompts missing;
    private final AgiRecorder recorder;
    private Locale language;
    private String spoken;
    private boolean keysMayWait;

    /**
     * @param missing which prompts this Asterisk lacks
     * @param channelLanguage in which language it speaks to the caller
     */
    AgiMediaSession(
            AgiChannel channel,
            SharedSounds sounds,
            MissingPrompts missing,
            AgiRecorder recorder,
            String channelLanguage) {
        this.channel = channel;
        this.sounds = sounds;
        this.missing = missing;
        this.recorder = recorder;
        this.spoken = channelLanguage;
        Locale asTheChannel = Locale.forLanguageTag(channelLanguage.replace('_', '-'));
        this.language = asTheChannel.getLanguage().isEmpty() ? Locale.ENGLISH : asTheChannel;
    }

    /** A channel that speaks another country's kind of the language, or has another voice, keeps to it. */
    @Override
    public void language(Locale locale) {
        language = locale;
        if (!spoken.split("_", 2)[0].equals(locale.getLanguage())) {
            spoken = locale.toString();
            channel.ask(AgiCommand.setVariable("CHANNEL(language)", spoken));
        }
    }

    @Override
    public PlayEnd play(List<Prompt> prompts, Set<Digit> stopKeys) {
        PlayEnd end = channel.isGone() ? PlayEnd.hungUp() : PlayEnd.completed();
        for (int i = 0; i < prompts.size() && end.equals(PlayEnd.completed()); i++) {
            end = play(prompts.get(i), stopKeys);
        }
        return end;
    }

    private PlayEnd play(Prompt prompt, Set<Digit> stopKeys) {
        if (prompt instanceof Prompt.Pause pause) {
            return pause(pause.length(), stopKeys);
        }
        return prompt instanceof Prompt.Named named
                ? phrase(named.name(), stopKeys)
                : recording(((Prompt.Recorded) prompt).audio(), stopKeys);
    }

    /** Waits; Asterisk tells every key, and those that do not count are dropped here. */
    private PlayEnd pause(Duration length, Set<Digit> stopKeys) {
        long end = channel.nanoTime() + length.toNanos();
        for (long left = length.toNanos(); left > 0; left = end - channel.nanoTime()) {
            Optional<Digit> key = waitForKey(Duration.ofNanos(left));
            if (channel.isGone()) {
                return PlayEnd.hungUp();
            }
            if (key.filter(stopKeys::contains).isPresent()) {
                return pressed(key.get());
            }
        }
        keysMayWait &= length.compareTo(KEYS_APART) < 0;
        return channel.isGone() ? PlayEnd.hungUp() : PlayEnd.completed();
    }

    private Optional<Digit> waitForKey(Duration length) {
        long millis = Math.max(1, (length.toNanos() + 999_999) / 1_000_000);
        AgiReply reply = channel.ask(AgiCommand.of("WAIT FOR DIGIT", millis), length.plus(AgiChannel.USUAL_PATIENCE));
        if (!reply.isDone()) {
            channel.hungUp();
        }
        return reply.key();
    }

    private PlayEnd pressed(Digit key) {
        keysMayWait = true;
        return PlayEnd.pressed(key);
    }

    /** A prompt that Asterisk has by name, or else ours; left out if nobody has it. */
    private PlayEnd phrase(String name, Set<Digit> stopKeys) {
        String key = spoken + '/' + name;
        if (missing.contains(key)) {
            return ownPhrase(name, stopKeys);
        }
        AgiReply reply = stream(name, stopKeys, 0, LONGEST_PROMPT);
        if (reply.isDone() || isGoneAfter(reply)) {
            return end(reply);
        }
        PlayEnd end = ownPhrase(name, stopKeys);
        if (!channel.isGone()) { // else it may have been the caller who was missing
            missing.add(key);
        }
        return end;
    }

    private PlayEnd ownPhrase(String name, Set<Digit> stopKeys) {
        try {
            Optional<String> file = sounds.prompt(name, language);
            if (file.isEmpty()) {
                LOG.debug("{}: nobody has the prompt {}", channel.name(), name);
            }
            return file.map(found -> file(found, stopKeys, LONGEST_PROMPT)).orElseGet(PlayEnd::completed);
        } catch (VoicemailException e) {
            return leftOut(name, e);
        }
    }

    private PlayEnd recording(AudioContent audio, Set<Digit> stopKeys) {
        try (SharedSound shared = sounds.toPlay(audio)) {
            return file(shared.name(), stopKeys, audio.length().plus(AgiChannel.USUAL_PATIENCE));
        } catch (VoicemailException e) {
            return leftOut(String.valueOf(audio), e);
        }
    }

    private PlayEnd leftOut(String what, VoicemailException failure) {
        LOG.warn("{}: {} cannot be played: {}", channel.name(), what, failure.getMessage());
        return channel.isGone() ? PlayEnd.hungUp() : PlayEnd.completed();
    }

    private PlayEnd file(String name, Set<Digit> stopKeys, Duration patience) {
        AgiReply reply = stream(name, stopKeys, 0, patience);
        if (!reply.isDone() && !isGoneAfter(reply)) {
            LOG.warn(
                    "{}: Asterisk cannot play {}: does it see the folder, and may it read there?",
                    channel.name(),
                    name);
            return PlayEnd.completed();
        }
        return end(reply);
    }

    private AgiReply stream(String name, Set<Digit> stopKeys, long offset, Duration patience) {
        AgiReply reply = channel.ask(
                offset == 0
                        ? AgiCommand.of("STREAM FILE", name, AgiCommand.keys(stopKeys))
                        : AgiCommand.of("STREAM FILE", name, AgiCommand.keys(stopKeys), offset),
                patience);
        keysMayWait = reply.key().isPresent();
        return reply;
    }

    /** Asterisk says the same of a file that it does not have and of a caller who has hung up. */
    private boolean isGoneAfter(AgiReply reply) {
        if (!channel.isGone() && reply.code() == AgiReply.DONE) {
            channel.flush();
        }
        return channel.isGone();
    }

    private PlayEnd end(AgiReply reply) {
        if (channel.isGone()) {
            return PlayEnd.hungUp();
        }
        return reply.key().map(PlayEnd::pressed).orElseGet(PlayEnd::completed);
    }

    @Override
    public PlayEnd listen(AudioContent audio, ListenControls controls) {
        if (channel.isGone()) {
            return PlayEnd.hungUp();
        }
        try (SharedSound shared = sounds.toPlay(audio)) {
            return new Listening(controls, audio.length()).run(shared.name());
        } catch (VoicemailException e) {
            return leftOut(String.valueOf(audio), e);
        }
    }

    /** A message that is played again and again from where a key leads. */
    private final class Listening {

        private static final int SAMPLES_PER_MILLI = 8;

        private final ListenControls controls;
        private final long step;
        private final long length;
        private final Duration patience;
        private long at;

        private Listening(ListenControls controls, Duration length) {
            this.controls = controls;
            this.step = controls.step().toMillis() * SAMPLES_PER_MILLI;
            this.length = length.toMillis() * SAMPLES_PER_MILLI;
            this.patience = length.plus(AgiChannel.USUAL_PATIENCE);
        }

        private PlayEnd run(String file) {
            while (at < length) {
                AgiReply reply = stream(file, Digit.ANY, at, patience);
                if (!reply.isDone() && !isGoneAfter(reply)) {
                    LOG.warn("{}: Asterisk cannot play {}", channel.name(), file);
                    return PlayEnd.completed();
                }
                if (channel.isGone() || reply.key().isEmpty()) {
                    return end(reply);
                }
                Optional<PlayEnd> stopped = steer(reply.key().get(), reply.endPosition());
                if (stopped.isPresent()) {
                    return stopped.get();
                }
            }
            return PlayEnd.completed();
        }

        private Optional<PlayEnd> steer(Digit key, long position) {
            if (controls.pause().contains(key)) {
                at = position;
                return pausedAt();
            }
            if (controls.forward().contains(key)) {
                at = position + step;
            } else if (controls.back().contains(key)) {
                at = Math.max(0, position - step);
            } else if (controls.restart().contains(key)) {
                at = 0;
            } else {
                return Optional.of(pressed(key));
            }
            return Optional.empty();
        }

        /** Until the pause key goes on or another one stops; those that steer do nothing meanwhile. */
        private Optional<PlayEnd> pausedAt() {
            Set<Digit> counting = EnumSet.allOf(Digit.class);
            counting.removeAll(controls.forward());
            counting.removeAll(controls.back());
            counting.removeAll(controls.restart());
            counting.addAll(controls.pause());
            Optional<PlayEnd> end = Optional.empty();
            while (end.isEmpty()) {
                end = Optional.of(AgiMediaSession.this.pause(LONGEST_WAIT, Collections.unmodifiableSet(counting)))
                        .filter(waited -> !waited.equals(PlayEnd.completed()));
            }
            return end.filter(
                    stopped -> stopped.key().filter(controls.pause()::contains).isEmpty());
        }
    }

    @Override
    public RecordingEnd record(List<AudioSink> renditions, RecordingLimits limits) {
        while (keysMayWait && !channel.isGone()) {
            keysMayWait = waitForKey(KEYS_APART).isPresent();
        }
        return recorder.record(renditions, limits);
    }
}
