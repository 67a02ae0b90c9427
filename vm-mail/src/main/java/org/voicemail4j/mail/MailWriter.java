package org.voicemail4j.mail;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.activation.DataHandler;
import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.internet.MimeUtility;
import jakarta.mail.util.ByteArrayDataSource;
import java.io.UnsupportedEncodingException;
import java.nio.charset.Charset;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.voicemail4j.mail.smtp.MailException;

/**
 * Writes the mails. Whatever came from outside goes through {@link #header} or into a body, so that it can become neither
 * a header nor an address; addresses are those of the configuration alone.
 */
final class MailWriter {

    private static final int LONGEST_HEADER = 300;
    private static final String BODY = """
        ${VM_NAME},

        ${VM_CALLERID} left you a voice message of ${VM_DUR} on ${VM_DATE}.
        It is ${VM_FLAG_}message ${VM_MSGNUM} in mailbox ${VM_MAILBOX}.
        """;

    private final String host;

    /** @param host of addresses that have none, and of Message-IDs */
    MailWriter(String host) {
        this.host = host;
    }

    /**
     * What a mail is made of.
     *
     * @param id the outbox entry's
     * @param to plain addresses
     * @param created when the entry was made, the mail's date
     */
    record Order(String id, MailSettings settings, List<String> to, Facts facts, Values.Place place, Instant created) {}

    /**
     * What is said of the recording.
     *
     * @param isNews whether an owner's own text must have it, too: it promises a recording that is not there
     */
    record Note(String words, boolean isNews) {}

    /** The address that mail comes from. */
    String sender(MailSettings settings) {
        String address = settings.serverEmail().strip();
        return address.indexOf('@') < 0 ? address + '@' + host : address;
    }

    /** The mail with the recording. */
    MimeMessage mail(Order order, Optional<Attachment> recording, Note note) {
        MailSettings settings = order.settings();
        Map<String, String> values = Values.of(settings, order.facts(), order.place(), settings.dateFormat());
        String subject = header(settings.subject().with(values));
        String text = text(settings, values, note);
        try {
            OutgoingMessage mail = begin(order, settings.from(), values, subject, "mail");
            MimeMultipart texts = new MimeMultipart("alternative");
            texts.addBodyPart(text(text, "plain", charset(settings, text)));
            if (settings.writesHtml()) {
                String html = HtmlText.of(values, subject, note.words(), text, settings.locale(), UTF_8.name());
                texts.addBodyPart(text(html, "html", UTF_8));
            }
            if (recording.isEmpty()) {
                mail.setContent(texts);
            } else {
                MimeBodyPart words = new MimeBodyPart();
                words.setContent(texts);
                MimeMultipart whole = new MimeMultipart("mixed");
                whole.addBodyPart(words);
                whole.addBodyPart(sound(recording.get(), order.place().number()));
                mail.setContent(whole);
            }
            mail.saveChanges();
            return mail;
        } catch (MessagingException | UnsupportedEncodingException e) {
            throw new MailException("cannot write mail " + order.id() + ": " + e.getMessage(), e);
        }
    }

    /** The short mail for a pager: text alone. */
    MimeMessage page(Order order) {
        MailSettings settings = order.settings();
        Map<String, String> values = Values.of(settings, order.facts(), order.place(), settings.pagerDateFormat());
        String subject = header(settings.pagerSubject().with(values));
        String text = settings.pagerBody().with(values);
        try {
            OutgoingMessage mail = begin(order, settings.pagerFrom(), values, subject, "page");
            mail.setText(text, charset(settings, text).name(), "plain");
            mail.saveChanges();
            return mail;
        } catch (MessagingException | UnsupportedEncodingException e) {
            throw new MailException("cannot write page " + order.id() + ": " + e.getMessage(), e);
        }
    }

    private OutgoingMessage begin(
            Order order, MailTemplate from, Map<String, String> values, String subject, String kind)
            throws MessagingException, UnsupportedEncodingException {
        MailSettings settings = order.settings();
        OutgoingMessage mail = new OutgoingMessage("<" + kind + '.' + order.id() + '@' + host + '>');
        mail.setFrom(new InternetAddress(sender(settings), header(from.with(values)), UTF_8.name()));
        String name = kind.equals("page") ? "" : header(settings.owner().fullName());
        for (String address : order.to()) {
            mail.addRecipient(
                    RecipientType.TO, new InternetAddress(address, name.isEmpty() ? null : name, UTF_8.name()));
        }
        mail.setSubject(subject, UTF_8.name());
        mail.setSentDate(Date.from(order.created()));
        mail.setHeader("Auto-Submitted", "auto-generated");
        unstructured(
                mail, "X-Asterisk-CallerID", order.facts().caller().number().orElse(""));
        unstructured(
                mail, "X-Asterisk-CallerIDName", order.facts().caller().name().orElse(""));
        return mail;
    }

    private static void unstructured(MimeMessage mail, String name, String value)
            throws MessagingException, UnsupportedEncodingException {
        if (!value.isEmpty()) {
            mail.setHeader(
                    name,
                    MimeUtility.fold(name.length() + 2, MimeUtility.encodeText(header(value), UTF_8.name(), null)));
        }
    }

    private static String text(MailSettings settings, Map<String, String> values, Note note) {
        Optional<MailTemplate> own = settings.body();
        String link = values.containsKey("VM_LINK") ? values.get("VM_LINK") + '\n' : "";
        String said = values.getOrDefault("VM_TRANSCRIPT", "");
        String words = said.isEmpty() ? "" : "\nWhat a machine understood:\n" + said + '\n';
        String news = note.isNews() ? "\n\n" + note.words() + '\n' : "";
        return own.map(template -> template.with(values) + news)
                .orElseGet(() -> new MailTemplate(BODY).with(values) + '\n' + note.words() + '\n' + link + words);
    }

    /** The mailbox's character set, or UTF-8 if that lacks a character. */
    private static Charset charset(MailSettings settings, String text) {
        Charset charset = settings.charset();
        return charset.canEncode() && charset.newEncoder().canEncode(text) ? charset : UTF_8;
    }

    private static MimeBodyPart text(String text, String subtype, Charset charset) throws MessagingException {
        MimeBodyPart part = new MimeBodyPart();
        part.setText(text, charset.name(), subtype);
        return part;
    }

    private static MimeBodyPart sound(Attachment recording, int number) throws MessagingException {
        MimeBodyPart part = new MimeBodyPart();
        part.setDataHandler(new DataHandler(new ByteArrayDataSource(recording.octets(), recording.mediaType())));
        part.setFileName(fileName(recording, number));
        part.setHeader("Content-Transfer-Encoding", "base64");
        return part;
    }

    static String fileName(Attachment recording, int number) {
        return String.format(Locale.ROOT, "msg%04d.%s", number, recording.extension());
    }

    /** One line of text for a header, which whoever encodes it can break but not end. */
    static String header(String text) {
        return Values.line(text, LONGEST_HEADER);
    }
}
