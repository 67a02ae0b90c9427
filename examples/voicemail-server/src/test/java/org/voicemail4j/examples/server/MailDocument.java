package org.voicemail4j.examples.server;

import java.nio.file.Path;
import org.voicemail4j.conf.VoicemailConfDirectory;
import org.voicemail4j.mail.EmailNotifier;
import org.voicemail4j.mail.outbox.OutboxSender;
import org.voicemail4j.mail.smtp.SmtpConfig;
import org.voicemail4j.mail.smtp.SmtpTransport;
import org.voicemail4j.media.rtp.RtpMediaSessions;
import org.voicemail4j.service.VoicemailService;
import org.voicemail4j.store.fs.FileMessageStore;

/** What docs/mail.md shows, for the compiler. */
final class MailDocument {

    private MailDocument() {}

    static OutboxSender send(Path conf, Path spool, RtpMediaSessions media, VoicemailService service) {
        VoicemailConfDirectory directory = new VoicemailConfDirectory(conf);
        FileMessageStore store = FileMessageStore.builder(spool)
                .dispatches(EmailNotifier.rule(directory)) // what a new message sends, kept with it
                .build();
        SmtpTransport smtp = new SmtpTransport(SmtpConfig.server("mail", 587).build());
        EmailNotifier notifier = EmailNotifier.sending(directory, store, smtp)
                .options((mailbox, option) -> directory.conf().option(mailbox, option))
                .transcoder(media.transcoder())
                .changed(mailbox -> service.refresh(mailbox))
                .host("pbx.example.org")
                .build();
        OutboxSender sender = OutboxSender.of(store.outbox().orElseThrow())
                .carrier(notifier.mail())
                .carrier(notifier.page())
                .start();
        return sender;
    }
}
