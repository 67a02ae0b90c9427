package org.voicemail4j.store.fs;

import java.util.Optional;
import java.util.function.Supplier;
import org.voicemail4j.audio.AudioContent;
import org.voicemail4j.audio.AudioFormat;
import org.voicemail4j.audio.AudioReader;
import org.voicemail4j.store.StoreException;

/** Sound that lies in the journal, or by now in the store. */
final class JournalAudio implements AudioContent {

    private final AudioContent here;
    private final Supplier<Optional<AudioContent>> there;

    JournalAudio(AudioContent here, Supplier<Optional<AudioContent>> there) {
        this.here = here;
        this.there = there;
    }

    @Override
    public AudioFormat format() {
        return here.format();
    }

    @Override
    public long payloadBytes() {
        return here.payloadBytes();
    }

    @Override
    public AudioReader open() {
        try {
            return here.open();
        } catch (StoreException gone) {
            AudioContent delivered = there.get().orElseThrow(() -> gone);
            if (delivered.format() != format()) {
                throw gone;
            }
            return delivered.open();
        }
    }
}
