package org.voicemail4j.mail;

import jakarta.mail.BodyPart;
import jakarta.mail.Multipart;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.voicemail4j.audio.AudioSink;
import org.voicemail4j.conf.VoicemailConfDirectory;
import org.voicemail4j.mail.outbox.SendResult;
import org.voicemail4j.mail.smtp.MailException;
import org.voicemail4j.mail.smtp.MailResult;
import org.voicemail4j.mail.smtp.MailTransport;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.media.codec.AudioCodecs;
import org.voicemail4j.message.Envelope;
import org.voicemail4j.message.Message;
import org.voicemail4j.message.Party;
import org.voicemail4j.store.Deposit;
import org.voicemail4j.store.DepositStart;
import org.voicemail4j.store.DepositTerms;
import org.voicemail4j.store.Outbox;
import org.voicemail4j.store.OutboxEntry;
import org.voicemail4j.testkit.InMemoryMessageStore;
import org.voicemail4j.testkit.ManualClock;
import org.voicemail4j.testkit.Sounds;

/** A store with one mailbox, what its messages put into the outbox, and the mails that come of that. */
abstract class MailsUnderTest implements MailTransport {

    static final MailboxId ANNA = new MailboxId("default", "1000");
    static final Instant RECEIVED = Instant.parse("2026-11-24T20:23:45Z");

    @TempDir
    Path folder;

    final ManualClock clock = ManualClock.at("2026-11-24T20:24:00Z");
    final List<MimeMessage> sent = new ArrayList<>();
    final List<List<String>> recipients = new ArrayList<>();
    final List<MailboxId> changed = new ArrayList<>();
    final Set<String> refused = new HashSet<>();
    final Set<String> busy = new HashSet<>();
    final Map<String, Integer> mostOctets = new HashMap<>();
    final Set<Integer> away = new HashSet<>();
    VoicemailConfDirectory directory;
    InMemoryMessageStore store;
    EmailNotifier notifier;

    @BeforeEach
    void usual() {
        configure("", "1000 => 4711,Anna Example,anna@vm.test,,tz=Europe/Berlin");
    }

    final void configure(String general, String box) {
        directory = Mailboxes.of(folder, "[general]\n" + general + "\n[default]\n" + box + "\n");
        store = new InMemoryMessageStore(EmailNotifier.rule(directory), clock);
        notifier = EmailNotifier.sending(directory, store, this)
                .options(Mailboxes.options(directory))
                .transcoder(AudioCodecs.standard().transcoder())
                .changed(changed::add)
                .host("pbx.test")
                .build();
    }

    @Override
    public MailResult send(MimeMessage mail, String sender, List<String> to) {
        if (away.remove(sent.size())) {
            throw new MailException("no connection", new IOException("planted"));
        }
        int size;
        try {
            ByteArrayOutputStream octets = new ByteArrayOutputStream();
            mail.writeTo(octets);
            size = octets.size();
            sent.add(new MimeMessage(
                    Session.getInstance(new Properties()), new ByteArrayInputStream(octets.toByteArray())));
        } catch (IOException | jakarta.mail.MessagingException e) {
            throw new MailException("cannot copy", e);
        }
        recipients.add(to);
        Map<String, String> later = new HashMap<>();
        Map<String, String> never = new HashMap<>();
        to.stream().filter(busy::contains).forEach(address -> later.put(address, "450 busy"));
        to.stream().filter(refused::contains).forEach(address -> never.put(address, "550 nobody"));
        Map<String, String> tooLarge = new HashMap<>();
        to.stream()
                .filter(address -> size > mostOctets.getOrDefault(address, Integer.MAX_VALUE))
                .forEach(address -> tooLarge.put(address, "552 5.3.4 too big"));
        Set<String> accepted = new HashSet<>(to);
        accepted.removeAll(tooLarge.keySet());
        accepted.removeAll(busy);
        accepted.removeAll(refused);
        return new MailResult(accepted, later, never, tooLarge);
    }

    static Envelope.Builder envelope() {
        return Envelope.received(RECEIVED).caller(Party.of("Caller One", "5551001"));
    }

    Message leave(Envelope envelope, Duration length) {
        DepositStart start = store.beginDeposit(ANNA, envelope, new DepositTerms(100, Duration.ZERO));
        try (Deposit deposit = ((DepositStart.Opened) start).deposit()) {
            for (AudioSink sink : deposit.renditions()) {
                sink.append(ByteBuffer.wrap(Sounds.octets(Sounds.noise(sink.format(), length, 1))));
            }
            return deposit.commit().orElseThrow();
        }
    }

    Message leave() {
        return leave(envelope().build(), Duration.ofSeconds(65));
    }

    Outbox outbox() {
        return store.outbox().orElseThrow();
    }

    /** Sends what is due, as a sender does. */
    List<SendResult> sendAll() {
        List<SendResult> results = new ArrayList<>();
        for (List<OutboxEntry> some = outbox().claim(1, Duration.ofMinutes(5));
                !some.isEmpty();
                some = outbox().claim(1, Duration.ofMinutes(5))) {
            OutboxEntry entry = some.get(0);
            SendResult result = entry.dispatch().channel().equals(EmailNotifier.MAIL)
                    ? notifier.mail().send(entry)
                    : notifier.page().send(entry);
            results.add(result);
            if (result instanceof SendResult.Sent) {
                outbox().sent(entry);
            } else if (result instanceof SendResult.Onward onward) {
                outbox().postpone(entry, onward.content(), clock.instant(), "");
            } else if (result instanceof SendResult.Later later) {
                outbox().postpone(entry, later.content(), clock.instant().plus(Duration.ofMinutes(1)), later.reason());
            } else if (result instanceof SendResult.Never never) {
                outbox().bury(entry, never.reason());
            }
        }
        return results;
    }

    static List<BodyPart> leaves(Object content) throws Exception {
        List<BodyPart> leaves = new ArrayList<>();
        Multipart parts = (Multipart) content;
        for (int i = 0; i < parts.getCount(); i++) {
            BodyPart part = parts.getBodyPart(i);
            if (part.getContent() instanceof Multipart) {
                leaves.addAll(leaves(part.getContent()));
            } else {
                leaves.add(part);
            }
        }
        return leaves;
    }

    static byte[] octets(BodyPart part) throws Exception {
        try (InputStream in = part.getInputStream()) {
            return in.readAllBytes();
        }
    }

    String text(int mail) throws Exception {
        return leaves(sent.get(mail).getContent()).get(0).getContent().toString();
    }

    String html(int mail) throws Exception {
        return leaves(sent.get(mail).getContent()).get(1).getContent().toString();
    }

    static String raw(MimeMessage mail) throws Exception {
        ByteArrayOutputStream octets = new ByteArrayOutputStream();
        mail.writeTo(octets);
        return octets.toString(StandardCharsets.UTF_8);
    }

    static String contentType(MimeMessage mail) {
        try {
            return mail.getContentType();
        } catch (jakarta.mail.MessagingException e) {
            throw new AssertionError(e);
        }
    }
}
