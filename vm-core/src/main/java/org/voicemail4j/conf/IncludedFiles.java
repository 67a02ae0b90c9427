package org.voicemail4j.conf;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.PatternSyntaxException;

/**
 * The files that a line includes: one, or those whose names match a pattern of {@code *}, {@code ?} and {@code [...]}, in the
 * order of their names.
 */
final class IncludedFiles {

    private static final String PATTERN = ".*[*?\\[].*";

    private IncludedFiles() {}

    /** Whether that is a pattern and no name. */
    static boolean isPattern(String name) {
        return name.matches(PATTERN);
    }

    /**
     * Looks beside the file that includes them, then beside the first file. Returns none if there is none.
     *
     * @throws ConfException if that is no file's name or pattern, or a pattern names folders
     */
    static List<Path> find(String name, Path including, Path first, Place place) {
        try {
            for (Path beside : List.of(including, first)) {
                List<Path> found = isPattern(name) ? matching(name, beside, place) : there(beside.resolveSibling(name));
                if (!found.isEmpty()) {
                    return found;
                }
            }
            return List.of();
        } catch (InvalidPathException | PatternSyntaxException e) {
            throw place.error("this is not a file's name: " + Place.quoted(name), e);
        } catch (IOException | DirectoryIteratorException e) {
            throw place.error("the folder of " + Place.quoted(name) + " cannot be read: " + e, e);
        }
    }

    private static List<Path> there(Path file) {
        return Files.exists(file) ? List.of(file) : List.of();
    }

    private static List<Path> matching(String name, Path beside, Place place) throws IOException {
        int end = name.lastIndexOf('/') + 1;
        if (isPattern(name.substring(0, end))) {
            throw place.error("a pattern may not name folders: " + Place.quoted(name));
        }
        Path folder = beside.resolveSibling(name.substring(0, end) + ".").normalize();
        List<Path> found = new ArrayList<>();
        if (Files.isDirectory(folder)) {
            try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, name.substring(end))) {
                files.forEach(found::add);
            }
        }
        found.removeIf(Files::isDirectory);
        found.sort(null);
        return found;
    }
}
