package org.voicemail4j.service;

import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voicemail4j.audio.AudioTranscoder;
import org.voicemail4j.call.CallInfo;
import org.voicemail4j.call.CallInfoResolver;
import org.voicemail4j.call.CallerNames;
import org.voicemail4j.call.IncomingCall;
import org.voicemail4j.flow.CallFlows;
import org.voicemail4j.flow.FlowContext;
import org.voicemail4j.flow.HostDialogues;
import org.voicemail4j.mailbox.CredentialStore;
import org.voicemail4j.mailbox.GreetingDates;
import org.voicemail4j.mailbox.Mailbox;
import org.voicemail4j.mailbox.MailboxDirectory;
import org.voicemail4j.mailbox.MailboxFinder;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.mailbox.PersonalLists;
import org.voicemail4j.mailbox.PinPolicy;
import org.voicemail4j.mailbox.SystemLists;
import org.voicemail4j.media.MediaSession;
import org.voicemail4j.media.PlayEnd;
import org.voicemail4j.message.MessageId;
import org.voicemail4j.mwi.MessageSummary;
import org.voicemail4j.mwi.MwiPublisher;
import org.voicemail4j.mwi.MwiSource;
import org.voicemail4j.store.ChangeFeed;
import org.voicemail4j.store.MessageStore;
import org.voicemail4j.store.RecoveredMessage;

/**
 * A voicemail service: takes calls, lets callers leave messages and owners listen to them, keeps lamps true and tells
 * listeners. Put together by {@link #builder} from a directory of mailboxes, a message store and whatever else the host
 * has; owns nothing that it was given and closes none of it.
 *
 * <p>Starting it delivers what a process that died had recorded. Each call runs on one thread, from {@link #answer} to
 * hang-up. To stop, {@link #drain} and {@link #close}; calls that are still going on then end as if the caller had hung
 * up, so that what was recorded is kept. For many threads.
 */
