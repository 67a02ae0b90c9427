package org.voicemail4j.testkit;

import java.util.List;
import java.util.function.Consumer;
import org.voicemail4j.audio.AudioContent;
import org.voicemail4j.audio.AudioFormat;
import org.voicemail4j.store.GreetingRecording;

/** A greeting that is being recorded in memory. */
final class InMemoryGreeting extends InMemoryRecording implements GreetingRecording {

    private final String name;
    private final Consumer<AudioContent> place;

    /** @param place takes what was recorded when it is committed */
    InMemoryGreeting(List<AudioFormat> formats, String name, Consumer<AudioContent> place) {
        super(formats);
        this.name = name;
        this.place = place;
    }

    @Override
    public void commit() {
        state.requireOpen();
        if (isEmpty()) {
            throw new IllegalStateException("nothing was recorded for " + name);
        }
        state.end("committed");
        place.accept(recorded());
    }
}
