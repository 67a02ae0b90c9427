package org.voicemail4j.mail.imap;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.voicemail4j.audio.AudioContent;
import org.voicemail4j.mailbox.GreetingKind;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.message.Envelope;
import org.voicemail4j.message.MessageId;
import org.voicemail4j.message.Party;

/** Writes messages and greetings as mails: what Asterisk and a mail program look for. */
final class MailWriter {

    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("EEE, d MMM yyyy HH:mm:ss Z", Locale.ENGLISH);
    private static final String DOMAIN = "voicemail4j.invalid";

    private final MailboxId mailbox;
    private final ImapAccount account;
    private final Owner owner;

    MailWriter(MailboxId mailbox, ImapAccount account) {
        this.mailbox = mailbox;
        this.account = account;
        this.owner = Owner.of(mailbox, account);
    }

    /** A mail, and its headers as they will be read. */
    record Written(VoicemailMail mail, VoicemailHeaders headers) {}

    Written message(MessageId id, Envelope envelope, AudioContent sound, String delivery) {
        String who = who(envelope.caller());
        StringBuilder headers = start(id.value(), envelope.received(), "Voicemail from " + who);
        VoicemailHeaders.write(headers, owner, id, envelope, sound.length(), delivery);
        String words = "Message for mailbox " + mailbox.number() + "\nfrom " + who + "\non "
                + DATE.format(envelope.received().atZone(ZoneOffset.UTC)) + "\n"
                + String.format(
                        Locale.ROOT,
                        "%d:%02d long%n",
                        sound.length().toMinutes(),
                        sound.length().toSecondsPart());
        return written(headers, words, "msg0000", id.value(), sound);
    }

    Written greeting(String id, GreetingKind kind, Instant now, AudioContent sound, String delivery) {
        StringBuilder headers = start(id, now, "Greeting of mailbox " + mailbox.number() + ": " + kind.fileName());
        VoicemailHeaders.write(headers, owner, kind, delivery);
        return written(headers, "A greeting that callers hear.\n", kind.fileName(), id, sound);
    }

    /** A mail without sound that notes a delivery. */
    Written note(String id, Instant now, AudioContent nothing, String delivery) {
        StringBuilder headers = start(id, now, "Delivered to mailbox " + mailbox.number());
        VoicemailHeaders.line(headers, VoicemailHeaders.EXTENSION, owner.extension());
        VoicemailHeaders.line(headers, VoicemailHeaders.CONTEXT, owner.context());
        VoicemailHeaders.line(headers, VoicemailHeaders.TYPE, Ledger.NOTE);
        VoicemailHeaders.line(headers, VoicemailHeaders.DELIVERY, delivery);
        return written(headers, "This mail keeps a message from being delivered twice.\n", "nothing", id, nothing);
    }

    private static Written written(StringBuilder headers, String words, String name, String id, AudioContent sound) {
        String block = headers.toString();
        VoicemailHeaders read = VoicemailHeaders.read(MailHeaders.parse(block), "");
        return new Written(new VoicemailMail(block, words, name, "voicemail_" + token(id), sound), read);
    }

    private StringBuilder start(String id, Instant when, String subject) {
        StringBuilder headers = new StringBuilder();
        VoicemailHeaders.line(headers, "Date", DATE.format(when.atZone(ZoneOffset.UTC)));
        headers.append("From: Voicemail <voicemail@").append(DOMAIN).append(">\r\n");
        headers.append("To: <")
                .append(token(account.user()))
                .append('@')
                .append(DOMAIN)
                .append(">\r\n");
        VoicemailHeaders.line(headers, "Subject", subject);
        headers.append("Message-ID: <")
                .append(token(id + "." + mailbox.number() + "." + mailbox.context()))
                .append('@')
                .append(DOMAIN)
                .append(">\r\n");
        return headers;
    }

    /** Letters and digits of a name, for places where others would need quoting. */
    private static String token(String text) {
        return text.replaceAll("[^A-Za-z0-9+-]+", "_");
    }

    private static String who(Party caller) {
        String number = caller.number().orElse("");
        return caller.name()
                .map(name -> number.isEmpty() ? name : name + " (" + number + ")")
                .orElse(number.isEmpty() ? "an unknown caller" : number);
    }
}
