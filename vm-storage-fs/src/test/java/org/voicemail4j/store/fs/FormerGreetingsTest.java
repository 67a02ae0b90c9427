package org.voicemail4j.store.fs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.voicemail4j.mailbox.GreetingKind;
import org.voicemail4j.mailbox.MailboxId;

/** Greetings that were replaced or deleted, as files: where they lie, and what a death in the middle leaves. */
class FormerGreetingsTest {

    private static final MailboxId BOX = MailboxId.parse("1000");

    /** Where a swap was when its process died. */
    enum Death {
        LINKING,
        DECIDED,
        ONE_FILE_IN_PLACE,
        ALL_FILES_IN_PLACE,
        FORMER_GONE
    }

    @TempDir
    Path root;

    private FileMessageStore store;
    private Path mailbox;

    @BeforeEach
    void open() throws IOException {
        store = FileMessageStore.in(root);
        mailbox = Files.createDirectories(root.resolve("default/1000"));
    }

    @AfterEach
    void close() {
        store.close();
    }

    private static void write(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private static String read(Path file) throws IOException {
        return Files.readString(file, StandardCharsets.UTF_8);
    }

    @Test
    void whatAsteriskRecordedIsKeptInAllItsFormatsOutOfAsterisksSight() throws IOException {
        write(mailbox.resolve("busy.gsm"), "old");
        write(mailbox.resolve("busy.WAV"), "old too");

        assertThat(store.deleteGreeting(BOX, GreetingKind.BUSY)).isTrue();

        assertThat(DurableFiles.names(mailbox)).containsExactly("former~");
        assertThat(DurableFiles.names(mailbox.resolve("former~/busy")))
                .containsExactlyInAnyOrder("busy.gsm", "busy.WAV");
        write(mailbox.resolve("busy.wav"), "new");
        assertThat(store.restoreGreeting(BOX, GreetingKind.BUSY)).isTrue();
        assertThat(read(mailbox.resolve("busy.gsm"))).isEqualTo("old");
        assertThat(read(mailbox.resolve("busy.WAV"))).isEqualTo("old too");
        assertThat(mailbox.resolve("busy.wav")).doesNotExist();
        assertThat(read(mailbox.resolve("former~/busy/busy.wav"))).isEqualTo("new");
    }

    @ParameterizedTest
    @EnumSource
    void aSwapThatADeathCutShortIsDoneOrNotDone(Death death) throws IOException {
        write(mailbox.resolve("busy.wav"), "new");
        write(mailbox.resolve("busy.ulaw"), "new");
        Path former = mailbox.resolve("former~/busy");
        write(former.resolve("busy.wav"), "old");
        write(former.resolve("busy.gsm"), "old");
        dieIn(death, former);
        Map<Path, String> left = files();

        assertThat(store.hasFormerGreeting(BOX, GreetingKind.BUSY)).isTrue();
        assertThat(files()).as("looking changes nothing").isEqualTo(left);

        boolean wasHeard = death.compareTo(Death.ALL_FILES_IN_PLACE) >= 0;
        assertThat(store.restoreGreeting(BOX, GreetingKind.BUSY)).isTrue();
        assertThat(read(mailbox.resolve("busy.wav"))).isEqualTo(wasHeard ? "new" : "old");
        if (wasHeard) {
            assertThat(store.restoreGreeting(BOX, GreetingKind.BUSY)).isTrue();
        }
        assertThat(DurableFiles.names(mailbox)).containsExactlyInAnyOrder("busy.wav", "busy.gsm", "former~");
        assertThat(read(mailbox.resolve("busy.wav"))).isEqualTo("old");
        assertThat(DurableFiles.names(mailbox.resolve("former~"))).containsExactly("busy");
        assertThat(DurableFiles.names(former)).containsExactlyInAnyOrder("busy.wav", "busy.ulaw");
        assertThat(read(former.resolve("busy.wav"))).isEqualTo("new");
    }

    private Map<Path, String> files() throws IOException {
        Map<Path, String> files = new TreeMap<>();
        try (Stream<Path> all = Files.walk(root)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                files.put(file, read(file));
            }
        }
        return files;
    }

