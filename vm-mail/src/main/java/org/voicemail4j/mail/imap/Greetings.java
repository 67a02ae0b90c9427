package org.voicemail4j.mail.imap;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voicemail4j.audio.AudioContent;
import org.voicemail4j.mailbox.GreetingKind;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.message.MessageId;
import org.voicemail4j.store.DeliveryKey;
import org.voicemail4j.store.GreetingRecording;
import org.voicemail4j.store.LedgeredStore;
import org.voicemail4j.store.StagedGreeting;
import org.voicemail4j.store.StoreException;

/** Greetings as mails, or those of another store for accounts that have no folder for them. For many threads. */
final class Greetings {

    private static final Logger LOG = LoggerFactory.getLogger(Greetings.class);

    private final ImapMessageStoreBuilder settings;
    private final MailboxAccess access;
    private final Sounds sounds;
    private final Path directory;

    Greetings(ImapMessageStoreBuilder settings, MailboxAccess access, Sounds sounds, Path directory) {
        this.settings = settings;
        this.access = access;
        this.sounds = sounds;
        this.directory = directory;
    }

    /** Where the greetings of a mailbox are if not here. */
    private Optional<LedgeredStore> elsewhere(MailboxId mailbox) {
        if (access.account(mailbox).greetings().isPresent()) {
            return Optional.empty();
        }
        return Optional.of(settings.greetings.orElseThrow(
                () -> new StoreException(mailbox + " has its greetings elsewhere, and nowhere is said")));
    }

    private String place(MailboxId mailbox) {
        return access.account(mailbox).greetings().orElseThrow();
    }

    Optional<AudioContent> find(MailboxId mailbox, GreetingKind kind) {
        Optional<LedgeredStore> other = elsewhere(mailbox);
        return other.isPresent()
                ? other.get().greeting(mailbox, kind)
                : access.look(mailbox, "fetching a greeting", view -> newest(view, mailbox, kind));
    }

    private Optional<AudioContent> newest(MailboxView view, MailboxId mailbox, GreetingKind kind) throws IOException {
        return newest(view, mailbox, view.folders().greetings(place(mailbox), kind.fileName()));
    }

    private Optional<AudioContent> newest(MailboxView view, MailboxId mailbox, List<StoredMail> all)
            throws IOException {
        return all.isEmpty() ? Optional.empty() : sounds.of(view, mailbox, all.get(all.size() - 1));
    }

    GreetingRecording begin(MailboxId mailbox, GreetingKind kind) {
        Optional<LedgeredStore> other = elsewhere(mailbox);
        return other.isPresent()
                ? other.get().beginGreeting(mailbox, kind)
                : new StagedGreeting<>(sound(), sound -> store(mailbox, kind, sound));
    }

    private SpooledSound sound() {
        return new SpooledSound(directory, settings.format);
    }

    private void store(MailboxId mailbox, GreetingKind kind, SpooledSound sound) {
        MailWriter.Written written = written(mailbox, kind, sound, "");
        access.once(mailbox, "storing a greeting", view -> {
            view.append(place(mailbox), Set.of(MailFlags.SEEN), written.mail());
            return takeAway(view, mailbox, kind, 1);
        });
    }

    private MailWriter.Written written(MailboxId mailbox, GreetingKind kind, SpooledSound sound, String delivery) {
        Instant now = settings.clock.instant();
        String id = MessageId.create(now, settings.random).value();
        return new MailWriter(mailbox, access.account(mailbox)).greeting(id, kind, now, sound, delivery);
    }

    /**
     * Takes away all but the newest greetings: the newest of what is taken becomes the former one. Of the steps each is
     * whole, and whoever dies between them leaves a greeting too many at worst, never one too few.
     *
     * @return whether any was taken away
     */
    private boolean takeAway(MailboxView view, MailboxId mailbox, GreetingKind kind, int kept) throws IOException {
        List<StoredMail> all = view.folders().greetings(place(mailbox), kind.fileName());
        if (all.size() <= kept) {
            return false;
        }
        int newest = all.size() - kept - 1;
        removeAll(view, all.subList(0, newest));
        boolean taken = setAside(view, mailbox, all.get(newest));
        List<StoredMail> former = former(view, kind);
        removeAll(view, former.subList(0, Math.max(0, former.size() - 1)));
        return taken;
    }

