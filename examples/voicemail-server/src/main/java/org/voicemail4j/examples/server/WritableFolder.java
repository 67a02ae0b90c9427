package org.voicemail4j.examples.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A folder that a server keeps things in: made if it is not there, and looked at before the first call needs it. */
final class WritableFolder {

    private WritableFolder() {}

    /**
     * Sees to it that it is there.
     *
     * @param option that names it
     * @throws UnavailableException if it cannot be made, or written to
     */
    static void require(String option, Path folder) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UnavailableException(
                    option + ": the folder " + folder + " cannot be made: " + Settings.reason(e)
                            + "; make it for the user that runs this, or name another",
                    e);
        }
        if (!Files.isWritable(folder)) {
            throw new UnavailableException(
                    option + ": the folder " + folder + " cannot be written to by the user that runs this;"
                            + " give it to that user, or name another",
                    null);
        }
    }
}
