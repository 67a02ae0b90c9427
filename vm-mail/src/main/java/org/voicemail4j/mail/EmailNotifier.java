package org.voicemail4j.mail;

import jakarta.mail.internet.MimeMessage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voicemail4j.VoicemailException;
import org.voicemail4j.audio.AudioContent;
import org.voicemail4j.audio.AudioTranscoder;
import org.voicemail4j.mail.outbox.Carrier;
import org.voicemail4j.mail.outbox.SendResult;
import org.voicemail4j.mail.smtp.MailException;
import org.voicemail4j.mail.smtp.MailTransport;
import org.voicemail4j.mail.speech.Transcripts;
import org.voicemail4j.mailbox.MailboxDirectory;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.mailbox.Subscriber;
import org.voicemail4j.message.Folder;
import org.voicemail4j.message.Message;
import org.voicemail4j.store.Dispatch;
import org.voicemail4j.store.DispatchRule;
import org.voicemail4j.store.MessageStore;
import org.voicemail4j.store.MoveResult;
import org.voicemail4j.store.OutboxEntry;

/**
 * Mail about new messages, with the recording, and short mail to pagers, by the options of voicemail.conf. Three parts:
 * the {@linkplain #rule rule} by which a store puts a mail into its outbox together with the message, and the two carriers
 * that send what the outbox holds, {@link #mail} and {@link #page}, to be given to an {@code OutboxSender}.
 *
 * <p>A message is deleted ({@code delete=yes}) or counted as heard ({@code mailheard=yes}) only after somebody has taken
 * over the mail for every recipient; deleted only if the recording was in it, and only if it still lies in INBOX. What an
 * owner deletes while the mail waits is still told of, without the recording. To whom the mail is too large with the recording
 * it goes once without, saying that the recording is waiting, and the message stays as it is. For many threads.
 */
public final class EmailNotifier {

    /** The channel of mails with recordings. */
    public static final String MAIL = "mail";

    /** The channel of mails to pagers. */
    public static final String PAGE = "page";

    private static final Logger LOG = LoggerFactory.getLogger(EmailNotifier.class);

    private final MailboxDirectory directory;
    private final MailOptions options;
    private final MessageStore store;
    private final AudioTranscoder transcoder;
    private final Consumer<MailboxId> changed;
    private final int largest;
    private final MailWriter writer;
    private final Addressees addressees;
    private final @Nullable Transcripts transcripts;

    private EmailNotifier(Builder builder) {
        this.directory = builder.directory;
        this.options = builder.options;
        this.store = builder.store;
        this.transcoder = builder.transcoder;
        this.changed = builder.changed;
        this.largest = builder.largest;
        this.transcripts = builder.transcripts;
        this.writer = new MailWriter(builder.host);
        this.addressees = new Addressees(builder.transport, writer);
    }

    /**
     * Starts a notifier.
     *
     * @param store where the messages are
     */
    public static Builder sending(MailboxDirectory directory, MessageStore store, MailTransport transport) {
        return new Builder(directory, store, transport);
    }

    /**
     * What new messages send: a mail where a subscriber has addresses, a page where one has a pager. If the directory
     * cannot say, both are put into the outbox, and whoever sends looks again.
     */
    public static DispatchRule rule(MailboxDirectory directory) {
        return (mailbox, message) -> dispatches(directory, mailbox, message);
    }

    private static List<Dispatch> dispatches(MailboxDirectory directory, MailboxId mailbox, Message message) {
        boolean mails = true;
        boolean pages = true;
        try {
            Optional<Subscriber> owner = directory.find(mailbox);
            mails = owner.filter(one -> !one.emails().isEmpty()).isPresent();
            pages = owner.flatMap(Subscriber::pager).isPresent();
        } catch (VoicemailException e) {
            LOG.warn("{}: cannot tell who wants mail; whoever sends it looks again", mailbox, e);
        }
        List<Dispatch> dispatches = new ArrayList<>();
        if (mails || pages) {
            String facts = Facts.of(message).encode();
            if (mails) {
                dispatches.add(new Dispatch(MAIL, facts));
            }
            if (pages) {
                dispatches.add(new Dispatch(PAGE, facts));
            }
        }
        return dispatches;
    }

    /** Sends mails with recordings. */
    public Carrier mail() {
        return carrier(MAIL, this::sendMail);
    }

    /** Sends mails to pagers. */
    public Carrier page() {
        return carrier(PAGE, this::sendPage);
    }

    private interface Sending {
        SendResult send(OutboxEntry entry, MailSettings settings);
    }