public final class VoicemailService implements MwiSource, AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(VoicemailService.class);
    private static final Duration TIME_TO_TELL = Duration.ofSeconds(5);

    private final MailboxFinder mailboxes;
    private final MessageStore store;
    private final CallDesk desk;
    private final EventRelay events;
    private final MailboxOperations operations;
    private final HostDialogues dialogues;
    private final MailboxQueues told;
    private final MailboxQueues lit;
    private final ChangeFeed.Registration feed;
    private final MessageExpiry expiry;
    private final ServiceThreads threads;

    private VoicemailService(ServiceParts parts) {
        store = Objects.requireNonNull(parts.store);
        mailboxes = parts.finder();
        threads = new ServiceThreads(parts.executor, parts.timer);
        Executor executor = threads.executor();
        ScheduledExecutorService timer = threads.timer();
        told = new MailboxQueues(executor);
        lit = new MailboxQueues(new FewThreads(executor));
        MwiRelay lamps = new MwiRelay(store, parts.mwi, lit, timer);
        events = new EventRelay(parts.listeners, told, lamps, parts.clock);
        FlowContext context = parts.context(mailboxes, events);
        CallFlows flows = new CallFlows(context);
        dialogues = new HostDialogues(context);
        operations = new MailboxOperations(
                mailboxes,
                store,
                parts.credentials,
                new GreetingOperations(mailboxes, parts, store, events),
                parts.clock,
                events);
        desk = new CallDesk(executor, parts.config, parts.resolver, mailboxes, flows);
        expiry = new MessageExpiry(parts.directory, parts::mayExpire, mailboxes, store, parts.clock, events);
        store.recover().forEach(this::recovered);
        feed = store.changes().listen(lamps::look);
        parts.expireEvery.ifPresent(pause -> expiry.every(pause, timer, executor));
    }

    private void recovered(RecoveredMessage recovered) {
        log.info(
                "{}: delivered {}, which had been recorded before",
                recovered.mailbox(),
                recovered.message().id());
        events.recovered(recovered.mailbox(), recovered.message());
    }

    /** Starts to put a service together. */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Takes a call: starts its flow on a thread of its own, or refuses it when there are too many or the service is
     * stopping. Returns at once.
     */
    public void answer(IncomingCall call) {
        desk.take(call);
    }

    /** What can be done with mailboxes without a telephone. */
    public MailboxOperations operations() {
        return operations;
    }

    /**
     * Lets somebody log in on a call that the host leads itself, and thanks who could (Asterisk's VMAuthenticate). The
     * call is not hung up.
     *
     * @param mailbox whose; empty if it shall be asked for
     * @return whose mailbox it is; empty if nobody could log in
     */
    public Optional<MailboxId> authenticate(MediaSession session, CallInfo info, Optional<MailboxId> mailbox) {
        return dialogues.authenticate(session, info, mailbox);
    }

    /**
     * Plays a message to a call that the host leads itself, and counts it as heard (Asterisk's VoiceMailPlayMsg).
     *
     * @return how playing ended; empty if there is no such mailbox or message
     */
    public Optional<PlayEnd> playMessage(MediaSession session, MailboxId mailbox, MessageId id) {
        return dialogues.playMessage(session, mailbox, id);
    }

    /**
     * Says whose a mailbox is on a call that the host leads itself, by the recorded name or the number (Asterisk's
     * VMSayName).
     *
     * @return how that ended, any key ends it; empty if there is no such mailbox
     */
    public Optional<PlayEnd> sayName(MediaSession session, MailboxId mailbox) {
        return dialogues.sayName(session, mailbox);
    }

    /**
     * Deletes the messages of all mailboxes of the directory that have been kept for as long as their policy says; the
     * service does so by itself where {@link Builder#expireEvery} was set. A host with mailboxes of its own names each in
     * {@link #expireMessages(MailboxId)}.
     *
     * @return how many went
     */
    public int expireMessages() {
        return expiry.run();
    }

    /** As {@link #expireMessages()}, for one mailbox. */
    public int expireMessages(MailboxId mailbox) {
        return expiry.run(mailbox);
    }

    /** How many calls are going on. */
    public int calls() {
        return desk.calls();
    }

    /** How many calls there are and were. */
    public CallCounts callCounts() {
        return desk.counts();
    }

    @Override
    public Optional<MessageSummary> summary(MailboxId mailbox) {
        return mailboxes.find(mailbox).map(found -> new MessageSummary(found.counts()));
    }

    @Override
    public MailboxId named(MailboxId name) {
        return mailboxes.find(name).map(Mailbox::id).orElse(name);
    }

    /**
     * Looks at a mailbox again, because somebody outside says that it has changed, and switches its lamps.
     *
     * @param mailbox by its id, or any other name of its
     * @throws org.voicemail4j.VoicemailException if nobody can say whose name that is
     */
    public void refresh(MailboxId mailbox) {
        events.countsChanged(named(mailbox));
    }

    /**
     * Refuses calls from now on and waits for those that are going on; whichever is left then is hung up, and what it
     * recorded is kept.
     *
     * @param patience how long calls may still go on
     * @return whether every call has ended
     */
    public boolean drain(Duration patience) {
        return desk.drain(patience);
    }

    /**
     * Stops: {@link #drain}s without patience, tells what is still to be told, ends every thread of its own. Closing
     * twice is harmless.
     */
    @Override
    public void close() {
        desk.drain(Duration.ZERO);
        feed.close();
        lit.awaitIdle(TIME_TO_TELL);
        told.awaitIdle(TIME_TO_TELL);
        expiry.stop();
        threads.close();
    }

    /** Puts a {@link VoicemailService} together. A store, and a directory or mailboxes, must be given; all else may. */
    public static final class Builder {

        private final ServiceParts parts = new ServiceParts(Clock.systemUTC());

        private Builder() {}

        /** Sets where messages and greetings are kept. */
        public Builder store(MessageStore store) {
            parts.store = Objects.requireNonNull(store, "store");
            return this;
        }

        /** Sets who has a mailbox; the mailboxes are then {@link StoredMailbox}es. */
        public Builder directory(MailboxDirectory directory) {
            parts.directory = Objects.requireNonNull(directory, "directory");
            return this;
        }

        /** Sets who has a mailbox, for a host with mailboxes of its own; the directory and credentials are not asked then. */
        public Builder mailboxes(MailboxFinder mailboxes) {
            parts.mailboxes = Objects.requireNonNull(mailboxes, "mailboxes");
            return this;
        }

        /** Sets where PINs and failed logins are kept. Without, configured PINs hold and cannot be changed. */
        public Builder credentials(CredentialStore credentials) {
            parts.credentials = Objects.requireNonNull(credentials, "credentials");
            return this;
        }

        /** Sets what the host says about the PINs that owners choose; nothing if nothing is said. */
        public Builder pinPolicy(PinPolicy pins) {
            parts.pins = Objects.requireNonNull(pins, "pins");
            return this;
        }

        /** Sets where owners' own lists of recipients are kept. Without, they have none. */
        public Builder personalLists(PersonalLists lists) {
            parts.personalLists = Objects.requireNonNull(lists, "lists");
            return this;
        }

        /**
         * Sets where it is kept from when until when owners want their greetings to be heard. Without, they cannot say so,
         * and the dates of their policies hold. Mailboxes of a host's own are to look at it themselves ({@link
         * org.voicemail4j.mailbox.Mailbox#greetingSchedule}).
         */
        public Builder greetingDates(GreetingDates dates) {
            parts.greetingDates = Objects.requireNonNull(dates, "dates");
            return this;
        }

        /** Sets the lists of recipients for everybody. Without, there are none. */
        public Builder systemLists(SystemLists lists) {
            parts.systemLists = Objects.requireNonNull(lists, "lists");
            return this;
        }

        /** Sets the recorded names of callers who have no mailbox. Without, their numbers are said. */
        public Builder callerNames(CallerNames names) {
            parts.callerNames = Objects.requireNonNull(names, "names");
            return this;
        }

        /**
         * Sets where people are looked for by name if a call's options name a directory of their own ({@code c} of {@link
         * org.voicemail4j.call.DirectoryOptions}): given that name, once for each such call. Without, nobody is found there.
         */
        public Builder nameDirectories(Function<String, MailboxDirectory> directories) {
            parts.nameDirectories = Optional.of(directories);
            return this;
        }

        /** Sets who switches lamps; {@link MwiPublisher#all} joins several. */
        public Builder mwi(MwiPublisher mwi) {
            parts.mwi = Objects.requireNonNull(mwi, "mwi");
            return this;
        }

        /** Sets who is asked about a call before it is answered. */
        public Builder resolver(CallInfoResolver resolver) {
            parts.resolver = Objects.requireNonNull(resolver, "resolver");
            return this;
        }

        /**
         * Sets what makes another format of a recording. Without, messages can be forwarded only in a store that keeps
         * them in one encoding.
         */
        public Builder transcoder(AudioTranscoder transcoder) {
            parts.transcoder = Objects.requireNonNull(transcoder, "transcoder");
            return this;
        }

        /** Adds somebody who is told what happens. */
        public Builder listener(VoicemailListener listener) {
            parts.listeners.add(Objects.requireNonNull(listener, "listener"));
            return this;
        }

        /** Sets the limits. */
        public Builder config(VoicemailConfig config) {
            parts.config = Objects.requireNonNull(config, "config");
            return this;
        }

        /** Sets the clock that dates messages. */
        public Builder clock(Clock clock) {
            parts.clock = Objects.requireNonNull(clock, "clock");
            return this;
        }

        /**
         * Sets what runs calls and listeners. Tasks block, for as long as a call lasts: give threads of which there are
         * enough, {@link VoicemailConfig#maxCalls} and some. Without, virtual threads from Java 24 on, else cached
         * platform threads.
         */
        public Builder executor(Executor executor) {
            parts.executor = Objects.requireNonNull(executor, "executor");
            return this;
        }

        /** Sets what runs jobs and retries by time; it is not closed. Without, a thread of the service's own. */
        public Builder timer(ScheduledExecutorService timer) {
            parts.timer = Objects.requireNonNull(timer, "timer");
            return this;
        }

        /**
         * Lets the service look again and again for messages that have been kept for as long as their policy says.
         * Without, nothing is deleted by time.
         *
         * @param pause between two looks, at least a second
         */
        public Builder expireEvery(Duration pause) {
            if (pause.compareTo(Duration.ofSeconds(1)) < 0) {
                throw new IllegalArgumentException("a pause of at least a second is expected: " + pause);
            }
            parts.expireEvery = Optional.of(pause);
            return this;
        }

        /**
         * Starts the service: delivers what was recorded before, listens to changes, is ready for calls.
         *
         * @throws IllegalStateException if something is missing
         */
        public VoicemailService start() {
            if (!parts.areComplete()) {
                throw new IllegalStateException("a service needs a store, and a directory or mailboxes");
            }
            return new VoicemailService(parts);
        }
    }
}
