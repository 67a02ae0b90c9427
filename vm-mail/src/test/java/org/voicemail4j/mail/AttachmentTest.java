package org.voicemail4j.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.voicemail4j.audio.AudioContent;
import org.voicemail4j.audio.AudioFormat;
import org.voicemail4j.audio.AudioSink;
import org.voicemail4j.audio.AudioTranscoder;
import org.voicemail4j.mail.command.Program;
import org.voicemail4j.mail.speech.EncoderProgram;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.mailbox.Subscriber;
import org.voicemail4j.testkit.TranscriberContract.CountedSound;

/** Recordings as files of a kind that no store keeps. */
class AttachmentTest {

    private static final AudioContent SOUND = new CountedSound(AudioFormat.WAV, new byte[1000]);

    /** Makes files "ogg" of a hundred octets. */
    private static final AudioTranscoder MAKER = new AudioTranscoder() {
        @Override
        public boolean canTranscode(AudioFormat from, AudioFormat to) {
            return AudioTranscoder.COPYING.canTranscode(from, to);
        }

        @Override
        public void transcode(AudioContent from, AudioSink to) {
            AudioTranscoder.COPYING.transcode(from, to);
        }

        @Override
        public Set<String> files(AudioFormat from) {
            return Set.of("ogg");
        }

        @Override
        public void writeFile(AudioContent from, String extension, OutputStream out) {
            try {
                out.write(new byte[100]);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    };

    private static Optional<Attachment> attachment(String format, AudioTranscoder transcoder, int most) {
        MailSettings settings = new MailSettings(
                Subscriber.of(MailboxId.parse("1000")).build(),
                (mailbox, option) -> option.equals("attachfmt") ? Optional.of(format) : Optional.empty());
        return Attachment.of(SOUND, settings, transcoder, most);
    }

    @Test
    void aFileThatTheTranscoderMakesIsAttachedUnderItsName() {
        Attachment ogg = attachment("Ogg|wav", MAKER, 100).orElseThrow();
        assertThat(ogg.extension()).isEqualTo("ogg");
        assertThat(ogg.mediaType()).isEqualTo("audio/ogg");
        assertThat(ogg.octets()).hasSize(100);
        assertThat(attachment("ogg", MAKER, 99)).as("too long").isEmpty();
    }

    @Test
    void whatNobodyMakesIsAttachedAsItIsKept() {
        for (String format : new String[] {"mp3", "ogg"}) {
            Attachment kept = attachment(format, AudioTranscoder.COPYING, 5000).orElseThrow();
            assertThat(kept.extension()).isEqualTo("wav");
            assertThat(kept.mediaType()).isEqualTo("audio/x-wav");
        }
    }

    @Test
    void whenItCannotBeMadeTheRecordingIsAttachedAsItIsKept() {
        EncoderProgram broken = new EncoderProgram(
                AudioTranscoder.COPYING, "mp3", Program.parse("/no/such/program ${FILE}", Duration.ofSeconds(30)));
        EncoderProgram fine = new EncoderProgram(
                AudioTranscoder.COPYING, "mp3", Program.parse("/bin/cat ${FILE}", Duration.ofSeconds(30)));
        assertThat(attachment("mp3", broken, 5000).orElseThrow().mediaType()).isEqualTo("audio/x-wav");
        Attachment made = attachment("mp3", fine, 5000).orElseThrow();
        assertThat(made.mediaType()).isEqualTo("audio/mpeg");
        assertThat(made.extension()).isEqualTo("mp3");
        assertThat(attachment("mp3", fine, 1000)).as("too long").isEmpty();
    }
}
