package org.voicemail4j.examples.server;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voicemail4j.audio.AudioTranscoder;
import org.voicemail4j.conf.VoicemailConf;
import org.voicemail4j.mail.EmailNotifier;
import org.voicemail4j.mail.GatewayNotifier;
import org.voicemail4j.mail.MailOptions;
import org.voicemail4j.mail.hook.ChangeCommand;
import org.voicemail4j.mail.hook.PinPrograms;
import org.voicemail4j.mail.hook.WebhookNotifier;
import org.voicemail4j.mail.outbox.OutboxSender;
import org.voicemail4j.mail.outbox.OutboxSenderBuilder;
import org.voicemail4j.mail.smtp.MailTransport;
import org.voicemail4j.mail.speech.Transcripts;
import org.voicemail4j.mailbox.MailboxDirectory;
import org.voicemail4j.mailbox.PinPolicy;
import org.voicemail4j.mailbox.Subscriber;
import org.voicemail4j.service.VoicemailEvent;
import org.voicemail4j.service.VoicemailListener;
import org.voicemail4j.service.VoicemailService;
import org.voicemail4j.store.Dispatch;
import org.voicemail4j.store.DispatchRule;
import org.voicemail4j.store.MessageStore;

/** Who is told of messages beside the lamps: mail, a web hook, programs; nobody without {@code --mail}. */
final class Notices implements VoicemailListener, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Notices.class);
    private static final List<String> PIN_PROGRAMS = List.of("externpasscheck", "externpass", "externpassnotify");

    private final Optional<MailFile> file;
    private final Optional<WebhookNotifier.Builder> webhook;
    private final Opened clients = new Opened();
    private volatile @Nullable OutboxSender sender;
    private volatile @Nullable ChangeCommand command;
    private @Nullable MailTransport transport;

    private Notices(Optional<MailFile> file) {
        this.file = file;
        this.webhook = file.flatMap(MailFile::webhook);
    }

    static Notices of(Optional<Path> file) {
        return new Notices(file.map(MailFile::read));
    }

    /** What new messages put into the store's outbox. */
    DispatchRule rule(MailboxDirectory directory) {
        if (file.isEmpty()) {
            return DispatchRule.NOTHING;
        }
        DispatchRule mails = EmailNotifier.rule(directory);
        List<DispatchRule> rules = new ArrayList<>(List.of(mails));
        webhook.ifPresent(hook -> rules.add(WebhookNotifier.rule()));
        MailFile mail = file.get();
        Gateways.CHANNELS.stream()
                .filter(channel -> mail.find(channel + ".url").isPresent())
                .forEach(channel -> rules.add(GatewayNotifier.rule(channel)));
        mail.find("transcribe.command").ifPresent(command -> rules.add(Transcripts.rule()));
        return (mailbox, message) -> {
            List<Dispatch> all = new ArrayList<>();
            rules.forEach(rule -> all.addAll(rule.of(mailbox, message)));
            return all;
        };
    }

    /** What makes the files that leave the server: the same as that transcoder, and more if a program does. */
    AudioTranscoder files(AudioTranscoder others) {
        return file.map(mail -> mail.files(others)).orElse(others);
    }

    /** What programs say about new PINs. */
    PinPolicy pins(VoicemailConf conf) {
        Optional<MailFile> all = file.filter(MailFile::runsCommands);
        if (all.isEmpty()) {
            PIN_PROGRAMS.stream()
                    .filter(option ->
                            conf.general(option).filter(line -> !line.isBlank()).isPresent())
                    .forEach(option -> LOG.warn(
                            "{} of the file of mailboxes is not run: that takes --mail FILE with commands=yes",
                            option));
        }
        return all.<PinPolicy>map(one -> new PinPrograms(
                        one.program(conf, "externpasscheck"),
                        one.program(conf, "externpass"),
                        one.program(conf, "externpassnotify")))
                .orElse(PinPolicy.ANY);
    }

    /**
     * Says how many owners wait for mails in vain: in Asterisk an address is all that it takes. Those of a database are not gone
     * through for that, for there may be a million.
     */
    void warnOfAddresses(VoicemailConf conf) {
        List<Subscriber> waiting = file.isPresent()
                ? List.of()
                : conf.subscribers().stream()
                        .filter(one -> !one.emails().isEmpty() || one.pager().isPresent())
                        .toList();
        if (!waiting.isEmpty()) {
            LOG.warn(
                    "mailboxes with an e-mail address: {}, such as {}; nothing is sent to them without --mail FILE",
                    waiting.size(),
                    waiting.get(0).mailbox());
        }
    }

    /** Tells programs of changes from now on: of what is recovered at the start, too. */
    void watch(StoredFiles files) {
        file.flatMap(mail -> mail.program(files.conf(), "externnotify"))
                .ifPresent(program -> command = new ChangeCommand(program, files.store()));
    }

    /** Sends from now on. */
    void start(StoredFiles files, AudioTranscoder transcoder, VoicemailService service) {
        if (file.isPresent()) {
            start(file.get(), files, transcoder, service);
        }
    }

    private void start(MailFile mail, StoredFiles files, AudioTranscoder transcoder, VoicemailService service) {
        MailboxDirectory directory = files.directory();
        MessageStore store = files.store();
        MailTransport out = mail.transport(files.conf());
        transport = out;
        MailOptions options = files.known()::option;
        Optional<Transcripts> transcripts = mail.transcriber(transcoder)
                .map(transcriber -> new Transcripts(
                        store, directory, transcriber, mailbox -> isWanted(options.option(mailbox, "transcribe"))));
        EmailNotifier.Builder mails = EmailNotifier.sending(directory, store, out);
        transcripts.ifPresent(mails::transcripts);
        EmailNotifier notifier = Settings.check(() -> mails.options(options)
                .transcoder(transcoder)
                .host(mail.host())
                .largestAttachment(mail.largestAttachment())
                .changed(mailbox -> {
                    service.refresh(mailbox);
                    Optional.ofNullable(command).ifPresent(one -> one.run(mailbox));
                })
                .build());
        OutboxSenderBuilder sending = OutboxSender.of(store.outbox().orElseThrow())
                .carrier(notifier.mail())
                .carrier(notifier.page())
                .backOff(mail.backOff())
                .claim(mail.claim())
                .keepDead(mail.keepDead())
                .workers(mail.workers());
        transcripts.ifPresent(sending::carrier);
        webhook.ifPresent(hook -> {
            transcripts.ifPresent(hook::transcripts);
            sending.carrier(clients.add(hook.build()));
        });
        for (String channel : Gateways.CHANNELS) {
            Gateways.of(mail, channel, directory, store).ifPresent(gateway -> {
                transcripts.ifPresent(gateway::transcripts);
                sending.carrier(clients.add(gateway.options(options).build()));
            });
        }
        sender = sending.start();
    }

    private static boolean isWanted(Optional<String> option) {
        return option.filter(value -> Set.of("no", "false", "0", "off", "n", "f")
                        .contains(value.strip().toLowerCase(Locale.ROOT)))
                .isEmpty();
    }

    @Override
    public void on(VoicemailEvent event) {
        OutboxSender awake = sender;
        if (awake != null && brings(event)) {
            awake.wake();
        }
        ChangeCommand one = command;
        if (one != null) {
            one.on(event);
        }
    }

    private static boolean brings(VoicemailEvent event) {
        return event instanceof VoicemailEvent.Deposited
                || event instanceof VoicemailEvent.Forwarded
                || event instanceof VoicemailEvent.Recovered;
    }

    @Override
    public void close() {
        OutboxSender one = sender;
        if (one != null) {
            one.close();
        }
        clients.close();
        if (transport != null) {
            transport.close();
        }
    }
}
