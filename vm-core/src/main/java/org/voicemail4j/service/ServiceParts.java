package org.voicemail4j.service;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.voicemail4j.audio.AudioTranscoder;
import org.voicemail4j.call.CallInfoResolver;
import org.voicemail4j.call.CallerNames;
import org.voicemail4j.flow.CallerGuard;
import org.voicemail4j.flow.FlowContext;
import org.voicemail4j.flow.FlowEvents;
import org.voicemail4j.mailbox.CredentialStore;
import org.voicemail4j.mailbox.GreetingDates;
import org.voicemail4j.mailbox.MailboxDirectory;
import org.voicemail4j.mailbox.MailboxFinder;
import org.voicemail4j.mailbox.PersonalLists;
import org.voicemail4j.mailbox.PinPolicy;
import org.voicemail4j.mailbox.Subscriber;
import org.voicemail4j.mailbox.SystemLists;
import org.voicemail4j.mwi.MwiPublisher;
import org.voicemail4j.store.MessageStore;

/** What a service is put together from: what its builder was given, and defaults. */
final class ServiceParts {

    private static final Logger LOG = LoggerFactory.getLogger(ServiceParts.class);

    @Nullable
    MessageStore store;

    @Nullable
    MailboxDirectory directory;

    @Nullable
    MailboxFinder mailboxes;

    @Nullable
    Executor executor;

    @Nullable
    ScheduledExecutorService timer;

    Optional<Duration> expireEvery = Optional.empty();
    CredentialStore credentials = new UnchangeablePins();
    PinPolicy pins = PinPolicy.ANY;
    MwiPublisher mwi = MwiPublisher.NONE;
    PersonalLists personalLists = PersonalLists.NONE;
    GreetingDates greetingDates = GreetingDates.NONE;
    SystemLists systemLists = SystemLists.NONE;
    CallerNames callerNames = CallerNames.NONE;
    CallInfoResolver resolver = CallInfoResolver.NONE;
    VoicemailConfig config = VoicemailConfig.DEFAULT;
    AudioTranscoder transcoder = AudioTranscoder.COPYING;
    Clock clock;
    final List<VoicemailListener> listeners = new ArrayList<>();
    Optional<Function<String, MailboxDirectory>> nameDirectories = Optional.empty();

    ServiceParts(Clock clock) {
        this.clock = clock;
    }

    /** Whether there is what has no default. */
    boolean areComplete() {
        return store != null && (directory != null || mailboxes != null);
    }

    /** Whether messages of that mailbox may become too old; mailboxes of the host's own may have another policy. */
    boolean mayExpire(Subscriber subscriber) {
        return mailboxes != null || !subscriber.policy().retention().isEmpty();
    }

    MailboxFinder finder() {
        return mailboxes != null ? mailboxes : finder(Objects.requireNonNull(directory));
    }

    private MailboxFinder finder(MailboxDirectory people) {
        return StoredMailbox.finder(
                people,
                credentials,
                Objects.requireNonNull(store),
                config,
                clock,
                new SecureRandom(),
                pins,
                greetingDates);
    }

    /** The mailboxes of another directory; none of one that cannot be read, which is no reason to end a call. */
    private MailboxFinder finder(String name) {
        try {
            return nameDirectories.map(known -> finder(known.apply(name))).orElse(FlowContext.NOBODY);
        } catch (RuntimeException e) {
            LOG.warn("nobody is found in the directory {}, which cannot be read", name, e);
            return FlowContext.NOBODY;
        }
    }

    FlowContext context(MailboxFinder known, FlowEvents events) {
        return new FlowContext(
                known,
                Objects.requireNonNull(store),
                transcoder,
                clock,
                events,
                new CallerGuard(clock, config.lockAfter(), config.lockFor()),
                personalLists,
                systemLists,
                callerNames,
                greetingDates,
                this::finder);
    }
}
