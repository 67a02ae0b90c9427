package org.voicemail4j.media.rtp;

import java.net.InetAddress;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.ThreadFactory;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.voicemail4j.audio.AudioEncoding;
import org.voicemail4j.media.codec.AudioCodecs;
import org.voicemail4j.media.codec.PacketCodec;
import org.voicemail4j.media.prompt.PromptLibrary;

/** Settings of {@link RtpMediaSessions}. Unchangeable; made by {@link #builder}. */
public final class MediaConfig {

    final List<Binding> bindings;
    final int firstPort;
    final int lastPort;
    final int loops;
    final AudioCodecs codecs;
    final WireCodecs spoken;
    final PromptLibrary prompts;
    final Locale language;
    final Duration mediaTimeout;
    final Duration holdTimeout;
    final SourcePolicy sources;
    final InbandKeys inbandKeys;
    final MediaListener listener;
    final Duration soundInMemory;
    final ThreadFactory threads;
    final Clock clock;
    final NanoClock nanoClock;
    final RandomGenerator random;

    private MediaConfig(Builder builder) {
        bindings = List.copyOf(builder.bindings);
        firstPort = builder.firstPort;
        lastPort = builder.lastPort;
        loops = builder.loops;
        codecs = builder.codecs;
        spoken = builder.spoken();
        prompts = builder.prompts;
        language = builder.language;
        mediaTimeout = builder.mediaTimeout;
        holdTimeout = builder.holdTimeout;
        sources = builder.sources;
        inbandKeys = builder.inbandKeys;
        listener = builder.listener;
        soundInMemory = builder.soundInMemory;
        threads = builder.threads;
        clock = builder.clock;
        nanoClock = builder.nanoClock;
        random = builder.random;
    }

    /**
     * Begins with the defaults.
     *
     * @param address where to receive RTP: an address of this machine, IPv4 or IPv6, or the wildcard address with {@link
     *     Builder#advertise}
     */
    public static Builder builder(InetAddress address) {
        return new Builder(address);
    }

    /** Collects settings; each method checks what it is given. */
    public static final class Builder {

        private final List<Binding> bindings = new ArrayList<>();
        private int firstPort = 20000;
        private int lastPort = 29999;
        private int loops = Runtime.getRuntime().availableProcessors();
        private AudioCodecs codecs = AudioCodecs.standard();
        private List<AudioEncoding> preferred = List.of(AudioEncoding.ULAW, AudioEncoding.ALAW);
        private List<AudioEncoding> reserve = List.of(AudioEncoding.G722, AudioEncoding.GSM);
        private List<PacketCodec> packets = List.of();
        private PromptLibrary prompts = PromptLibrary.english();
        private Locale language = Locale.ENGLISH;
        private Duration mediaTimeout = Duration.ofSeconds(30);
        private Duration holdTimeout = Duration.ofSeconds(60);
        private SourcePolicy sources = SourcePolicy.LEARN;
        private InbandKeys inbandKeys = InbandKeys.IGNORED;
        private MediaListener listener = MediaListener.NONE;
        private Duration soundInMemory = Duration.ofMinutes(80);
        private ThreadFactory threads = new MediaThreads();
        private Clock clock = Clock.systemUTC();
        private NanoClock nanoClock = NanoClock.SYSTEM;
        private RandomGenerator random = new SecureRandom();

        private Builder(InetAddress address) {
            also(address);
        }

        /**
         * Receives on another address too, such as one of IPv6 beside one of IPv4. A call gets the address that is of its
         * caller's kind and, of several, most like the caller's; one that we offer sound to, the first.
         */
        public Builder also(InetAddress address) {
            String literal = address.getHostAddress();
            int scope = literal.indexOf('%');
            bindings.add(new Binding(address, scope < 0 ? literal : literal.substring(0, scope)));
            return this;
        }

        /**
         * The host that session descriptions name for the address given last, such as the outer address of a NAT; default:
         * the bound address.
         */
        public Builder advertise(String host) {
            int last = bindings.size() - 1;
            bindings.set(last, new Binding(bindings.get(last).address(), Objects.requireNonNull(host, "host")));
            return this;
        }

        /** The UDP ports for RTP and RTCP, two for each call; default 20000 to 29999. */
        public Builder ports(int first, int last) {
            if (first < 1 || last > 65535 || last <= first) {
                throw new IllegalArgumentException("not a range of ports: " + first + " to " + last);
            }
            firstPort = first;
            lastPort = last;
            return this;
        }

        /** How many threads move packets; default: one for each processor. */
        public Builder loops(int count) {
            if (count < 1) {
                throw new IllegalArgumentException("no media loop: " + count);
            }
            loops = count;
            return this;
        }

        /** The codecs for recordings and for RTP. */
        public Builder codecs(AudioCodecs all) {
            codecs = Objects.requireNonNull(all, "all");
            return this;
        }

