package org.voicemail4j.examples.server;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voicemail4j.audio.AudioContent;
import org.voicemail4j.audio.AudioFormat;
import org.voicemail4j.audio.AudioTranscoder;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.media.MediaException;
import org.voicemail4j.media.codec.AudioCodecs;
import org.voicemail4j.media.file.SoundFileWriter;
import org.voicemail4j.message.MessageId;
import org.voicemail4j.store.StoredMailboxes;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Writes a message's sound to a file. */
@Command(
        name = "export",
        description = {
            "Writes the sound of a message to a file, in the format that the file's name asks for (.wav, .WAV, .gsm, "
                    + ".ulaw, ...), or as it is stored if that names none. A server may be running.",
            "The file must not be there yet."
        })
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class ExportCommand implements Callable<Integer> {

    /** Extensions that {@link TranscodeCommand} knows beside those of {@link AudioFormat}. */
    private static final Set<String> NOT_MADE_HERE = Set.of("ogg", "opus", "mp3");

    private static final Logger LOG = LoggerFactory.getLogger(ExportCommand.class);

    @Spec
    private CommandSpec spec;

    @Parameters(
            index = "0",
            paramLabel = "MESSAGE-ID",
            description = "The message, as the command messages shows it, such as 1795298405-00000001.")
    private String message;

    @Parameters(index = "1", paramLabel = "FILE", description = "The file to write.")
    private Path file;

    @Option(
            names = "--mailbox",
            paramLabel = "MAILBOX[@CONTEXT]",
            converter = MailboxName.class,
            description = "Whose message; needed only if several mailboxes have one of that id, or to be quick.")
    private @Nullable MailboxId mailbox;

    @Mixin
    private StoreOptions options;

    @Override
    public Integer call() {
        MessageId id = id();
        try (StoredFiles files = StoredFiles.toRead(options)) {
            MailboxId owner = owner(files, id);
            AudioContent sound = files.store().open(owner, id).orElseThrow(() -> none(id));
            write(sound);
            spec.commandLine().getOut().println(id + " of " + owner + " is in " + file);
            spec.commandLine().getOut().flush();
        }
        return 0;
    }

    private MessageId id() {
        try {
            return new MessageId(message);
        } catch (IllegalArgumentException e) {
            throw new UsageException(String.valueOf(e.getMessage()), e);
        }
    }

    private MailboxId owner(StoredFiles files, MessageId id) {
        List<MailboxId> owners = new ArrayList<>();
        for (MailboxId each : mailbox == null ? mailboxes(files) : List.of(mailbox)) {
            if (files.store().find(each, id).isPresent()) {
                owners.add(each);
            }
        }
        if (owners.size() > 1) {
            throw new UsageException("--mailbox: " + id + " is in several: " + owners);
        }
        return owners.stream().findFirst().orElseThrow(() -> none(id));
    }

    private static List<MailboxId> mailboxes(StoredFiles files) {
        if (files.store() instanceof StoredMailboxes told) {
            return told.mailboxes();
        }
        throw new UsageException("--mailbox: this store does not tell which mailboxes it has");
    }

    private UsageException none(MessageId id) {
        return new UsageException("there is no message " + id + (mailbox == null ? "" : " in " + mailbox));
    }

    private void write(AudioContent sound) {
        String name = String.valueOf(file.getFileName());
        String extension = name.substring(name.lastIndexOf('.') + 1);
        AudioFormat format = AudioFormat.ofExtension(extension).orElse(sound.format());
        if (NOT_MADE_HERE.contains(extension)) {
            throw new UsageException("cannot write " + file + ": export it as wav, then say voicemail transcode");
        }
        AudioTranscoder transcoder = AudioCodecs.standard().transcoder();
        if (!transcoder.canTranscode(sound.format(), format)) {
            throw new UsageException("cannot write " + file + ": nothing makes " + format + " of " + sound.format());
        }
        SoundFileWriter writer = begin(format);
        boolean done = false;
        try (writer) {
            transcoder.transcode(sound, writer);
            done = true;
        } finally {
            if (!done) {
                delete();
            }
        }
    }

    private SoundFileWriter begin(AudioFormat format) {
        try {
            return SoundFileWriter.createNew(file, format);
        } catch (MediaException e) {
            throw e.getCause() instanceof FileAlreadyExistsException
                    ? new UsageException(file + " is there already", e)
                    : e;
        }
    }

    private void delete() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            LOG.debug("{} is left behind", file, e);
        }
    }
}