    @Test
    void whatADeathLeftOfADeletedGreetingIsDecidedBeforeTheNextOneIsKept() throws IOException {
        write(mailbox.resolve("former~/busy/busy.wav"), "old");
        Files.createDirectories(mailbox.resolve("former~/busy.next")); // restored where none was, and died

        assertThat(store.deleteGreeting(BOX, GreetingKind.BUSY)).isTrue();

        assertThat(DurableFiles.names(mailbox)).containsExactly("former~");
        assertThat(read(mailbox.resolve("former~/busy/busy.wav"))).isEqualTo("old");
        assertThat(DurableFiles.names(mailbox.resolve("former~"))).containsExactly("busy");
    }

    /** Kept as the former one, and died before any or all of the present files were deleted. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aGreetingThatWasLinkedAndNotDeletedIsNotLost(boolean oneDeleted) throws IOException {
        write(mailbox.resolve("busy.wav"), "said");
        write(mailbox.resolve("busy.gsm"), "said");
        Path former = Files.createDirectories(mailbox.resolve("former~/busy"));
        Files.createLink(former.resolve("busy.wav"), mailbox.resolve("busy.wav"));
        Files.createLink(former.resolve("busy.gsm"), mailbox.resolve("busy.gsm"));
        if (oneDeleted) {
            Files.delete(mailbox.resolve("busy.gsm"));
        }

        assertThat(store.hasFormerGreeting(BOX, GreetingKind.BUSY)).isEqualTo(oneDeleted);
        assertThat(store.restoreGreeting(BOX, GreetingKind.BUSY)).isEqualTo(oneDeleted);
        assertThat(store.restoreGreeting(BOX, GreetingKind.BUSY)).isFalse();

        assertThat(read(mailbox.resolve("busy.wav"))).isEqualTo("said");
        assertThat(read(mailbox.resolve("busy.gsm"))).isEqualTo("said");
    }

    /** A lock that tells no owner, as Asterisk's does; it is waited for as long as for another server's. */
    @Test
    void nobodyChangesAGreetingWhileAnotherProcessDoes() throws IOException {
        write(mailbox.resolve("busy.wav"), "said");
        Path lock = Files.createFile(mailbox.resolve(".lock"));
        assertThatThrownBy(() -> store.deleteGreeting(BOX, GreetingKind.BUSY))
                .hasRootCauseMessage("locked by another program for more than 5 s: " + lock);

        assertThat(read(mailbox.resolve("busy.wav"))).isEqualTo("said");
        Files.delete(lock);
        assertThat(store.deleteGreeting(BOX, GreetingKind.BUSY)).isTrue();
    }

    @Test
    void noMailboxIsMadeToDeleteOrRestoreNothing() {
        MailboxId nobody = MailboxId.parse("1001");
        assertThat(store.deleteGreeting(nobody, GreetingKind.BUSY)).isFalse();
        assertThat(store.restoreGreeting(nobody, GreetingKind.BUSY)).isFalse();
        assertThat(root.resolve("default/1001")).doesNotExist();
    }

    private void dieIn(Death death, Path former) throws IOException {
        Path next = former.resolveSibling(death == Death.LINKING ? "busy.new" : "busy.next");
        Files.createDirectories(next);
        Files.createLink(next.resolve("busy.wav"), mailbox.resolve("busy.wav"));
        if (death == Death.LINKING) {
            return;
        }
        Files.createLink(next.resolve("busy.ulaw"), mailbox.resolve("busy.ulaw"));
        if (death.compareTo(Death.ONE_FILE_IN_PLACE) >= 0) {
            Files.move(former.resolve("busy.gsm"), mailbox.resolve("busy.gsm"));
        }
        if (death.compareTo(Death.ALL_FILES_IN_PLACE) >= 0) {
            Files.delete(mailbox.resolve("busy.wav"));
            Files.move(former.resolve("busy.wav"), mailbox.resolve("busy.wav"));
        }
        if (death == Death.FORMER_GONE) {
            Files.delete(mailbox.resolve("busy.ulaw"));
            Files.delete(former);
        }
    }
}
