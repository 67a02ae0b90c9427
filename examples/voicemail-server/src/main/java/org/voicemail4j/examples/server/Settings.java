package org.voicemail4j.examples.server;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.function.Supplier;
import org.voicemail4j.conf.ConfException;
import org.voicemail4j.media.MediaException;

/** Makes a mistake in a setting known as such, with the name of the option that has it. */
final class Settings {

    private Settings() {}

    /**
     * Gets something that depends on settings alone.
     *
     * @throws UsageException if they are wrong
     */
    static <T> T check(Supplier<T> source) {
        return checked("", source);
    }

    /**
     * The same of one option, which the error names before the reason.
     *
     * @throws UsageException if it is wrong
     */
    static <T> T option(String name, Supplier<T> source) {
        return checked(name + ": ", source);
    }

    private static <T> T checked(String before, Supplier<T> source) {
        try {
            return source.get();
        } catch (IllegalArgumentException | IllegalStateException | ConfException | MediaException e) {
            throw new UsageException(before + e.getMessage(), e);
        }
    }

    /** Refuses a number that is too small. */
    static int atLeast(int least, String option, int number) {
        if (number < least) {
            throw new UsageException(option + ": " + number + " is too little; " + least + " or more is expected");
        }
        return number;
    }

    /**
     * Sees to it that there is a file to be read.
     *
     * @param option that names it
     */
    static Path file(String option, Path file) {
        if (!Files.exists(file)) {
            throw new UsageException(option + ": there is no file " + file);
        }
        if (Files.isDirectory(file)) {
            throw new UsageException(option + ": " + file + " is a folder, and a file is expected");
        }
        return file;
    }

    /** A file that an option names and that could not be read. */
    static UsageException unreadable(String option, Path file, IOException failure) {
        return new UsageException(option + ": " + file + " cannot be read: " + reason(failure), failure);
    }

    /** Why a file or folder could not be used: some exceptions say no more than its name. */
    static String reason(IOException failure) {
        if (failure instanceof NoSuchFileException) {
            return "no such file or folder";
        }
        if (failure instanceof AccessDeniedException) {
            return "the user that runs this may not";
        }
        if (failure instanceof FileAlreadyExistsException exists) {
            return exists.getFile() + " is no folder";
        }
        if (failure instanceof FileSystemException named && named.getReason() != null) {
            return named.getReason();
        }
        return Failures.oneLine(failure);
    }
}
