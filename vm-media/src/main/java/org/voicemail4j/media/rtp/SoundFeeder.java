package org.voicemail4j.media.rtp;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voicemail4j.VoicemailException;
import org.voicemail4j.audio.AudioContent;
import org.voicemail4j.media.PlayEnd;
import org.voicemail4j.media.Prompt;

/**
 * Feeds a playback, on the thread of the call's flow: reads recordings piece by piece, takes prompts from memory. A disk
 * that is slow makes this one call wait and no other.
 */
final class SoundFeeder {

    private static final Logger LOG = LoggerFactory.getLogger(SoundFeeder.class);

    private final Playback playback;
    private final WireCodec wire;
    private final PromptSounds prompts;

    SoundFeeder(Playback playback, PromptSounds prompts) {
        this.playback = playback;
        wire = playback.wire();
        this.prompts = prompts;
    }

    /** Feeds prompts one after the other and waits for the end. */
    PlayEnd play(List<Prompt> sequence, Locale language) {
        for (Prompt prompt : sequence) {
            if (playback.end() == null) {
                feed(prompt, language);
            }
        }
        playback.feed(Chunk.end(0));
        return awaitEnd();
    }

    private PlayEnd awaitEnd() {
        PlayEnd end = null;
        while (end == null) {
            end = playback.awaitEnd(0);
        }
        return end;
    }

    private void feed(Prompt prompt, Locale language) {
        if (prompt instanceof Prompt.Pause pause) {
            playback.feed(Chunk.pause(0, WireCodec.samples(pause.length())));
        } else if (prompt instanceof Prompt.Recorded recorded) {
            feed(recorded.audio(), 0, 0);
        } else if (prompt instanceof Prompt.Named named) {
            prompts.find(named.name(), language, wire).ifPresent(octets -> playback.feed(Chunk.prompt(0, octets)));
        }
    }

    /** Feeds a recording from wherever the listener skips to, and waits for the end. */
    PlayEnd listen(AudioContent audio) {
        PlayEnd end = playback.end();
        while (end == null) {
            int run = playback.run();
            feed(audio, run, playback.runStart());
            playback.feed(Chunk.end(run));
            end = playback.awaitEnd(run);
        }
        return end;
    }

    private void feed(AudioContent audio, int run, long start) {
        try (WireReader reader = new WireReader(audio, prompts.codecs(), wire)) {
            reader.seek(start);
            while (feedPiece(reader, run)) {
                playback.awaitHunger(run);
            }
        } catch (VoicemailException | IllegalArgumentException e) {
            LOG.warn("left out what cannot be played: {}", e.getMessage());
        }
    }

    private boolean feedPiece(WireReader reader, int run) {
        boolean more = true;
        while (more && playback.isHungry(run)) {
            byte @Nullable [] piece = reader.read();
            more = piece != null;
            if (piece != null) {
                playback.feed(Chunk.recorded(run, piece));
            }
        }
        return more && playback.end() == null && playback.run() == run;
    }
}