        /** What is spoken in RTP, the best first; default µ-law, A-law. A caller's own order goes before ours. */
        public Builder preferred(List<AudioEncoding> bestFirst) {
            if (bestFirst.isEmpty()) {
                throw new IllegalArgumentException("no encoding for RTP");
            }
            preferred = List.copyOf(bestFirst);
            return this;
        }

        /**
         * What is spoken with callers who have nothing of what is {@linkplain #preferred preferred}, the best first; default
         * G.722, GSM. Encodings without a codec, and those that are preferred, are left out.
         */
        public Builder reserve(List<AudioEncoding> bestFirst) {
            reserve = List.copyOf(bestFirst);
            return this;
        }

        /**
         * Codecs that are spoken in packets, such as Opus, after all others: in reserve; default none. There can be eight of
         * all kinds.
         */
        public Builder packets(List<PacketCodec> bestFirst) {
            packets = List.copyOf(bestFirst);
            return this;
        }

        private WireCodecs spoken() {
            Stream<WireCodec> blocks = reserve.stream()
                    .filter(encoding -> codecs.find(encoding).isPresent() && !preferred.contains(encoding))
                    .map(encoding -> WireCodec.of(encoding, codecs));
            return new WireCodecs(
                    preferred.stream()
                            .map(encoding -> WireCodec.of(encoding, codecs))
                            .toList(),
                    Stream.concat(blocks, packets.stream().map(WireCodec::of)).toList());
        }

        /** Where named prompts come from; default: the English pack in this jar. */
        public Builder prompts(PromptLibrary library) {
            prompts = Objects.requireNonNull(library, "library");
            return this;
        }

        /** In which language named prompts are spoken until a session is told otherwise; default English. */
        public Builder language(Locale first) {
            language = Objects.requireNonNull(first, "first");
            return this;
        }

        /** After how long without packets a recording ends; default 30 s. */
        public Builder mediaTimeout(Duration silence) {
            mediaTimeout = positive(silence);
            return this;
        }

        /** The same while the caller has us on hold; default 60 s. */
        public Builder holdTimeout(Duration silence) {
            holdTimeout = positive(silence);
            return this;
        }

        private static Duration positive(Duration length) {
            if (length.isNegative() || length.isZero()) {
                throw new IllegalArgumentException("not a time-out: " + length);
            }
            return length;
        }

        /** From where packets are taken; default {@link SourcePolicy#LEARN}. */
        public Builder sources(SourcePolicy policy) {
            sources = Objects.requireNonNull(policy, "policy");
            return this;
        }

        /** What to do about keys that come as tones in the sound; default {@link InbandKeys#IGNORED}. */
        public Builder inbandKeys(InbandKeys policy) {
            inbandKeys = Objects.requireNonNull(policy, "policy");
            return this;
        }

        /** Who is told how the sound of each call was, and of slow stores; default nobody. */
        public Builder listener(MediaListener told) {
            listener = Objects.requireNonNull(told, "told");
            return this;
        }

        /**
         * How much recorded sound of all calls may wait in memory for slow stores (1 minute takes 1.2 MiB); default 80
         * minutes. A recording whose store is stuck ends when there is no more, or when 9 seconds of its own wait.
         */
        public Builder soundInMemory(Duration most) {
            soundInMemory = positive(most);
            return this;
        }

        /** Makes the media loops' threads and those that write what they record; default: daemon threads. */
        public Builder threads(ThreadFactory factory) {
            threads = Objects.requireNonNull(factory, "factory");
            return this;
        }

        /** Tells the time of day that RTCP reports carry. */
        public Builder clock(Clock timeOfDay) {
            clock = Objects.requireNonNull(timeOfDay, "timeOfDay");
            return this;
        }

        /** Tells how time passes. */
        public Builder nanoClock(NanoClock passing) {
            nanoClock = Objects.requireNonNull(passing, "passing");
            return this;
        }

        /** Where keys, source identifiers, first sequence numbers and the order of ports come from; default: secure. */
        public Builder random(RandomGenerator source) {
            random = Objects.requireNonNull(source, "source");
            return this;
        }

        /**
         * The settings.
         *
         * @throws IllegalArgumentException if they do not fit together
         */
        public MediaConfig build() {
            for (Binding binding : bindings) {
                if (binding.address().isAnyLocalAddress()
                        && binding.advertised().equals(binding.address().getHostAddress())) {
                    throw new IllegalArgumentException(
                            "bound to " + binding.advertised() + ": say which host to advertise");
                }
            }
            MediaConfig config = new MediaConfig(this);
            int spoken = config.spoken.all().size();
            if (spoken > PayloadTypes.MOST) {
                throw new IllegalArgumentException(
                        "a call is offered " + PayloadTypes.MOST + " codecs at most, not " + spoken);
            }
            return config;
        }
    }
}
