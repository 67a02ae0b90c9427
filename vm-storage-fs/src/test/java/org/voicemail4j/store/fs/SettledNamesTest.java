package org.voicemail4j.store.fs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettledNamesTest {

    private static final FileTime CHANGED = FileTime.from(Instant.parse("2026-11-26T12:00:00Z"));
    private static final FileTime LATER = FileTime.from(Instant.parse("2026-11-26T12:00:01Z"));

    @TempDir
    Path directory;

    private final Hand clock = new Hand();
    private final SettledNames names = new SettledNames(clock);

    /** A clock that stands still by itself. */
    private static final class Hand implements LockWaitClock {
        private long now = Long.MAX_VALUE; // runs over at once

        @Override
        public long nanos() {
            return now;
        }

        @Override
        public void pass(long nanos) {
            now += nanos;
        }

        void pass(double seconds) {
            pass((long) (seconds * 1e9));
        }
    }

    private void given(String name, FileTime changed) throws IOException {
        Files.createFile(directory.resolve(name));
        Files.setLastModifiedTime(directory, changed);
    }

    @Test
    void aDirectoryThatHasJustChangedIsReadAnewThoughItsTimeIsTheSame() throws IOException {
        given("busy.wav", CHANGED);
        assertThat(names.in(directory)).containsExactly("busy.wav");
        clock.pass(2.9);
        given("temp.wav", CHANGED);
        assertThat(names.in(directory)).containsExactlyInAnyOrder("busy.wav", "temp.wav");
        given("greet.wav", CHANGED);
        assertThat(names.in(directory)).contains("greet.wav");
    }

    @Test
    void onceSettledItIsNotReadAgainUntilItsTimeChanges() throws IOException {
        given("busy.wav", CHANGED);
        names.in(directory);
        clock.pass(3.0);
        names.in(directory);
        given("unseen.wav", CHANGED); // as no file system does after so long
        assertThat(names.in(directory)).containsExactly("busy.wav");
        Files.setLastModifiedTime(directory, LATER);
        assertThat(names.in(directory)).containsExactlyInAnyOrder("busy.wav", "unseen.wav");
    }

    @Test
    void anOlderTimeIsAChangeToo() throws IOException {
        given("busy.wav", LATER);
        names.in(directory);
        clock.pass(3.0);
        names.in(directory);
        given("temp.wav", CHANGED);
        assertThat(names.in(directory)).containsExactlyInAnyOrder("busy.wav", "temp.wav");
    }

    @Test
    void aMissingDirectoryIsEmptyUntilItComes() throws IOException {
        Path late = directory.resolve("late");
        assertThat(names.in(late)).isEmpty();
        clock.pass(5.0);
        assertThat(names.in(late)).isEmpty();
        Files.createDirectory(late);
        Files.createFile(late.resolve("temp.wav"));
        assertThat(names.in(late)).containsExactly("temp.wav");
        clock.pass(5.0);
        names.in(late);
        Files.delete(late.resolve("temp.wav"));
        Files.delete(late);
        assertThat(names.in(late)).isEmpty();
    }
}
