package org.voicemail4j.mail.imap;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.voicemail4j.audio.AudioFormat;

/** Sounds on this host's disk: none is taken away from somebody, and none stays for ever. */
class TemporarySoundsTest {

    @TempDir
    private Path parent;

    private FetchedSound sound(String name) throws IOException {
        return new FetchedSound(Files.writeString(parent.resolve(name), "12345"), AudioFormat.ULAW, 5);
    }

    /** Two callers hear one greeting for the first time. */
    @Test
    void ofASoundThatIsFetchedTwiceAtOnceTheFirstOneStays() throws IOException {
        SoundCache cache = new SoundCache(100);
        FetchedSound first = cache.keep("greeting", sound("first"));
        FetchedSound second = cache.keep("greeting", sound("second"));
        assertThat(second).isEqualTo(first);
        first.open().close();
        assertThat(parent.resolve("second")).doesNotExist();
    }

    @Test
    void aSoundThatSomebodyHasTidiedUpIsFetchedAgain() throws IOException {
        SoundCache cache = new SoundCache(100);
        cache.keep("greeting", sound("first"));
        Files.delete(parent.resolve("first"));
        assertThat(cache.find("greeting")).isEmpty();
        assertThat(cache.keep("greeting", sound("second")).file()).exists();
    }

    @Test
    void aFolderThatTheSystemHasTidiedAwayIsMadeAgainForNobodyElse() throws IOException {
        Path gone = parent.resolve("gone");
        assertThat(TemporaryFolder.there(gone)).isDirectory();
        assertThat(Files.getPosixFilePermissions(gone)).isEqualTo(PosixFilePermissions.fromString("rwx------"));
        assertThat(TemporaryFolder.there(gone)).isEqualTo(gone);
    }

    @Test
    void whatAProcessThatDiedHasLeftIsRemovedAndWhatALivingOneHasIsNot() throws IOException {
        Path dead = Files.createDirectory(parent.resolve("run-1"));
        Files.writeString(dead.resolve("lock"), "");
        Files.writeString(dead.resolve("imap1.sound"), "left");
        Path beingMade = Files.createDirectory(parent.resolve("run-2"));
        Path other = Files.createDirectory(parent.resolve("other"));
        try (TemporaryFolder living = TemporaryFolder.open(Optional.of(parent))) {
            Files.writeString(living.path().resolve("imap1.sound"), "heard");
            assertThat(dead).doesNotExist();
            assertThat(beingMade).exists();
            TemporaryFolder.open(Optional.of(parent)).close();
            assertThat(living.path().resolve("imap1.sound")).exists();
        }
        try (Stream<Path> left = Files.list(parent)) {
            assertThat(left).containsExactlyInAnyOrder(beingMade, other);
        }
    }
}
