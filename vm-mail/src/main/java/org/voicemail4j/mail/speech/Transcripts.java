package org.voicemail4j.mail.speech;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voicemail4j.audio.AudioContent;
import org.voicemail4j.audio.Transcriber;
import org.voicemail4j.audio.Transcription;
import org.voicemail4j.mail.outbox.Carrier;
import org.voicemail4j.mail.outbox.SendResult;
import org.voicemail4j.mailbox.MailboxDirectory;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.message.Envelope;
import org.voicemail4j.message.Message;
import org.voicemail4j.message.MessageId;
import org.voicemail4j.store.Dispatch;
import org.voicemail4j.store.DispatchRule;
import org.voicemail4j.store.MessageStore;
import org.voicemail4j.store.OutboxEntry;

/**
 * What was said in messages, written down once and kept with them: by entries of the outbox ({@link #rule}), so that it is
 * done in the end whatever fails meanwhile and no caller waits for it, or when somebody wants the text earlier, such as a
 * mail. Several who want one text at once get the same. One entry at a time is written down, the others come again; after a
 * failure only entries try again, and after failures of several messages nobody but entries tries at all until one goes, so that
 * a transcriber that hangs holds up few threads and few mails.
 *
 * <p>The text stands among the attributes of the message's envelope where the store keeps those; where it does not, only mail
 * and hooks of this process have it. For many threads.
 */
public final class Transcripts implements Carrier {

    /** The channel of its entries. */
    public static final String TRANSCRIPT = "transcript";

    private static final Logger LOG = LoggerFactory.getLogger(Transcripts.class);

    private final MessageStore store;
    private final MailboxDirectory directory;
    private final Transcriber transcriber;
    private final Predicate<MailboxId> wanted;
    private final Map<Key, CompletableFuture<Transcription>> underWay = new ConcurrentHashMap<>();
    private final RecentTexts recent = new RecentTexts();
    private final Semaphore oneEntry = new Semaphore(1);

    record Key(MailboxId mailbox, MessageId message) {}

    /**
     * Writes down the messages of a store.
     *
     * @param directory says in which language an owner is spoken to
     * @param wanted of which mailboxes
     */
    public Transcripts(
            MessageStore store, MailboxDirectory directory, Transcriber transcriber, Predicate<MailboxId> wanted) {
        this.store = Objects.requireNonNull(store, "store");
        this.directory = Objects.requireNonNull(directory, "directory");
        this.transcriber = Objects.requireNonNull(transcriber, "transcriber");
        this.wanted = Objects.requireNonNull(wanted, "wanted");
    }

    /** What new messages put into the outbox: one entry each. */
    public static DispatchRule rule() {
        return (mailbox, message) -> List.of(new Dispatch(TRANSCRIPT, ""));
    }

    /** The text that is kept with a message. */
    public static Optional<String> keptWith(Envelope envelope) {
        return KeptText.of(envelope);
    }

    /**
     * What was said in a message: what is kept with it, or written down now, which takes as long as the transcriber takes.
     * Where that has failed it is not tried again here.
     *
     * @return empty if it is not wanted, there are no words in it, it is not there any more, or it cannot be written down now
     */
    public Optional<String> text(MailboxId mailbox, MessageId message) {
        try {
            return transcription(mailbox, message, false) instanceof Transcription.Text text
                    ? Optional.of(text.text())
                    : Optional.empty();
        } catch (RuntimeException e) { // whatever it is, a mail without words is better than none
            LOG.warn("{}: message {} cannot be read to be written down", mailbox, message, e);
            return Optional.empty();
        }
    }

    @Override
    public String channel() {
        return TRANSCRIPT;
    }

    @Override
    public SendResult send(OutboxEntry entry) {
        if (!oneEntry.tryAcquire()) {
            return new SendResult.Later(entry.dispatch().content(), "another message is being written down");
        }
        try {
            return result(entry);
        } finally {
            oneEntry.release();
        }
    }

    private SendResult result(OutboxEntry entry) {
        Transcription result = transcription(entry.mailbox(), entry.message(), true);
        if (!(result instanceof Transcription.Failed failed)) {
            return new SendResult.Sent();
        }
        return failed.isPassing()
                ? new SendResult.Later(entry.dispatch().content(), failed.reason())
                : new SendResult.Never(entry.dispatch().content(), failed.reason());
    }

    private Transcription transcription(MailboxId mailbox, MessageId id, boolean again) {
        if (!wanted.test(mailbox)) {
            return new Transcription.Wordless();
        }
        Key key = new Key(mailbox, id);
        if (!again && recent.isFailing()) {
            return known(key, false).orElseGet(() -> new Transcription.Failed("others failed before", true));
        }
        CompletableFuture<Transcription> own = new CompletableFuture<>();
        CompletableFuture<Transcription> others = underWay.putIfAbsent(key, own);
        if (others != null) {
            return joined(others);
        }
        try {
            Transcription result = known(key, again).orElseGet(() -> written(key));
            own.complete(result);
            return result;
        } catch (RuntimeException | Error e) {
            own.completeExceptionally(e);
            throw e;
        } finally {
            underWay.remove(key);
        }
    }

    private static Transcription joined(CompletableFuture<Transcription> others) {
        try {
            return others.join();
        } catch (CompletionException e) {
            return new Transcription.Failed("another attempt failed: " + e.getCause(), true);
        }
    }

    /** What came of it before; a failure only for those who do not try again. */
    private Optional<Transcription> known(Key key, boolean again) {
        Optional<Transcription> before = recent.find(key);
        if (before.isPresent() && !(before.get() instanceof Transcription.Failed)) {
            return before;
        }
        return store.find(key.mailbox(), key.message())
                .flatMap(message -> KeptText.of(message.envelope()))
                .map(Transcription::of)
                .or(() -> again ? Optional.empty() : before);
    }

    private Transcription written(Key key) {
        Optional<AudioContent> sound = store.open(key.mailbox(), key.message());
        if (sound.isEmpty()) {
            return new Transcription.Wordless(); // deleted meanwhile: nobody will ask for it again
        }
        Locale language = directory
                .find(key.mailbox())
                .map(owner -> owner.policy().language())
                .orElse(Locale.ENGLISH);
        Transcription result = transcribed(key, sound.get(), language);
        if (result instanceof Transcription.Text text) {
            keep(key, text.text());
        }
        recent.add(key, result);
        return result;
    }

    private Transcription transcribed(Key key, AudioContent sound, Locale language) {
        try {
            Transcription result = transcriber.transcribe(sound, language);
            if (result instanceof Transcription.Failed failed) {
                LOG.warn(
                        "{}: message {} is not written down: {}",
                        key.mailbox(),
                        key.message(),
                        OutboxEntry.cut(failed.reason()));
            }
            return result;
        } catch (RuntimeException e) {
            LOG.warn("{}: message {} is not written down", key.mailbox(), key.message(), e);
            return new Transcription.Failed(e.toString(), true);
        }
    }

    private void keep(Key key, String text) {
        try {
            Optional<Message> kept =
                    store.change(key.mailbox(), key.message(), envelope -> KeptText.with(envelope, text));
            LOG.debug("{}: the text of message {} is kept: {}", key.mailbox(), key.message(), kept.isPresent());
        } catch (RuntimeException e) { // such as a store that fails, or no room among the attributes
            LOG.warn("{}: the text of message {} cannot be kept with it", key.mailbox(), key.message(), e);
        }
    }
}
