package org.voicemail4j.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.voicemail4j.VoicemailException;
import org.voicemail4j.audio.AudioContent;
import org.voicemail4j.audio.AudioFormat;
import org.voicemail4j.audio.AudioReader;

/**
 * What every {@link RecordingStore} must do. Published as the {@code tests} of vm-storage-jdbc, for test classes that
 * implement it; they bring JUnit and AssertJ along.
 */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
public interface RecordingStoreContract {

    /** When everything that the tests write is old. */
    Instant FAR_AWAY = Instant.parse("2999-01-01T00:00:00Z");

    /** The store under test: empty in each test, the same one throughout a test. */
    RecordingStore store();

    @Test
    default void whatIsWrittenIsFoundByItsNameAndFormat() {
        for (AudioFormat format : AudioFormat.values()) {
            byte[] sound = sound(format, format.ordinal());
            String name = "a-" + format.ordinal();
            store().write(name, new MemorySound(format, sound, false));
            AudioContent found = store().find(name, format).orElseThrow();
            assertThat(found.format()).isEqualTo(format);
            assertThat(octets(found)).as(format.toString()).isEqualTo(sound);
        }
        assertThat(store().find("a-0", AudioFormat.GSM)).isEmpty();
    }

    @Test
    default void whatWasNotWrittenIsNoFailure() {
        assertThat(store().find("nobody", AudioFormat.WAV)).isEmpty();
        assertThat(store().delete("nobody")).isFalse();
        assertThat(told(FAR_AWAY)).isEmpty();
    }

    @Test
    default void namesOfEveryLengthAreTaken() {
        for (String name : List.of("a", "0", "-", "ab", "x".repeat(64), "0123456789abcdef-0123456789abcdef")) {
            write(name, 1);
            assertThat(store().find(name, AudioFormat.WAV)).as(name).isPresent();
        }
    }

    @Test
    default void whatIsNoNameIsRefused() {
        List<String> strange = List.of(
                "",
                ".",
                "..",
                "../a",
                "a/b",
                "/a",
                "a\\b",
                "A",
                "a.wav",
                "a b",
                "a\n",
                "a\u0000",
                "\u00e4",
                "x".repeat(65));
        for (String name : strange) {
            assertThatIllegalArgumentException().as("'%s'", name).isThrownBy(() -> write(name, 1));
            assertThatIllegalArgumentException().as("'%s'", name).isThrownBy(() -> store().find(name, AudioFormat.WAV));
            assertThatIllegalArgumentException().as("'%s'", name).isThrownBy(() -> store().delete(name));
        }
        assertThat(told(FAR_AWAY)).isEmpty();
    }

    @Test
    default void whatIsThereIsReplaced() {
        write("a", 1);
        write("a", 2);
        assertThat(octets(store().find("a", AudioFormat.WAV).orElseThrow())).isEqualTo(sound(AudioFormat.WAV, 2));
        assertThat(told(FAR_AWAY)).containsExactly("a");
    }

    @Test
    default void whatIsDeletedIsGone() {
        write("a", 1);
        write("aa", 2);
        assertThat(store().delete("a")).isTrue();
        assertThat(store().find("a", AudioFormat.WAV)).isEmpty();
        assertThat(store().delete("a")).isFalse();
        assertThat(told(FAR_AWAY)).containsExactly("aa");
    }

    @Test
    default void whatCannotBeReadIsNotKept() {
        assertThatThrownBy(() -> store().write("a", new MemorySound(AudioFormat.WAV, sound(AudioFormat.WAV, 1), true)))
                .isInstanceOf(VoicemailException.class);
        assertThat(store().find("a", AudioFormat.WAV)).isEmpty();
        store().delete("a");
        assertThat(told(FAR_AWAY)).isEmpty();
    }

    @Test
    default void allThatIsOldIsToldAndMayBeDeletedMeanwhile() {
        for (String name : List.of("a", "b", "c")) {
            write(name, 1);
        }
        assertThat(told(Instant.parse("2000-01-01T00:00:00Z"))).isEmpty();
        assertThat(told(FAR_AWAY)).containsExactlyInAnyOrder("a", "b", "c");
        store().forEachBefore(FAR_AWAY, name -> store().delete(name));
        assertThat(told(FAR_AWAY)).isEmpty();
    }

    @Test
    default void manyMayWriteAtOnce() {
        RecordingStore store = store();
        List<CompletableFuture<Boolean>> written = IntStream.range(0, 8)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> {
                    byte[] sound = sound(AudioFormat.WAV, i);
                    store.write("many-" + i, new MemorySound(AudioFormat.WAV, sound, false));
                    return Arrays.equals(
                            octets(store.find("many-" + i, AudioFormat.WAV).orElseThrow()), sound);
                }))
                .toList();
        assertThat(written).allMatch(CompletableFuture::join);
        assertThat(told(FAR_AWAY)).hasSize(8);
    }

    private void write(String name, long seed) {
        store().write(name, new MemorySound(AudioFormat.WAV, sound(AudioFormat.WAV, seed), false));
    }

    private List<String> told(Instant before) {
        List<String> names = new ArrayList<>();
        store().forEachBefore(before, names::add);
        return names;
    }

    private static byte[] sound(AudioFormat format, long seed) {
        byte[] octets = new byte[100 * format.encoding().blockBytes()];
        new SplittableRandom(seed).nextBytes(octets);
        return octets;
    }

    private static byte[] octets(AudioContent content) {
        ByteBuffer octets = ByteBuffer.allocate((int) content.payloadBytes());
        try (AudioReader reader = content.open()) {
            while (octets.hasRemaining() && reader.read(octets, octets.position()) > 0) {
                continue;
            }
        }
        return octets.array();
    }
}
