package org.voicemail4j.store.fs;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voicemail4j.mailbox.GreetingKind;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.message.Envelope;
import org.voicemail4j.message.Folder;
import org.voicemail4j.message.MessageId;
import org.voicemail4j.store.Delivery;
import org.voicemail4j.store.DeliveryKey;
import org.voicemail4j.store.Deposit;
import org.voicemail4j.store.DepositStart;
import org.voicemail4j.store.DepositTerms;
import org.voicemail4j.store.GreetingRecording;

/** Begins recordings of messages and greetings, by callers or by delivery. For many threads. */
final class FileRecordings {

    private static final Logger LOG = LoggerFactory.getLogger(FileRecordings.class);

    private final SpoolLayout layout;
    private final Owners owners;
    private final FileMessageStoreBuilder settings;
    private final MailboxScan scan;
    private final MessageEdits edits;
    private final Reservations reservations;
    private final FreeSpace space;
    private final FileDeliveries deliveries;
    private final Endings endings;

    FileRecordings(
            SpoolLayout layout,
            Owners owners,
            FileMessageStoreBuilder settings,
            MailboxScan scan,
            MessageEdits edits,
            Reservations reservations,
            FreeSpace space,
            FileDeliveries deliveries,
            Endings endings) {
        this.layout = layout;
        this.owners = owners;
        this.settings = settings;
        this.scan = scan;
        this.edits = edits;
        this.reservations = reservations;
        this.space = space;
        this.deliveries = deliveries;
        this.endings = endings;
    }

    /** What becomes of recordings when they are committed. */
    record Endings(Publisher publisher, Greetings greetings, FileLedger ledger, MailboxLocks locks) {

        FileDeposit deposit(MailboxId mailbox, JournaledRecording recording, Runnable release) {
            Commitment commitment = new Commitment(mailbox, recording, ledger, locks);
            return new FileDeposit(
                    mailbox, recording, () -> publisher.commit(mailbox, recording, commitment, release), release);
        }

        FileGreeting greeting(MailboxId mailbox, GreetingKind kind, JournaledRecording recording) {
            Commitment commitment = new Commitment(mailbox, recording, ledger, locks);
            return new FileGreeting(
                    mailbox, kind, recording, () -> greetings.commit(mailbox, kind, recording, commitment), () -> {});
        }
    }

    /** Begins a deposit if there is room for it, in the mailbox and on the disk. */
    DepositStart begin(MailboxId mailbox, Envelope envelope, DepositTerms terms) throws IOException {
        endings.publisher().retry(mailbox);
        AtomicReference<Runnable> place = new AtomicReference<>();
        endings.locks().alone(mailbox, () -> {
            if (edits.used(mailbox, Folder.INBOX) < terms.maxMessages()) {
                place.set(reservations.hold(mailbox));
            }
            return place;
        });
        Runnable release = place.get();
        if (release == null) {
            return new DepositStart.Refused(DepositStart.Reason.MAILBOX_FULL);
        }
        try {
            return open(mailbox, envelope, terms, release);
        } catch (IOException | RuntimeException e) {
            release.run();
            throw e;
        }
    }

    private DepositStart open(MailboxId mailbox, Envelope envelope, DepositTerms terms, Runnable release)
            throws IOException {
        if (!space.isEnough()) {
            release.run();
            return new DepositStart.Refused(DepositStart.Reason.NO_SPACE);
        }
        RecordingJournal journal = new RecordingJournal(
                owners.claim(), terms.shortest(), settings.formats, Optional.empty(), freshId(envelope), envelope);
        try {
            JournaledRecording recording = JournaledRecording.begin(
                            mailbox, layout.tmp(mailbox), journal, settings.observer)
                    .sending(endings.publisher().roomForDispatches());
            return new DepositStart.Opened(endings.deposit(mailbox, recording, release));
        } catch (IOException e) {
            if (!FreeSpace.ranOut(layout.tmp(mailbox), e)) {
                throw e;
            }
            LOG.warn("no room for a deposit in {}", mailbox, e);
            release.run();
            return new DepositStart.Refused(DepositStart.Reason.NO_SPACE);
        }
    }

    /** Begins a delivery; empty if it has arrived already. */
    Optional<Deposit> beginDelivery(MailboxId mailbox, Envelope envelope, Delivery delivery) throws IOException {
        if (deliveries.isKnown(mailbox, delivery.key())
                || scan.find(mailbox, delivery.id()).isPresent()) {
            return Optional.empty();
        }
        RecordingJournal journal = deliveries.journal(delivery.id(), envelope, Optional.empty());
        JournaledRecording recording = deliveries
                .stage(mailbox, journal.deliveredTo(delivery.folder(), delivery.key()))
                .sending(endings.publisher().roomForDispatches());
        return Optional.of(endings.deposit(mailbox, recording, () -> {}));
    }

    /** Begins to record a greeting. */
    GreetingRecording beginGreeting(MailboxId mailbox, GreetingKind kind) throws IOException {
        Envelope envelope = Envelope.received(settings.clock.instant()).build();
        RecordingJournal journal = new RecordingJournal(
                owners.claim(), Duration.ZERO, settings.formats, Optional.of(kind), freshId(envelope), envelope);
        JournaledRecording recording =
                JournaledRecording.begin(mailbox, layout.tmp(mailbox), journal, settings.observer);
        return endings.greeting(mailbox, kind, recording);
    }

    /** Begins the delivery of a greeting; empty if it has arrived already. */
    Optional<GreetingRecording> beginGreetingDelivery(MailboxId mailbox, GreetingKind kind, DeliveryKey key)
            throws IOException {
        if (deliveries.isKnown(mailbox, key)) {
            return Optional.empty();
        }
        Envelope envelope = Envelope.received(settings.clock.instant()).build();
        RecordingJournal journal = deliveries.journal(freshId(envelope), envelope, Optional.of(kind));
        JournaledRecording recording = deliveries.stage(mailbox, journal.deliveredTo(Folder.INBOX, key));
        return Optional.of(endings.greeting(mailbox, kind, recording));
    }

    private MessageId freshId(Envelope envelope) {
        return MessageId.create(envelope.received(), settings.random);
    }
}