    private Carrier carrier(String channel, Sending sending) {
        return new Carrier() {
            @Override
            public String channel() {
                return channel;
            }

            @Override
            public SendResult send(OutboxEntry entry) {
                Optional<Subscriber> owner = directory.find(entry.mailbox());
                return owner.isEmpty()
                        ? new SendResult.Never(
                                entry.dispatch().content(), "there is no mailbox " + entry.mailbox() + " any more")
                        : sending.send(entry, new MailSettings(owner.get(), options));
            }
        };
    }

    private SendResult sendMail(OutboxEntry entry, MailSettings settings) {
        Facts facts = Facts.parse(entry.dispatch().content());
        if (facts.isToDelete() || facts.isToHear()) {
            return finish(entry, settings, facts);
        }
        List<String> addresses = settings.owner().emails();
        if (addresses.isEmpty()) {
            return new SendResult.Sent();
        }
        Optional<AudioContent> recording = store.open(entry.mailbox(), entry.message());
        Optional<String> said =
                Optional.ofNullable(transcripts).flatMap(all -> all.text(entry.mailbox(), entry.message()));
        Letters letters = new Letters(entry, settings, facts, order(entry, settings, addresses, facts, said));
        return sendMail(letters, addresses, recording);
    }

    /** What mails about one message have in common. */
    private record Letters(OutboxEntry entry, MailSettings settings, Facts facts, MailWriter.Order order) {}

    /** A mail with the recording, and one without it to whom the first was too large. */
    private SendResult sendMail(Letters letters, List<String> addresses, Optional<AudioContent> recording) {
        Facts facts = letters.facts();
        MailSettings settings = letters.settings();
        List<String> shortOnes =
                addresses.stream().filter(facts::isWithoutSound).toList();
        List<String> wholeOnes =
                addresses.stream().filter(one -> !facts.isWithoutSound(one)).toList();
        Optional<Attachment> attachment = settings.attaches() && !wholeOnes.isEmpty()
                ? recording.flatMap(sound -> Attachment.of(sound, settings, transcoder, largest))
                : Optional.empty();
        Addressees.Outcome whole = wholeOnes.isEmpty()
                ? Addressees.Outcome.nothing()
                : offer(letters, wholeOnes, attachment, note(recording.isPresent(), attachment, letters));
        Addressees.Outcome both = shortOnes.isEmpty() ? whole : whole.and(offerShort(letters, shortOnes, recording));
        if (attachment.isPresent() && !whole.tooLarge().isEmpty()) {
            LOG.info(
                    "{}: mail {} goes without the recording: {}",
                    letters.entry().mailbox(),
                    letters.entry().id(),
                    whole.tooLarge().values());
            return new SendResult.Onward(facts.done(both.done())
                    .withoutSound(whole.tooLarge().keySet())
                    .encode());
        }
        SendResult result = addressees.result(letters.entry(), facts, both);
        return result instanceof SendResult.Sent && shortOnes.isEmpty()
                ? mailed(settings, facts, attachment.isPresent())
                : result;
    }

    private Addressees.Outcome offer(
            Letters letters, List<String> addresses, Optional<Attachment> attachment, MailWriter.Note note) {
        MimeMessage mail = writer.mail(letters.order(), attachment, note);
        return addressees.offer(letters.settings(), mail, addresses, letters.facts());
    }

    /** That the server cannot be reached now must not hide who has got the mail with the recording a moment ago. */
    private Addressees.Outcome offerShort(Letters letters, List<String> addresses, Optional<AudioContent> recording) {
        try {
            return offer(letters, addresses, Optional.empty(), shortNote(recording.isPresent()));
        } catch (MailException e) {
            Map<String, String> later = new HashMap<>();
            addresses.forEach(address -> later.put(address, String.valueOf(e.getMessage())));
            return new Addressees.Outcome(Set.of(), later, Map.of(), Map.of());
        }
    }

    /** Everybody has the mail, and if there was one the recording. */
    private static SendResult mailed(MailSettings settings, Facts facts, boolean isAttached) {
        if (settings.deletes() && isAttached) {
            return new SendResult.Onward(facts.toDelete().encode());
        }
        return settings.marksHeard() ? new SendResult.Onward(facts.toHear().encode()) : new SendResult.Sent();
    }

    /** Comes as an attempt of its own, so that a death after the mail was taken over does not send it again. */
    private SendResult finish(OutboxEntry entry, MailSettings settings, Facts facts) {
        MailboxId mailbox = entry.mailbox();
        int most = settings.owner().policy().maxMessages();
        boolean done;
        if (facts.isToDelete()) {
            done = store.delete(mailbox, entry.message(), Folder.INBOX);
        } else {
            MoveResult moved = store.move(mailbox, entry.message(), Folder.INBOX, Folder.OLD, most);
            if (moved == MoveResult.FOLDER_FULL) {
                return new SendResult.Later(entry.dispatch().content(), "mailed; the folder of heard messages is full");
            }
            done = moved == MoveResult.DONE;
        }
        if (done) {
            changed.accept(mailbox);
        }
        return new SendResult.Sent();
    }

