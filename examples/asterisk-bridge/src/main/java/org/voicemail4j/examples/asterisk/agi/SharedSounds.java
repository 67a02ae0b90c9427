package org.voicemail4j.examples.asterisk.agi;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voicemail4j.audio.AudioContent;
import org.voicemail4j.audio.AudioEncoding;
import org.voicemail4j.audio.AudioFormat;
import org.voicemail4j.audio.AudioTranscoder;
import org.voicemail4j.media.codec.AudioCodecs;
import org.voicemail4j.media.file.SoundFileWriter;
import org.voicemail4j.media.prompt.PromptLibrary;

/**
 * The folder that we and an Asterisk both see, perhaps under different names: what Asterisk shall play is put there, and
 * what it records appears there. Names of files come from us alone. For many threads.
 */
final class SharedSounds {

    private static final Logger LOG = LoggerFactory.getLogger(SharedSounds.class);
    private static final String PREFIX = "vm4j-";
    private static final Duration ABANDONED = Duration.ofDays(1);

    private final Path ours;
    private final String asterisks;
    private final PromptLibrary prompts;
    private final AudioTranscoder transcoder = AudioCodecs.standard().transcoder();
    private final String token;
    private final AtomicLong number = new AtomicLong();
    private final Map<String, Optional<SharedSound>> promptFiles = new ConcurrentHashMap<>();

    /**
     * @param ours the folder as we see it
     * @param asterisks the same folder as Asterisk sees it
     * @param prompts what is said where Asterisk has no prompt of a name
     */
    SharedSounds(Path ours, String asterisks, PromptLibrary prompts, RandomGenerator random) {
        this.ours = ours;
        this.asterisks = asterisks;
        this.prompts = prompts;
        this.token = String.format(Locale.ROOT, "%08x", random.nextInt());
    }

    /**
     * Deletes what a process that died has left here a day ago or longer: recordings of calls that nobody waits for.
     *
     * @throws AgiException if there is no such folder, or nothing can be written to it
     */
    void prepare(Clock clock) {
        if (!Files.isDirectory(ours) || !Files.isWritable(ours)) {
            throw new AgiException("not a folder to write sounds to: " + ours);
        }
        FileTime oldest = FileTime.from(clock.instant().minus(ABANDONED));
        try (DirectoryStream<Path> files = Files.newDirectoryStream(ours, PREFIX + "*")) {
            for (Path file : files) {
                if (Files.getLastModifiedTime(file).compareTo(oldest) < 0) {
                    Files.deleteIfExists(file);
                }
            }
        } catch (IOException e) {
            throw new AgiException("the folder of sounds cannot be tidied: " + ours, e);
        }
    }

    /** A name that no file has yet. */
    private String newName() {
        return PREFIX + token + '-' + number.incrementAndGet();
    }

    /** The place of a recording that Asterisk shall make. */
    SharedSound toRecord() {
        String name = newName();
        return new SharedSound(ours.resolve(name + '.' + AudioFormat.SLN.extension()), asterisks + '/' + name);
    }

    /**
     * Puts a recording where Asterisk can play it from.
     *
     * @throws org.voicemail4j.VoicemailException if it cannot be read, or written there
     */
    SharedSound toPlay(AudioContent content) {
        String name = newName();
        return new SharedSound(write(content, name), asterisks + '/' + name);
    }

    /** As it is if Asterisk counts its samples as we do, 8000 in a second; else in linear samples at that rate. */
    private Path write(AudioContent content, String name) {
        AudioFormat format = content.format().encoding().sampleRateHz() == AudioEncoding.LINEAR_8K.sampleRateHz()
                ? content.format()
                : AudioFormat.WAV;
        Path file = ours.resolve(name + '.' + format.extension());
        try (SoundFileWriter writer = SoundFileWriter.createNew(file, format)) {
            transcoder.transcode(content, writer);
        } catch (RuntimeException e) {
            delete(file);
            throw e;
        }
        return file;
    }

    /**
     * Where Asterisk finds a prompt of ours; empty if we have none of that name. A file that somebody has deleted is
     * written again.
     *
     * @throws org.voicemail4j.VoicemailException if it cannot be written there
     */
    Optional<String> prompt(String name, Locale language) {
        String key = language + "/" + name;
        Optional<SharedSound> known = promptFiles.get(key);
        if (known != null && known.filter(SharedSound::isGone).isPresent()) {
            promptFiles.remove(key, known);
        }
        return promptFiles
                .computeIfAbsent(key, absent -> prompts.find(name, language).map(this::toPlay))
                .map(SharedSound::name);
    }

    /** Deletes the prompts that were put here. */
    void clear() {
        promptFiles.values().stream().flatMap(Optional::stream).forEach(SharedSound::close);
        promptFiles.clear();
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            LOG.warn("{} cannot be deleted: {}", file, e.toString());
        }
    }

    /**
     * One file there; deleted when it is closed.
     *
     * @param file where we see it
     * @param name what Asterisk calls it: without extension
     */
    record SharedSound(Path file, String name) implements AutoCloseable {

        private boolean isGone() {
            return Files.notExists(file);
        }

        @Override
        public void close() {
            delete(file);
        }
    }
}
