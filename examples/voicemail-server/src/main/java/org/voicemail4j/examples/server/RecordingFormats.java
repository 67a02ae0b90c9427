package org.voicemail4j.examples.server;

import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voicemail4j.audio.AudioFormat;
import org.voicemail4j.media.codec.AudioCodecs;

/** In which of the configured formats messages can be recorded. */
final class RecordingFormats {

    private static final Logger LOG = LoggerFactory.getLogger(RecordingFormats.class);

    private RecordingFormats() {}

    /** Those for which there is a codec, in their order; WAV if there is none. Tells which ones are left out. */
    static List<AudioFormat> usable(List<AudioFormat> configured) {
        AudioCodecs codecs = AudioCodecs.standard();
        List<AudioFormat> usable = configured.stream()
                .filter(format -> codecs.find(format.encoding()).isPresent())
                .toList();
        List<AudioFormat> recorded = usable.isEmpty() ? List.of(AudioFormat.WAV) : usable;
        if (!recorded.equals(configured)) {
            LOG.warn("format: {} cannot all be recorded; messages are recorded as {}", configured, recorded);
        }
        return recorded;
    }
}