    private static MailWriter.Note note(boolean isThere, Optional<Attachment> attachment, Letters letters) {
        if (attachment.isPresent()) {
            int number = letters.order().place().number();
            return new MailWriter.Note(
                    "The recording is attached as " + MailWriter.fileName(attachment.get(), number) + ".", false);
        }
        if (!isThere) {
            return deleted();
        }
        return new MailWriter.Note(
                letters.settings().attaches()
                        ? "The recording is too long for a mail; call your voicemail to listen to it."
                        : "Call your voicemail to listen to it.",
                false);
    }

    private static MailWriter.Note deleted() {
        return new MailWriter.Note("The recording has been deleted since.", false);
    }

    private static MailWriter.Note shortNote(boolean isThere) {
        return isThere
                ? new MailWriter.Note(
                        "The recording is too large for your mail server and is waiting in your mailbox;"
                                + " call your voicemail to listen to it.",
                        true)
                : deleted();
    }

    private SendResult sendPage(OutboxEntry entry, MailSettings settings) {
        Facts facts = Facts.parse(entry.dispatch().content());
        List<String> addresses = settings.owner().pager().map(List::of).orElse(List.of());
        if (addresses.isEmpty()) {
            return new SendResult.Sent();
        }
        return addressees.deliver(
                entry,
                settings,
                writer.page(order(entry, settings, addresses, facts, Optional.empty())),
                addresses,
                facts);
    }

    private MailWriter.Order order(
            OutboxEntry entry, MailSettings settings, List<String> addresses, Facts facts, Optional<String> said) {
        List<String> usable = addresses.stream().filter(Addressees::isAddress).toList();
        return new MailWriter.Order(
                entry.id(), settings, usable, facts, Values.Place.of(entry, store, said), entry.created());
    }

    /** The settings of an {@link EmailNotifier}. */
    public static final class Builder {

        private static final int USUAL_LARGEST = 20_000_000;

        private final MailboxDirectory directory;
        private final MessageStore store;
        private final MailTransport transport;
        private MailOptions options = MailOptions.NONE;
        private AudioTranscoder transcoder = AudioTranscoder.COPYING;
        private Consumer<MailboxId> changed = mailbox -> {};
        private @Nullable Transcripts transcripts;
        private String host = "localhost";
        private int largest = USUAL_LARGEST;

        private Builder(MailboxDirectory directory, MessageStore store, MailTransport transport) {
            this.directory = Objects.requireNonNull(directory, "directory");
            this.store = Objects.requireNonNull(store, "store");
            this.transport = Objects.requireNonNull(transport, "transport");
        }

        /** Sets where the options of mail are found; without, Asterisk's defaults hold. */
        public Builder options(MailOptions options) {
            this.options = Objects.requireNonNull(options, "options");
            return this;
        }

        /** Sets what makes other formats of recordings, and makes them louder. Without, they are attached as they are kept. */
        public Builder transcoder(AudioTranscoder transcoder) {
            this.transcoder = Objects.requireNonNull(transcoder, "transcoder");
            return this;
        }

        /** Sets what was said in messages: the standard text has it, and {@code ${VM_TRANSCRIPT}}. Mails wait for it. */
        public Builder transcripts(Transcripts transcripts) {
            this.transcripts = Objects.requireNonNull(transcripts, "transcripts");
            return this;
        }

        /** Sets who is told that a mailbox changed because a mail was sent, such as {@code VoicemailService::refresh}. */
        public Builder changed(Consumer<MailboxId> changed) {
            this.changed = Objects.requireNonNull(changed, "changed");
            return this;
        }

        /**
         * Sets the host name of sender addresses that have none, and of Message-IDs.
         *
         * @throws IllegalArgumentException if it could not be one
         */
        public Builder host(String host) {
            if (!host.matches("[A-Za-z0-9.-]{1,253}")) {
                throw new IllegalArgumentException("not a host name: '" + host + "'");
            }
            this.host = host;
            return this;
        }

        /** Sets how many octets a recording in a mail may have, 20,000,000 if nothing is said; longer ones are left out. */
        public Builder largestAttachment(int octets) {
            if (octets < 1) {
                throw new IllegalArgumentException("not a size: " + octets);
            }
            this.largest = octets;
            return this;
        }

        /** The notifier. */
        public EmailNotifier build() {
            return new EmailNotifier(this);
        }
    }
}
