package org.voicemail4j.mail.imap;

import java.nio.file.Path;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ThreadFactory;
import java.util.random.RandomGenerator;
import javax.net.ssl.SSLContext;
import org.voicemail4j.audio.AudioFormat;
import org.voicemail4j.mail.run.ElapsedClock;
import org.voicemail4j.mail.run.MailThreads;
import org.voicemail4j.store.LedgeredStore;

/** The settings of an {@link ImapMessageStore}. */
public final class ImapMessageStoreBuilder {

    final ImapAccounts accounts;
    AudioFormat format = AudioFormat.WAV49;
    ImapTimeouts timeouts = ImapTimeouts.USUAL;
    Duration silence = Duration.ofSeconds(10);
    int mostPerServer = 64;
    int mostPerLogin = 4;
    int mostIdle = 50;
    Duration pollPause = Duration.ofSeconds(30);
    Duration roomMemory = Duration.ofSeconds(30);
    long longestSound = 256L << 20;
    long cachedSound = 256L << 20;
    boolean deliveredCount;
    Optional<LedgeredStore> greetings = Optional.empty();
    Optional<Path> directory = Optional.empty();
    SSLContext trusted = usualTrust();
    Clock clock = Clock.systemUTC();
    RandomGenerator random = new SecureRandom();
    ThreadFactory threads = new MailThreads("voicemail4j-imap");
    ElapsedClock elapsed = ElapsedClock.SYSTEM;
    Duration longestIdle = Duration.ofMinutes(9); // below the half hour after which a server may hang up (RFC 2177)

    ImapMessageStoreBuilder(ImapAccounts accounts) {
        this.accounts = Objects.requireNonNull(accounts, "accounts");
    }

    private static SSLContext usualTrust() {
        try {
            return SSLContext.getDefault();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("no TLS on this machine", e);
        }
    }

    /** Sets in which format recordings are kept; wav49 if nothing is said, which mail programs play. */
    public ImapMessageStoreBuilder format(AudioFormat format) {
        this.format = Objects.requireNonNull(format, "format");
        return this;
    }

    /** Sets how long is waited for a server; a minute for each step if nothing is said. */
    public ImapMessageStoreBuilder timeouts(ImapTimeouts timeouts) {
        this.timeouts = Objects.requireNonNull(timeouts, "timeouts");
        return this;
    }

    /**
     * Sets for how long a server, or an account, may answer nothing to anybody before further work with it fails at once; 10 s
     * if nothing is said. Work that is under way keeps its {@link #timeouts}. So one that accepts connections and answers
     * nothing holds up two pieces of work, and after they failed one at a time.
     */
    public ImapMessageStoreBuilder silence(Duration silence) {
        if (silence.isNegative() || silence.isZero()) {
            throw new IllegalArgumentException("not a silence: " + silence);
        }
        this.silence = silence;
        return this;
    }

    /**
     * Sets how many connections are open at most for work to each server, those that watch not counted; 64, and 4 for each
     * login, if nothing is said.
     */
    public ImapMessageStoreBuilder connections(int perServer, int perLogin) {
        if (perLogin < 1 || perServer < perLogin) {
            throw new IllegalArgumentException("not numbers of connections: " + perServer + ", " + perLogin);
        }
        this.mostPerServer = perServer;
        this.mostPerLogin = perLogin;
        return this;
    }

    /**
     * Sets how many accounts are watched by a connection each that the server tells of changes (IDLE, RFC 2177); the others
     * are asked now and then. 50 if nothing is said.
     */
    public ImapMessageStoreBuilder watchers(int most) {
        if (most < 0) {
            throw new IllegalArgumentException("not a number of connections: " + most);
        }
        this.mostIdle = most;
        return this;
    }

    /** Sets how often accounts are asked that are not watched; every 30 s if nothing is said ({@code pollfreq}). */
    public ImapMessageStoreBuilder pollPause(Duration pause) {
        if (pause.isNegative() || pause.isZero()) {
            throw new IllegalArgumentException("not a pause: " + pause);
        }
        this.pollPause = pause;
        return this;
    }

    /** Sets how long it is taken for true what a server said of an account's quota; 30 s if nothing is said. */
    public ImapMessageStoreBuilder roomMemory(Duration memory) {
        if (memory.isNegative()) {
            throw new IllegalArgumentException("not a time: " + memory);
        }
        this.roomMemory = memory;
        return this;
    }

    /** Sets how long an attachment may be, in octets as it lies on the server; 256 MiB if nothing is said. */
    public ImapMessageStoreBuilder longestAttachment(long octets) {
        if (octets < 1) {
            throw new IllegalArgumentException("not a length: " + octets);
        }
        this.longestSound = octets;
        return this;
    }

    /**
     * Takes mails for voicemails, too, that came through a mail server, if they have the headers of a voicemail. Whoever can
     * send mail to the account can then put a voicemail into the mailbox.
     */
    public ImapMessageStoreBuilder trustingDeliveredMail() {
        this.deliveredCount = true;
        return this;
    }

    /** Sets where greetings are of mailboxes whose account has none ({@link ImapAccount.Builder#greetingsElsewhere}). */
    public ImapMessageStoreBuilder greetings(LedgeredStore greetings) {
        this.greetings = Optional.of(greetings);
        return this;
    }

    /**
     * Sets a folder for recordings on their way, which several processes may have; what one that died left in it is removed
     * when a store is opened. One of the system's temporary folders if nothing is said, which the system tidies.
     */
    public ImapMessageStoreBuilder directory(Path directory) {
        this.directory = Optional.of(directory);
        return this;
    }

    /** Sets which certificates are trusted; the system's if nothing is said. */
    public ImapMessageStoreBuilder trusted(SSLContext trusted) {
        this.trusted = Objects.requireNonNull(trusted, "trusted");
        return this;
    }

    /** Sets the clock by which mails are dated; the system's if nothing is said. */
    public ImapMessageStoreBuilder clock(Clock clock) {
        this.clock = Objects.requireNonNull(clock, "clock");
        return this;
    }

    /** Sets where message ids come from, used by many threads at once; a {@link SecureRandom} if nothing is said. */
    public ImapMessageStoreBuilder random(RandomGenerator random) {
        this.random = Objects.requireNonNull(random, "random");
        return this;
    }

    /** Sets where the threads come from that watch; daemons if nothing is said. */
    public ImapMessageStoreBuilder threads(ThreadFactory threads) {
        this.threads = Objects.requireNonNull(threads, "threads");
        return this;
    }

    /** As many octets as a mail with a minute of sound has, whatever its headers. */
    long usualMail() {
        return format.encoding().bytes(Duration.ofMinutes(1)) * 78 / 57 + 8192; // lines of base64
    }

    /** Opens the store. No server is asked before it is used. */
    public ImapMessageStore build() {
        return new ImapMessageStore(this);
    }
}
