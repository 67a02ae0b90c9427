package org.voicemail4j.examples.server;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.StringReader;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.voicemail4j.audio.AudioTranscoder;
import org.voicemail4j.examples.server.simulate.Simulation;
import org.voicemail4j.media.codec.AudioCodecs;
import org.voicemail4j.media.prompt.PromptLibrary;
import org.voicemail4j.service.VoicemailService;
import org.voicemail4j.store.DispatchRule;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Walks through the menus at a terminal, without phone, network or sound. */
@Command(
        name = "simulate",
        description = {
            "Walks through the menus at this terminal: what a caller would hear is written, with the name of each sound "
                    + "file and its text, and keys are typed.",
            "At a terminal, keys count as they are pressed and waits are as long as on a phone: Enter ends a wait, h "
                    + "hangs up, and a recording goes on until # or another key that ends it. Keys that come by a pipe "
                    + "or by --keys are pressed when what is said has been said, and no time passes: . lets a wait go "
                    + "by, s speaks for a second and . is silent for one in a recording, h hangs up, and so does the end.",
            "Unless --store and --mailboxes say otherwise, there are two mailboxes, 1000 with the PIN 4711 and 2000 with "
                    + "the PIN 4712, and what is left there is gone afterwards; more than one number is called in the "
                    + "order given."
        })
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class SimulateCommand implements Callable<Integer> {

    private static final String MAILBOXES = """
            [general]
            review=yes
            sendvoicemail=yes
            usedirectory=no
            saycid=yes
            backupdeleted=yes
            [default]
            1000 => 4711,Ann Owner
            2000 => 4712,Ben Owner
            """;

    @Spec
    private CommandSpec spec;

    @Parameters(
            paramLabel = "NUMBER",
            arity = "1..*",
            description =
                    "What is called: a mailbox leaves a message, *97 listens to the caller's own, *98 asks for the "
                            + "mailbox, *98 and a number listens to that one, *411 looks for a name.")
    private String[] numbers = {};

    @Option(names = "--from", paramLabel = "NUMBER", description = "Who calls; ${DEFAULT-VALUE} unless given.")
    private String caller = "2000";

    @Option(names = "--keys", paramLabel = "KEYS", description = "Keys to press instead of reading them.")
    private @Nullable String keys;

    @Option(
            names = "--speed",
            paramLabel = "TIMES",
            description =
                    "How many times faster than on a phone time passes at a terminal; ${DEFAULT-VALUE} unless given.")
    private double speed = 1;

    @Option(
            names = "--store",
            paramLabel = "fs:DIR",
            converter = StoreName.Converter.class,
            description = "The folder where messages are kept, as for serve. No server should be using it.")
    private @Nullable StoreName store;

    @Option(
            names = "--mailboxes",
            paramLabel = "FILE",
            description = "Who has a mailbox: a file in the syntax of Asterisk's voicemail.conf.")
    private @Nullable Path mailboxes;

    @Mixin
    private SubscriberOptions subscribers;

    @Option(
            names = "--language",
            paramLabel = "LANGUAGE",
            description = "In which language callers are spoken to, such as de or fr_CA, where voicemail.conf has no "
                    + "language for the mailbox; ${DEFAULT-VALUE} unless given.")
    private String language = "en";

    @Option(
            names = "--sounds",
            paramLabel = "DIR",
            description = "A folder of prompts in the layout of Asterisk's sounds: what it lacks is said so.")
    private @Nullable Path sounds;

    @Override
    public Integer call() throws InterruptedException, IOException {
        if (!(speed > 0)) {
            throw new UsageException("--speed: not a speed: " + speed);
        }
        if (store != null && store.folder().isEmpty()) {
            throw new UsageException("--store: " + store + ": simulated calls need a store of files");
        }
        try (OwnFolder own = OwnFolder.make("voicemail-simulate")) {
            Path folder = own.path();
            Path conf = mailboxes == null ? Files.writeString(folder.resolve("voicemail.conf"), MAILBOXES) : mailboxes;
            callAll(store == null ? StoreName.files(folder.resolve("spool")) : store, conf);
        }
        return 0;
    }

    private void callAll(StoreName name, Path conf) throws InterruptedException {
        Locale spoken = PromptsCommand.locale(language);
        PromptLibrary library = Optional.ofNullable(sounds)
                .map(folder -> Settings.option("--sounds", () -> PromptLibrary.directory(folder)))
                .map(PromptLibrary::orEnglish)
                .orElseGet(PromptLibrary::english);
        Optional<Reader> typed = Optional.ofNullable(keys).map(StringReader::new);
        Reader input = new InputStreamReader(System.in, Charset.defaultCharset());
        AudioTranscoder transcoder = AudioCodecs.standard().transcoder();
        MailboxSources sources = new MailboxSources(conf, subscribers.name());
        try (StoredFiles files =
                StoredFiles.toServe(name, sources, spoken, ConfDoubts::inShort, directory -> DispatchRule.NOTHING)) {
            for (String number : numbers) {
                Simulation simulation = new Simulation(number, caller, spoken, library);
                spec.commandLine().getOut().println("= calling " + number);
                if (!simulation.run(
                        service(files, transcoder),
                        transcoder,
                        speed,
                        typed,
                        input,
                        spec.commandLine().getOut())) {
                    throw new UsageException("nothing has the number " + number);
                }
            }
        }
    }

    private static VoicemailService.Builder service(StoredFiles files, AudioTranscoder transcoder) {
        return VoicemailService.builder()
                .directory(files.directory())
                .credentials(files.owned().credentials())
                .personalLists(files.owned().lists())
                .greetingDates(files.owned().dates())
                .systemLists(files.conf()::members)
                .store(files.store())
                .transcoder(transcoder);
    }
}