    /** Where the server refuses that, for want of room say, there is no former one: the change comes first. */
    private static boolean setAside(MailboxView view, MailboxId mailbox, StoredMail greeting) throws IOException {
        try {
            return view.transfer(greeting.uid(), view.names().formerGreetings());
        } catch (ImapRefusedException e) {
            LOG.warn("a greeting of {} that is replaced or deleted cannot be kept", mailbox, e);
            return view.remove(greeting.uid());
        }
    }

    private static void removeAll(MailboxView view, List<StoredMail> mails) throws IOException {
        for (StoredMail mail : mails) {
            view.remove(mail.uid());
        }
    }

    private static List<StoredMail> former(MailboxView view, GreetingKind kind) throws IOException {
        return view.folders().greetings(view.names().formerGreetings(), kind.fileName());
    }

    boolean hasFormer(MailboxId mailbox, GreetingKind kind) {
        Optional<LedgeredStore> other = elsewhere(mailbox);
        return other.isPresent()
                ? other.get().hasFormerGreeting(mailbox, kind)
                : access.look(
                        mailbox,
                        "looking for a former greeting",
                        view -> !former(view, kind).isEmpty());
    }

    Optional<AudioContent> findFormer(MailboxId mailbox, GreetingKind kind) {
        Optional<LedgeredStore> other = elsewhere(mailbox);
        return other.isPresent()
                ? other.get().formerGreeting(mailbox, kind)
                : access.look(mailbox, "fetching a former greeting", view -> newest(view, mailbox, former(view, kind)));
    }

    boolean deleteFormer(MailboxId mailbox, GreetingKind kind) {
        Optional<LedgeredStore> other = elsewhere(mailbox);
        return other.isPresent()
                ? other.get().deleteFormerGreeting(mailbox, kind)
                : access.change(mailbox, "deleting a former greeting", view -> {
                    List<StoredMail> former = former(view, kind);
                    removeAll(view, former);
                    return !former.isEmpty();
                });
    }

    boolean restore(MailboxId mailbox, GreetingKind kind) {
        Optional<LedgeredStore> other = elsewhere(mailbox);
        return other.isPresent()
                ? other.get().restoreGreeting(mailbox, kind)
                : access.once(mailbox, "restoring a greeting", view -> restore(view, mailbox, kind));
    }

    private boolean restore(MailboxView view, MailboxId mailbox, GreetingKind kind) throws IOException {
        List<StoredMail> former = former(view, kind);
        boolean restored =
                !former.isEmpty() && view.transfer(former.get(former.size() - 1).uid(), place(mailbox));
        if (restored) {
            takeAway(view, mailbox, kind, 1);
        }
        return restored;
    }

    boolean delete(MailboxId mailbox, GreetingKind kind) {
        Optional<LedgeredStore> other = elsewhere(mailbox);
        return other.isPresent()
                ? other.get().deleteGreeting(mailbox, kind)
                : access.change(mailbox, "deleting a greeting", view -> takeAway(view, mailbox, kind, 0));
    }

    Optional<GreetingRecording> beginDelivery(MailboxId mailbox, GreetingKind kind, DeliveryKey key) {
        Optional<LedgeredStore> other = elsewhere(mailbox);
        if (other.isPresent()) {
            return other.get().beginGreetingDelivery(mailbox, kind, key);
        }
        boolean known = access.change(
                mailbox, "asking for a delivery", view -> ledger(view, mailbox).knows(key, place(mailbox)));
        return known
                ? Optional.empty()
                : Optional.of(new StagedGreeting<>(sound(), sound -> deliver(mailbox, kind, key, sound)));
    }

    private Ledger ledger(MailboxView view, MailboxId mailbox) {
        return new Ledger(view, new MailWriter(mailbox, access.account(mailbox)), settings.clock);
    }

    private void deliver(MailboxId mailbox, GreetingKind kind, DeliveryKey key, SpooledSound sound) {
        String token = Long.toHexString(settings.random.nextLong());
        MailWriter.Written written = written(mailbox, kind, sound, Ledger.header(key, token));
        boolean first = access.once(mailbox, "delivering a greeting", view -> {
            try (SpooledSound nothing = sound()) {
                boolean brought = ledger(view, mailbox)
                        .bring(key, token, written, Set.of(MailFlags.SEEN), nothing, place(mailbox));
                takeAway(view, mailbox, kind, 1);
                return brought;
            }
        });
        if (!first) {
            throw new StoreException(mailbox + " got " + key + " from somebody else at the same time");
        }
    }
}
