package org.voicemail4j.store.fs;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ThreadFactory;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.voicemail4j.audio.AudioFormat;
import org.voicemail4j.audio.AudioTranscoder;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.store.LedgeredStore;

/** The settings of a {@link JournaledMessageStore}. */
public final class JournaledMessageStoreBuilder {

    private static final Duration ROOM = Duration.ofMinutes(1);

    final Path root;
    final LedgeredStore delegate;
    private List<AudioFormat> formats;
    long budget = 1L << 30;
    Duration patience = Duration.ofSeconds(1);
    Duration longestPause = Duration.ofSeconds(10);
    int deliverers = 4;
    int mostTries = 8;
    boolean apart;
    Clock clock = Clock.systemUTC();
    RandomGenerator random = new SecureRandom();
    ThreadFactory threads = new FsThreads();
    AudioTranscoder transcoder = AudioTranscoder.COPYING;
    JournalListener listener = JournalListener.NOBODY;
    Predicate<MailboxId> room = mailbox -> true;
    CommitStep.Observer observer = CommitStep.Observer.NOBODY;
    private @Nullable String process;

    JournaledMessageStoreBuilder(Path root, LedgeredStore delegate) {
        this.root = Objects.requireNonNull(root, "root");
        this.delegate = Objects.requireNonNull(delegate, "delegate");
        this.formats = delegate.formats();
    }

    /**
     * Sets the formats of recordings in the journal, the preferred one first; default those of the store. With others a
     * {@link #transcoder} must be able to make the store's of them.
     */
    public JournaledMessageStoreBuilder formats(List<AudioFormat> formats) {
        if (formats.isEmpty() || formats.stream().distinct().count() < formats.size()) {
            throw new IllegalArgumentException("not a list of different formats: " + formats);
        }
        this.formats = List.copyOf(formats);
        return this;
    }

    /**
     * Sets how much disk the journal may take; default 1 GiB. A recording in progress holds what a minute of sound takes;
     * when there is not so much left, no further recording begins. One that is longer may overdraw; what is parked is not
     * counted.
     *
     * @param octets octets, positive
     */
    public JournaledMessageStoreBuilder budget(long octets) {
        if (octets <= 0) {
            throw new IllegalArgumentException("not a budget: " + octets);
        }
        this.budget = octets;
        return this;
    }

    /** Sets how long a call waits for the store before it goes on without it; default 1 s. */
    public JournaledMessageStoreBuilder patience(Duration patience) {
        this.patience = positive(patience);
        return this;
    }

    /** Sets the longest pause between two tries to deliver; default 10 s. */
    public JournaledMessageStoreBuilder longestPause(Duration pause) {
        this.longestPause = positive(pause);
        return this;
    }

    private static Duration positive(Duration value) {
        if (value.isNegative() || value.isZero()) {
            throw new IllegalArgumentException("not longer than nothing: " + value);
        }
        return value;
    }

    /** Sets how many threads deliver, each to another mailbox; default 4. */
    public JournaledMessageStoreBuilder deliverers(int threads) {
        this.deliverers = positive(threads);
        return this;
    }

    /**
     * Says that each mailbox may have a server or an account of its own, so that one that cannot be asked says nothing about the
     * others: it alone counts as away, and only what waits for it is tried later. Of the {@link #deliverers} half at most, but
     * one, have to do with those that did not answer the last time; there should be more of them than accounts that begin to
     * hang at one time. Default is one store for all.
     */
    public JournaledMessageStoreBuilder mailboxesApart() {
        this.apart = true;
        return this;
    }

    /** Sets how often a recording is tried that the store refuses while it takes others, before it is parked; default 8. */
    public JournaledMessageStoreBuilder mostTries(int tries) {
        this.mostTries = positive(tries);
        return this;
    }

    private static int positive(int value) {
        if (value < 1) {
            throw new IllegalArgumentException("not a positive number: " + value);
        }
        return value;
    }

    /**
     * Sets who knows whether the store has room for another message of a mailbox, beyond the number of its messages: an
     * account's quota, say. Where it has none, a message is refused before the greeting, as if the mailbox were full. Asked
     * before each recording while the store answers, in the time that {@link #patience} gives; who does not know throws, or
     * takes longer, and the journal takes the message. Default there is room.
     */
    public JournaledMessageStoreBuilder room(Predicate<MailboxId> room) {
        this.room = Objects.requireNonNull(room, "room");
        return this;
    }

    /** Sets what makes the store's formats of the journal's if they differ; default none can be made. */
    public JournaledMessageStoreBuilder transcoder(AudioTranscoder transcoder) {
        this.transcoder = Objects.requireNonNull(transcoder, "transcoder");
        return this;
    }

    /** Sets who is told what was delivered and what cannot be; default nobody. */
    public JournaledMessageStoreBuilder listener(JournalListener listener) {
        this.listener = Objects.requireNonNull(listener, "listener");
        return this;
    }

    /** Sets the clock by which the age of what waits is told; default the system's. */
    public JournaledMessageStoreBuilder clock(Clock clock) {
        this.clock = Objects.requireNonNull(clock, "clock");
        return this;
    }

    /** Sets the source of message ids, used by many threads; default a secure one. */
    public JournaledMessageStoreBuilder random(RandomGenerator random) {
        this.random = Objects.requireNonNull(random, "random");
        return this;
    }

    /** Sets who makes the threads that deliver and that ask the store; default {@link FsThreads}. */
    public JournaledMessageStoreBuilder threads(ThreadFactory threads) {
        this.threads = Objects.requireNonNull(threads, "threads");
        return this;
    }

    /** Tells tests how far a commit is. */
    JournaledMessageStoreBuilder observer(CommitStep.Observer observer) {
        this.observer = observer;
        return this;
    }

    /** Pretends to be another process. */
    JournaledMessageStoreBuilder process(String process) {
        this.process = process;
        return this;
    }

    /** Opens the journal. Nothing is read yet; what an earlier process left is taken up by {@code recover}. */
    public JournaledMessageStore build() {
        return new JournaledMessageStore(this);
    }

    List<AudioFormat> formats() {
        return formats;
    }

    Owners owners(SpoolLayout layout) {
        return process == null
                ? new Owners(layout.owners(), ProcessHandle.current(), random)
                : new Owners(layout.owners(), process, random);
    }

    /** What a recording in progress holds of the budget. */
    long room() {
        return formats.stream()
                .mapToLong(format -> format.encoding().bytes(ROOM))
                .sum();
    }
}
