package org.voicemail4j.examples.asterisk.agi;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.ThreadFactory;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import org.voicemail4j.examples.asterisk.line.LineThreads;
import org.voicemail4j.media.prompt.PromptLibrary;

/**
 * What an {@link AgiServer} is told. Immutable; made by {@link #builder}.
 *
 * <p>FastAGI has no authentication: whoever may connect can open any mailbox. So the server listens on this machine alone
 * and answers nobody else, unless told otherwise.
 */
public final class AgiConfig {

    /** The port that Asterisk takes for {@code agi://} unless told otherwise. */
    public static final int USUAL_PORT = 4573;

    private final InetSocketAddress listen;
    private final Predicate<InetAddress> peers;
    private final Path sounds;
    private final String soundsOfAsterisk;
    private final PromptLibrary prompts;
    private final int maxConnections;
    private final Duration mediaTimeout;
    private final ThreadFactory threads;
    private final LongSupplier nanoTime;
    private final Clock clock;
    private final RandomGenerator random;

    private AgiConfig(Builder builder) {
        this.listen = builder.listen;
        this.peers = builder.peers;
        this.sounds = builder.sounds;
        this.soundsOfAsterisk = builder.soundsOfAsterisk;
        this.prompts = builder.prompts;
        this.maxConnections = builder.maxConnections;
        this.mediaTimeout = builder.mediaTimeout;
        this.threads = builder.threads;
        this.nanoTime = builder.nanoTime;
        this.clock = builder.clock;
        this.random = builder.random;
    }

    /**
     * Starts a configuration.
     *
     * @param sounds a folder that Asterisk sees, too, and in which both may write and delete
     */
    public static Builder builder(Path sounds) {
        return new Builder(sounds);
    }

    InetSocketAddress listen() {
        return listen;
    }

    Predicate<InetAddress> peers() {
        return peers;
    }

    int maxConnections() {
        return maxConnections;
    }

    Duration mediaTimeout() {
        return mediaTimeout;
    }

    ThreadFactory threads() {
        return threads;
    }

    LongSupplier nanoTime() {
        return nanoTime;
    }

    SharedSounds openSounds() {
        SharedSounds shared = new SharedSounds(sounds, soundsOfAsterisk, prompts, random);
        shared.prepare(clock);
        return shared;
    }

    /** Collects an {@link AgiConfig}. */
    public static final class Builder {

        private final Path sounds;
        private InetSocketAddress listen = new InetSocketAddress(InetAddress.getLoopbackAddress(), USUAL_PORT);
        private Predicate<InetAddress> peers = InetAddress::isLoopbackAddress;
        private String soundsOfAsterisk;
        private PromptLibrary prompts = PromptLibrary.english();
        private int maxConnections = 200;
        private Duration mediaTimeout = Duration.ofMinutes(1);
        private ThreadFactory threads = LineThreads.daemons("agi");
        private LongSupplier nanoTime = System::nanoTime;
        private Clock clock = Clock.systemUTC();
        private RandomGenerator random = new SecureRandom();

        private Builder(Path sounds) {
            this.sounds = sounds.toAbsolutePath().normalize();
            this.soundsOfAsterisk = this.sounds.toString();
        }

        /** Sets where to listen; port 0 takes a free one. Unless set, {@value AgiConfig#USUAL_PORT} on this machine alone. */
        public Builder listen(InetSocketAddress address) {
            this.listen = Objects.requireNonNull(address, "address");
            return this;
        }

        /** Sets who is answered. Unless set, this machine alone. */
        public Builder peers(Predicate<InetAddress> peers) {
            this.peers = Objects.requireNonNull(peers, "peers");
            return this;
        }

        /**
         * Sets what Asterisk calls the folder of sounds, if it sees it elsewhere.
         *
         * @throws IllegalArgumentException if that is not an absolute path
         */
        public Builder soundsOfAsterisk(String folder) {
            if (!folder.startsWith("/")) {
                throw new IllegalArgumentException("not an absolute path: '" + folder + "'");
            }
            this.soundsOfAsterisk =
                    folder.length() > 1 && folder.endsWith("/") ? folder.substring(0, folder.length() - 1) : folder;
            return this;
        }

        /** Sets what is said where Asterisk lacks a prompt; the English pack unless set. */
        public Builder prompts(PromptLibrary prompts) {
            this.prompts = Objects.requireNonNull(prompts, "prompts");
            return this;
        }

        /**
         * Sets how many connections there may be at once; 200 unless set.
         *
         * @throws IllegalArgumentException if that is none
         */
        public Builder maxConnections(int most) {
            if (most < 1) {
                throw new IllegalArgumentException("not a number of connections: " + most);
            }
            this.maxConnections = most;
            return this;
        }

        /**
         * Sets for how long a recording may not grow before the call is left; a minute unless set.
         *
         * @throws IllegalArgumentException if that is no time
         */
        public Builder mediaTimeout(Duration longest) {
            if (longest.isNegative() || longest.isZero()) {
                throw new IllegalArgumentException("not a time: " + longest);
            }
            this.mediaTimeout = longest;
            return this;
        }

        /** Sets what makes threads: one that accepts, and for each connection one until its call has begun. */
        public Builder threads(ThreadFactory threads) {
            this.threads = Objects.requireNonNull(threads, "threads");
            return this;
        }

        /** Sets the clock that measures waiting, in nanoseconds; it only goes forward. */
        public Builder nanoTime(LongSupplier nanoTime) {
            this.nanoTime = Objects.requireNonNull(nanoTime, "nanoTime");
            return this;
        }

        /** Sets the clock by which files that a dead process has left behind are old. */
        public Builder clock(Clock clock) {
            this.clock = Objects.requireNonNull(clock, "clock");
            return this;
        }

        /** Sets what makes names of files. */
        public Builder random(RandomGenerator random) {
            this.random = Objects.requireNonNull(random, "random");
            return this;
        }

        /** The configuration. */
        public AgiConfig build() {
            return new AgiConfig(this);
        }
    }
}
