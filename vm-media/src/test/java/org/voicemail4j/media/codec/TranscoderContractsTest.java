package org.voicemail4j.media.codec;

import org.junit.jupiter.api.Nested;
import org.voicemail4j.audio.AudioTranscoder;
import org.voicemail4j.media.opus.OpusFiles;
import org.voicemail4j.testkit.AudioTranscoderContract;

/** What turns sound into other sound here does what every transcoder does. */
class TranscoderContractsTest {

    @Nested
    class ByCodecs implements AudioTranscoderContract {

        @Override
        public AudioTranscoder transcoder() {
            return AudioCodecs.standard().transcoder();
        }
    }

    @Nested
    class ByFewCodecs implements AudioTranscoderContract {

        @Override
        public AudioTranscoder transcoder() {
            return AudioCodecs.of(G711.ULAW, G711.ALAW).transcoder();
        }
    }

    @Nested
    class WithFilesOfOpus implements AudioTranscoderContract {

        private final AudioTranscoder transcoder =
                new OpusFiles(AudioCodecs.standard().transcoder(), AudioCodecs.standard());

        @Override
        public AudioTranscoder transcoder() {
            return transcoder;
        }
    }
}
