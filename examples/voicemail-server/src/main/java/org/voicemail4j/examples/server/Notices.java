package org.voicemail4j.examples.server;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.voicemail4j.audio.AudioTranscoder;
import org.voicemail4j.conf.VoicemailConf;
import org.voicemail4j.mail.EmailNotifier;
import org.voicemail4j.mail.MailOptions;
import org.voicemail4j.mail.hook.ChangeCommand;
import org.voicemail4j.mail.hook.PinPrograms;
import org.voicemail4j.mail.hook.WebhookNotifier;
import org.voicemail4j.mail.outbox.OutboxSender;
import org.voicemail4j.mail.outbox.OutboxSenderBuilder;
import org.voicemail4j.mail.smtp.MailTransport;
import org.voicemail4j.mailbox.MailboxDirectory;
import org.voicemail4j.mailbox.PinPolicy;
import org.voicemail4j.service.VoicemailEvent;
import org.voicemail4j.service.VoicemailListener;
import org.voicemail4j.service.VoicemailService;
import org.voicemail4j.store.Dispatch;
import org.voicemail4j.store.DispatchRule;
import org.voicemail4j.store.MessageStore;

/** Who is told of messages beside the lamps: mail, a web hook, programs; nobody without {@code --mail}. */
final class Notices implements VoicemailListener, AutoCloseable {

    private final Optional<MailFile> file;
    private final Optional<WebhookNotifier> webhook;
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
        return webhook.isEmpty()
                ? mails
                : (mailbox, message) -> {
                    List<Dispatch> all = new ArrayList<>(mails.of(mailbox, message));
                    all.addAll(WebhookNotifier.rule().of(mailbox, message));
                    return all;
                };
    }

    /** What programs say about new PINs. */
    PinPolicy pins(VoicemailConf conf) {
        Optional<MailFile> all = file.filter(MailFile::runsCommands);
        return all.<PinPolicy>map(one -> new PinPrograms(
                        one.program(conf, "externpasscheck"),
                        one.program(conf, "externpass"),
                        one.program(conf, "externpassnotify")))
                .orElse(PinPolicy.ANY);
    }

    /** Sends from now on. */
    void start(StoredFiles files, AudioTranscoder transcoder, VoicemailService service) {
        if (file.isPresent()) {
            start(file.get(), files.conf(), files.directory(), files.store(), transcoder, service);
        }
    }

    private void start(
            MailFile mail,
            VoicemailConf conf,
            MailboxDirectory directory,
            MessageStore store,
            AudioTranscoder transcoder,
            VoicemailService service) {
        mail.program(conf, "externnotify").ifPresent(program -> command = new ChangeCommand(program, store));
        MailTransport out = mail.transport(conf);
        transport = out;
        MailOptions options = conf::option;
        EmailNotifier notifier = Settings.check(() -> EmailNotifier.sending(directory, store, out)
                .options(options)
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
        webhook.ifPresent(sending::carrier);
        sender = sending.start();
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
        webhook.ifPresent(WebhookNotifier::close);
        if (transport != null) {
            transport.close();
        }
    }
}
