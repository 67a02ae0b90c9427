package org.voicemail4j.store.fs;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The message files of one directory, by message: {@code msg0003.txt}, {@code msg0003.wav}, {@code msg0003.whatever}
 * belong together. Numbers may have any width from four digits on and leave holes.
 */
final class FolderListing {

    static final String TEXT = "txt";
    private static final Pattern FILE = Pattern.compile("(msg([0-9]{4,9}))\\.(.+)");

    private final Path directory;
    private final TreeMap<Stem, List<String>> files = new TreeMap<>();

    private FolderListing(Path directory) {
        this.directory = directory;
    }

    /** The part of a name that a message's files have in common. */
    record Stem(int number, String name) implements Comparable<Stem> {

        static Stem of(int number) {
            return new Stem(number, String.format(Locale.ROOT, "msg%04d", number));
        }

        @Override
        public int compareTo(Stem other) {
            int byNumber = Integer.compare(number, other.number);
            return byNumber != 0 ? byNumber : name.compareTo(other.name);
        }

        Path in(Path directory, String extension) {
            return directory.resolve(name + '.' + extension);
        }
    }

    static FolderListing read(Path directory) throws IOException {
        return of(directory, DurableFiles.names(directory));
    }

    /** Of a directory whose names are known. */
    static FolderListing of(Path directory, List<String> names) {
        FolderListing listing = new FolderListing(directory);
        for (String file : names) {
            Matcher name = FILE.matcher(file);
            if (name.matches()) {
                Stem stem = new Stem(Integer.parseInt(name.group(2)), name.group(1));
                listing.files.computeIfAbsent(stem, none -> new ArrayList<>()).add(name.group(3));
            }
        }
        return listing;
    }

    Path directory() {
        return directory;
    }

    /** The messages, lowest number first: what has a {@code .txt}. */
    List<Stem> messages() {
        return files.entrySet().stream()
                .filter(entry -> entry.getValue().contains(TEXT))
                .map(Map.Entry::getKey)
                .toList();
    }

    int count() {
        return (int) files.values().stream()
                .filter(extensions -> extensions.contains(TEXT))
                .count();
    }

    /** Sound that belongs to no message, left by somebody who died. */
    List<Stem> orphans() {
        return files.entrySet().stream()
                .filter(entry -> !entry.getValue().contains(TEXT))
                .map(Map.Entry::getKey)
                .toList();
    }

    /** The extensions of a message's files. */
    List<String> extensions(Stem stem) {
        return files.getOrDefault(stem, List.of());
    }

    /** The same without {@code txt}. */
    List<String> sounds(Stem stem) {
        return extensions(stem).stream()
                .filter(extension -> !extension.equals(TEXT))
                .toList();
    }

    /** The first number behind everything that is there. */
    Stem next() {
        return Stem.of(files.isEmpty() ? 0 : files.lastKey().number() + 1);
    }
}
