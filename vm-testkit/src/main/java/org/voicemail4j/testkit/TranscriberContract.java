package org.voicemail4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.voicemail4j.audio.AudioContent;
import org.voicemail4j.audio.AudioFormat;
import org.voicemail4j.audio.AudioReader;
import org.voicemail4j.audio.Transcriber;
import org.voicemail4j.audio.Transcription;

/** What every {@link Transcriber} does. */
public interface TranscriberContract {

    /** The transcriber under test, the same one throughout a test. */
    Transcriber transcriber();

    /** Makes it unable to write anything down for now, as a service that does not answer is. */
    void cutOff();

    /** Two recordings in which different words are said, for {@link #transcriber}'s kind of ear. */
    List<AudioContent> spoken();

    @Test
    default void whatIsSaidIsWrittenDown() {
        assertThat(transcriber().transcribe(spoken().get(0), Locale.ENGLISH)).isInstanceOf(Transcription.Text.class);
    }

    @Test
    default void aRecordingWithoutSoundIsNoFailure() {
        AudioContent nothing = new CountedSound(AudioFormat.SLN, new byte[0]);
        assertThat(transcriber().transcribe(nothing, Locale.ENGLISH)).isInstanceOf(Transcription.Wordless.class);
    }

    @Test
    default void whateverIsOpenedIsClosed() {
        CountedSound sound = new CountedSound(spoken().get(0));
        transcriber().transcribe(sound, Locale.ENGLISH);
        cutOff();
        transcriber().transcribe(sound, Locale.ENGLISH);
        assertThat(sound.readers()).as("readers left open").isZero();
    }

    @Test
    default void whoeverCannotSaysSoAndThatItMayGoAnotherTime() {
        cutOff();
        Transcription transcription = transcriber().transcribe(spoken().get(0), Locale.ENGLISH);
        assertThat(transcription).isInstanceOfSatisfying(Transcription.Failed.class, failed -> {
            assertThat(failed.isPassing()).isTrue();
            assertThat(failed.reason()).isNotBlank();
        });
    }

    @Test
    default void severalAtOnceEachGetTheirOwnWords() {
        List<Transcription> alone = spoken().stream()
                .map(sound -> transcriber().transcribe(sound, Locale.ENGLISH))
                .toList();
        assertThat(alone.get(0)).isNotEqualTo(alone.get(1));
        List<CompletableFuture<Transcription>> together = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            AudioContent sound = spoken().get(i % 2);
            together.add(CompletableFuture.supplyAsync(() -> transcriber().transcribe(sound, Locale.ENGLISH)));
        }
        for (int i = 0; i < together.size(); i++) {
            assertThat(together.get(i).join()).isEqualTo(alone.get(i % 2));
        }
    }

    /** Sound in memory that knows how many read it. */
    final class CountedSound implements AudioContent {

        private final AudioFormat format;
        private final byte[] octets;
        private final AtomicInteger open = new AtomicInteger();

        /** Such sound. @param octets in that format, without container */
        public CountedSound(AudioFormat format, byte[] octets) {
            this.format = format;
            this.octets = octets.clone();
        }

        /** How many readers are open. */
        int readers() {
            return open.get();
        }

        CountedSound(AudioContent other) {
            this(other.format(), all(other));
        }

        private static byte[] all(AudioContent content) {
            ByteBuffer octets = ByteBuffer.allocate((int) content.payloadBytes());
            try (AudioReader reader = content.open()) {
                while (octets.hasRemaining() && reader.read(octets, octets.position()) >= 0) {
                    continue;
                }
            }
            return octets.array();
        }

        @Override
        public AudioFormat format() {
            return format;
        }

        @Override
        public long payloadBytes() {
            return octets.length;
        }

        @Override
        public AudioReader open() {
            open.incrementAndGet();
            return new AudioReader() {
                private boolean closed;

                @Override
                public int read(ByteBuffer into, long position) {
                    if (position < 0) {
                        throw new IllegalArgumentException("negative position: " + position);
                    }
                    if (position >= octets.length) {
                        return -1;
                    }
                    int count = Math.min(into.remaining(), octets.length - (int) position);
                    into.put(octets, (int) position, count);
                    return count;
                }

                @Override
                public void close() {
                    if (!closed) {
                        closed = true;
                        open.decrementAndGet();
                    }
                }
            };
        }
    }
}
