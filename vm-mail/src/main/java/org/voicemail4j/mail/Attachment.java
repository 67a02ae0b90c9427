package org.voicemail4j.mail;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voicemail4j.VoicemailException;
import org.voicemail4j.audio.AudioContainer;
import org.voicemail4j.audio.AudioContent;
import org.voicemail4j.audio.AudioFormat;
import org.voicemail4j.audio.AudioReader;
import org.voicemail4j.audio.AudioSink;
import org.voicemail4j.audio.AudioTranscoder;
import org.voicemail4j.audio.RiffHeader;

/** A recording as a file for a mail: in the wanted format, as loud as wanted, of bounded size. */
final class Attachment {

    private static final Logger LOG = LoggerFactory.getLogger(Attachment.class);
    private static final String OGG = "audio/ogg";
    private static final Map<String, String> FILE_TYPES = Map.of("mp3", "audio/mpeg");

    private final String extension;
    private final String mediaType;
    private final byte[] octets;

    /** As Asterisk calls it: {@code audio/x-wav} and so on; media types do not distinguish case. */
    private Attachment(AudioFormat format, byte[] octets) {
        this(format.extension(), "audio/x-" + format.extension().toLowerCase(Locale.ROOT), octets);
    }

    private Attachment(String extension, String mediaType, byte[] octets) {
        this.extension = extension;
        this.mediaType = mediaType;
        this.octets = octets;
    }

    /**
     * Makes the file.
     *
     * @param settings in which format, and by which factor it is louder; what cannot be made of the recording stays as it is
     * @param most octets of the file
     * @return empty if it would be longer than that
     */
    static Optional<Attachment> of(
            AudioContent recording, MailSettings settings, AudioTranscoder transcoder, int most) {
        double gain = settings.gain();
        Optional<String> wantedFile = settings.attachmentFile().filter(transcoder.files(recording.format())::contains);
        if (wantedFile.isPresent()) {
            try {
                return file(louder(recording, gain, transcoder, most), wantedFile.get(), transcoder, most);
            } catch (VoicemailException e) {
                LOG.debug("a recording is attached in another format: {} cannot be made", wantedFile.get(), e);
            }
        }
        AudioFormat format = settings.attachmentFormat()
                .filter(one -> transcoder.canTranscode(recording.format(), one))
                .orElse(recording.format());
        AudioContent sound = louder(recording, gain, transcoder, most);
        if (recording.format() != sound.format() && !transcoder.canTranscode(sound.format(), format)) {
            sound = recording;
        }
        Memory file = new Memory(format, most);
        if (sound.payloadBytes() / sound.format().encoding().blockBytes() > most) {
            return Optional.empty();
        }
        try {
            (format.encoding() == sound.format().encoding() ? AudioTranscoder.COPYING : transcoder)
                    .transcode(sound, file);
        } catch (TooLong e) {
            return Optional.empty();
        }
        return Optional.of(new Attachment(format, file.file()));
    }

    private static Optional<Attachment> file(
            AudioContent sound, String extension, AudioTranscoder transcoder, int most) {
        ByteArrayOutputStream octets = new ByteArrayOutputStream() {
            @Override
            public synchronized void write(byte[] more, int from, int length) {
                if (count > most - length) {
                    throw new TooLong();
                }
                super.write(more, from, length);
            }
        };
        try {
            transcoder.writeFile(sound, extension, octets);
        } catch (TooLong e) {
            return Optional.empty();
        }
        return Optional.of(new Attachment(extension, FILE_TYPES.getOrDefault(extension, OGG), octets.toByteArray()));
    }

    private static AudioContent louder(AudioContent recording, double gain, AudioTranscoder transcoder, int most) {
        boolean asItIs = gain == 1 || !transcoder.canTranscode(recording.format(), AudioFormat.SLN);
        if (asItIs || recording.length().toSeconds() * 16_000 > 4L * most) {
            return recording;
        }
        Memory linear = new Memory(AudioFormat.SLN, Integer.MAX_VALUE);
        transcoder.transcode(recording, linear);
        return linear.amplified(gain);
    }

    byte[] octets() {
        return octets;
    }

    String extension() {
        return extension;
    }

    String mediaType() {
        return mediaType;
    }

    /** A file would become longer than it may. */
    private static final class TooLong extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /** Sound in memory. */
    private static final class Memory implements AudioSink, AudioContent {

        private final AudioFormat format;
        private final int most;
        private final ByteArrayOutputStream payload = new ByteArrayOutputStream();

        Memory(AudioFormat format, int most) {
            this.format = format;
            this.most = most;
        }

        @Override
        public AudioFormat format() {
            return format;
        }

        @Override
        public void append(ByteBuffer audio) {
            if (payload.size() > most - audio.remaining()) {
                throw new TooLong();
            }
            byte[] octets = new byte[audio.remaining()];
            audio.get(octets);
            payload.write(octets, 0, octets.length);
        }

        @Override
        public long payloadBytes() {
            return payload.size();
        }

        @Override
        public Duration length() {
            return format.encoding().duration(payload.size());
        }

        @Override
        public AudioReader open() {
            byte[] octets = payload.toByteArray();
            return new AudioReader() {
                @Override
                public int read(ByteBuffer into, long position) {
                    if (position < 0) {
                        throw new IllegalArgumentException("negative position: " + position);
                    }
                    if (position >= octets.length) {
                        return -1;
                    }
                    int length = Math.min(into.remaining(), octets.length - (int) position);
                    into.put(octets, (int) position, length);
                    return length;
                }

                @Override
                public void close() {}
            };
        }

        /** 16 bit samples, little endian, each times the factor, cut at full scale. */
        Memory amplified(double factor) {
            byte[] octets = payload.toByteArray();
            Memory louder = new Memory(format, most);
            for (int i = 0; i + 1 < octets.length; i += 2) {
                int sample = (octets[i] & 0xFF) | (octets[i + 1] << 8);
                long scaled = Math.max(Short.MIN_VALUE, Math.min(Short.MAX_VALUE, Math.round(sample * factor)));
                louder.payload.write((int) scaled);
                louder.payload.write((int) (scaled >> 8));
            }
            return louder;
        }

        byte[] file() {
            byte[] sound = payload.toByteArray();
            if (format.container() != AudioContainer.RIFF) {
                return sound;
            }
            byte[] header = RiffHeader.encode(format.encoding(), sound.length);
            byte[] whole = Arrays.copyOf(header, header.length + sound.length);
            System.arraycopy(sound, 0, whole, header.length, sound.length);
            return whole;
        }
    }
}
