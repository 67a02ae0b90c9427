package org.voicemail4j.store.jdbc;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** Temporary folders for the programs of servers, of this JVM alone: other builds unpack them, too. */
final class PassingFolder {

    private PassingFolder() {}

    static Path create(String name) throws IOException {
        return Files.createTempDirectory(name);
    }

    /** Has it removed at the end, once what uses it has been stopped. */
    static void removeAtEnd(Path folder, Runnable stop) {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            stop.run();
            remove(folder);
        }));
    }

    private static void remove(Path folder) {
        try (Stream<Path> all = Files.walk(folder)) {
            all.sorted(Comparator.reverseOrder()).forEach(path -> path.toFile().delete());
        } catch (IOException | UncheckedIOException e) {
            return; // the system clears its temporary folder
        }
    }
}
