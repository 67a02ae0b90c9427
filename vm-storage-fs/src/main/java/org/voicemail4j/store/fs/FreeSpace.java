package org.voicemail4j.store.fs;

import java.io.File;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.Locale;

/** Whether a file system has room for one more recording. */
final class FreeSpace {

    /** With less than this no file can be made longer. */
    private static final long NEXT_TO_NOTHING = 16_384;

    private final Path root;
    private final long reserve;

    FreeSpace(Path root, long reserve) {
        this.root = root;
        this.reserve = reserve;
    }

    boolean isEnough() {
        return has(nearest(root).toFile(), reserve);
    }

    /** Fails as a write of so many octets to that directory would. */
    static void require(Path directory, long octets) throws IOException {
        if (!has(directory.toFile(), octets)) {
            throw new FileSystemException(directory.toString(), null, "No space left on device");
        }
    }

    private static boolean has(File directory, long octets) {
        return directory.getUsableSpace() >= octets || directory.getTotalSpace() == 0; // 0: it does not say
    }

    /** The directory itself, or the parent in which it will be made. */
    private static Path nearest(Path path) {
        Path at = path;
        while (!at.toFile().exists() && at.getParent() != null) {
            at = at.getParent();
        }
        return at;
    }

    /**
     * Whether that is the failure of a file system that is full. The JDK has no type for it, and the words are those of the
     * system's language; so it is looked at as well.
     *
     * @param place where it failed
     */
    static boolean ranOut(Path place, IOException failure) {
        String message = String.valueOf(failure.getMessage()).toLowerCase(Locale.ROOT);
        return message.contains("no space left")
                || message.contains("quota exceeded")
                || !has(nearest(place).toFile(), NEXT_TO_NOTHING);
    }
}
