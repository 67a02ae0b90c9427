package org.voicemail4j.examples.server;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.voicemail4j.audio.AudioContent;
import org.voicemail4j.audio.AudioSink;
import org.voicemail4j.audio.AudioTranscoder;
import org.voicemail4j.mailbox.GreetingKind;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.mailbox.Subscriber;
import org.voicemail4j.media.codec.AudioCodecs;
import org.voicemail4j.media.file.SoundImport;
import org.voicemail4j.store.GreetingRecording;
import org.voicemail4j.store.MessageStore;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Puts a sound file in the place of a greeting, or the former greeting. */
@Command(
        name = "greeting",
        description = {
            "Makes a sound file a greeting of a mailbox, or swaps the greeting with the one that was there before it was "
                    + "replaced or deleted, or deletes it, or says from when until when it is heard. A server may be running.",
            "The file may have any format that transcode reads, such as a WAVE file of 44.1 kHz in stereo; it is made as "
                    + "loud as the prompts and kept in the formats of the file of mailboxes."
        })
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class GreetingCommand implements Callable<Integer> {

    private static final Duration LONGEST = Duration.ofMinutes(10);

    @Spec
    private CommandSpec spec;

    @Parameters(
            index = "0",
            paramLabel = "MAILBOX[@CONTEXT]",
            converter = MailboxName.class,
            description = "The mailbox, such as 1000@default.")
    private MailboxId mailbox;

    @Parameters(
            index = "1",
            paramLabel = "KIND",
            description = "Which greeting: name, unavailable, busy, temporary, closed, special or absence.")
    private String kind;

    @Parameters(index = "2", paramLabel = "FILE", arity = "0..1", description = "The sound file.")
    private @Nullable Path file;

    @Option(names = "--restore", description = "The former greeting of that kind, instead of a file.")
    private boolean former;

    @Option(names = "--delete", description = "None, instead of a file: the greeting is deleted.")
    private boolean none;

    @Option(names = "--erase-former", description = "Erases the former greeting for good; the present one stays.")
    private boolean erased;

    @Mixin
    private GreetingDateOptions dates;

    @Mixin
    private StoreOptions options;

    @Override
    public Integer call() {
        GreetingKind greeting = kind();
        int changes = (file == null ? 0 : 1) + (former ? 1 : 0) + (none ? 1 : 0) + (erased ? 1 : 0);
        if (changes > 1 || (changes == 0 && !dates.areGiven())) {
            throw new UsageException(
                    "a FILE, --restore, --delete or --erase-former is expected, and one of these only; or dates");
        }
        if (none && dates.areGiven()) {
            throw new UsageException("--delete: a greeting that is deleted has no dates");
        }
        dates.check(greeting);
        try (StoredFiles files = StoredFiles.toChange(options)) {
            Subscriber owner = files.directory()
                    .find(mailbox)
                    .orElseThrow(
                            () -> new UsageException("there is no mailbox " + mailbox + " in " + options.mailboxes()));
            if (file != null) {
                keep(files, owner, greeting, file);
            } else if (former || none || erased) {
                change(files, owner.mailbox(), greeting);
            }
            if (!erased || dates.areGiven()) { // the present greeting and its dates stay as they are
                dates.keep(
                        files.owned().dates(),
                        owner,
                        greeting,
                        none,
                        spec.commandLine().getOut());
            }
        }
        return 0;
    }

    private GreetingKind kind() {
        return Arrays.stream(GreetingKind.values())
                .filter(one -> name(one).equals(kind))
                .findFirst()
                .orElseThrow(() -> new UsageException("no kind of greeting: '" + kind + "'; there are "
                        + Arrays.stream(GreetingKind.values())
                                .map(GreetingCommand::name)
                                .collect(Collectors.joining(", "))));
    }

    private static String name(GreetingKind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    private void change(StoredFiles files, MailboxId owner, GreetingKind greeting) {
        String which = (none ? "" : "former ") + kind + " greeting";
        if (!isChanged(files.store(), owner, greeting)) {
            throw new UsageException("there is no " + which + " of " + owner);
        }
        PrintWriter out = spec.commandLine().getOut();
        out.println(owner + ": the " + which + (former ? " is in use again" : " is deleted"));
        out.flush();
    }

    private boolean isChanged(MessageStore store, MailboxId owner, GreetingKind greeting) {
        if (former) {
            return store.restoreGreeting(owner, greeting);
        }
        return none ? store.deleteGreeting(owner, greeting) : store.deleteFormerGreeting(owner, greeting);
    }

    private void keep(StoredFiles files, Subscriber subscriber, GreetingKind greeting, Path file) {
        MailboxId owner = subscriber.mailbox();
        Duration longest = subscriber.policy().longestGreeting();
        AudioContent sound = SoundImport.greeting(file, AudioCodecs.standard(), longest.isZero() ? LONGEST : longest);
        AudioTranscoder transcoder = AudioCodecs.standard().transcoder();
        PrintWriter out = spec.commandLine().getOut();
        try (GreetingRecording recording = files.store().beginGreeting(owner, greeting)) {
            for (AudioSink sink : recording.renditions()) {
                transcoder.transcode(sound, sink);
            }
            recording.commit();
        }
        out.printf(
                Locale.ROOT,
                "%s: %s greeting of %.1f s%n",
                owner,
                kind,
                sound.length().toMillis() / 1000.0);
        out.flush();
    }
}
