package org.voicemail4j.store.jdbc;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.voicemail4j.VoicemailException;
import org.voicemail4j.audio.AudioContent;
import org.voicemail4j.audio.AudioFormat;
import org.voicemail4j.audio.AudioReader;

/** The contract, kept by files and by a map, and broken by such as integrators might write. */
class RecordingStoreContractTest {

    @Nested
    class InFiles implements RecordingStoreContract {

        @TempDir
        private Path folder;

        @Override
        public RecordingStore store() {
            return new FileRecordingStore(folder.resolve("recordings"));
        }
    }

    @Nested
    class InAMap implements RecordingStoreContract {

        private final RecordingStore store = new Kept();

        @Override
        public RecordingStore store() {
            return store;
        }
    }

    /** Recordings in a map; what is planted overrides. */
    private static class Kept implements RecordingStore {

        final Map<String, Map<AudioFormat, AudioContent>> all = new TreeMap<>();

        @Override
        public synchronized void write(String name, AudioContent sound) {
            AudioContent copy = new MemorySound(sound.format(), octets(checked(name), sound), false);
            all.computeIfAbsent(name, fresh -> new HashMap<>()).put(sound.format(), copy);
        }

        String checked(String name) {
            if (!name.matches("[a-z0-9-]{1,64}")) {
                throw new IllegalArgumentException("not a name");
            }
            return name;
        }

        byte[] octets(String name, AudioContent sound) {
            ByteBuffer octets = ByteBuffer.allocate((int) sound.payloadBytes());
            try (AudioReader reader = sound.open()) {
                while (octets.hasRemaining() && reader.read(octets, octets.position()) > 0) {
                    continue;
                }
            }
            return octets.array();
        }

        @Override
        public synchronized Optional<AudioContent> find(String name, AudioFormat format) {
            return Optional.ofNullable(all.getOrDefault(checked(name), Map.of()).get(format));
        }

        @Override
        public synchronized boolean delete(String name) {
            return all.remove(checked(name)) != null;
        }

        @Override
        public void forEachBefore(Instant instant, Consumer<String> name) {
            if (instant.isAfter(Instant.parse("2026-01-01T00:00:00Z"))) {
                List.copyOf(all.keySet()).forEach(name);
            }
        }
    }

    private static void breaks(RecordingStore faulty, Consumer<RecordingStoreContract> test) {
        ThrowingCallable run = () -> test.accept(() -> faulty);
        assertThatThrownBy(run).isInstanceOfAny(AssertionError.class, RuntimeException.class);
    }

    @Test
    void whoMindsNoFormatIsFound() {
        breaks(
                new Kept() {
                    @Override
                    public Optional<AudioContent> find(String name, AudioFormat format) {
                        return all.getOrDefault(name, Map.of()).values().stream()
                                .findFirst();
                    }
                },
                RecordingStoreContract::whatIsWrittenIsFoundByItsNameAndFormat);
    }

    @Test
    void whoFailsOnWhatIsNotThereIsFound() {
        breaks(
                new Kept() {
                    @Override
                    public boolean delete(String name) {
                        return true;
                    }
                },
                RecordingStoreContract::whatWasNotWrittenIsNoFailure);
    }

    @Test
    void whoIsTooStrictOrTooLooseWithNamesIsFound() {
        breaks(
                new Kept() {
                    @Override
                    String checked(String name) {
                        return super.checked(name.length() > 32 ? "" : name);
                    }
                },
                RecordingStoreContract::namesOfEveryLengthAreTaken);
        breaks(
                new Kept() {
                    @Override
                    String checked(String name) {
                        return name;
                    }
                },
                RecordingStoreContract::whatIsNoNameIsRefused);
    }

    @Test
    void whoKeepsTheFirstIsFound() {
        breaks(
                new Kept() {
                    @Override
                    public synchronized void write(String name, AudioContent sound) {
                        if (find(name, sound.format()).isEmpty()) {
                            super.write(name, sound);
                        }
                    }
                },
                RecordingStoreContract::whatIsThereIsReplaced);
    }

    @Test
    void whoDeletesMoreThanWasSaidIsFound() {
        breaks(
                new Kept() {
                    @Override
                    public synchronized boolean delete(String name) {
                        return all.keySet().removeIf(each -> each.startsWith(name));
                    }
                },
                RecordingStoreContract::whatIsDeletedIsGone);
    }

    @Test
    void whoKeepsHalfIsFound() {
        breaks(
                new Kept() {
                    @Override
                    byte[] octets(String name, AudioContent sound) {
                        try {
                            return super.octets(name, sound);
                        } catch (VoicemailException e) {
                            all.computeIfAbsent(name, fresh -> new HashMap<>()).put(sound.format(), sound);
                            throw e;
                        }
                    }
                },
                RecordingStoreContract::whatCannotBeReadIsNotKept);
    }

    @Test
    void whoTellsWhatIsNotOldIsFound() {
        breaks(
                new Kept() {
                    @Override
                    public void forEachBefore(Instant instant, Consumer<String> name) {
                        List.copyOf(all.keySet()).forEach(name);
                    }
                },
                RecordingStoreContract::allThatIsOldIsToldAndMayBeDeletedMeanwhile);
        breaks(
                new Kept() {
                    @Override
                    public void forEachBefore(Instant instant, Consumer<String> name) {
                        if (instant.isAfter(Instant.parse("2026-01-01T00:00:00Z"))) {
                            all.keySet().forEach(name);
                        }
                    }
                },
                RecordingStoreContract::allThatIsOldIsToldAndMayBeDeletedMeanwhile);
    }

    @Test
    void whoServesOneThreadIsFound() {
        Thread first = Thread.currentThread();
        breaks(
                new Kept() {
                    @Override
                    public synchronized Optional<AudioContent> find(String name, AudioFormat format) {
                        return Thread.currentThread() == first ? super.find(name, format) : Optional.empty();
                    }
                },
                RecordingStoreContract::manyMayWriteAtOnce);
    }
}
