package org.voicemail4j.examples.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Folders and files as a tree of text, and away with them. */
final class FolderTree {

    private FolderTree() {}

    /** One line for each folder and file below {@code root}, in order of name. */
    static List<String> lines(Path root) {
        List<String> lines = new ArrayList<>();
        add(root, "", lines);
        return lines;
    }

    private static void add(Path folder, String indent, List<String> lines) {
        for (Path entry : sorted(folder)) {
            boolean isFolder = Files.isDirectory(entry);
            lines.add(indent + entry.getFileName() + (isFolder ? "/" : "  (" + size(entry) + " bytes)"));
            if (isFolder) {
                add(entry, indent + "  ", lines);
            }
        }
    }

    static void delete(Path root) {
        try (Stream<Path> all = Files.walk(root)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot delete " + root, e);
        }
    }

    private static List<Path> sorted(Path folder) {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot list " + folder, e);
        }
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }
}
