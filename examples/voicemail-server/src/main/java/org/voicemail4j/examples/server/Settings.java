package org.voicemail4j.examples.server;

import java.util.function.Supplier;
import org.voicemail4j.conf.ConfException;
import org.voicemail4j.media.MediaException;

/** Makes a mistake in a setting known as such. */
final class Settings {

    private Settings() {}

    /**
     * Gets something that depends on settings alone.
     *
     * @throws UsageException if they are wrong
     */
    static <T> T check(Supplier<T> source) {
        try {
            return source.get();
        } catch (IllegalArgumentException | IllegalStateException | ConfException | MediaException e) {
            throw new UsageException(String.valueOf(e.getMessage()), e);
        }
    }
}
