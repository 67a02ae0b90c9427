package org.voicemail4j.media.rtp;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.voicemail4j.audio.AudioTranscoder;
import org.voicemail4j.media.MediaLeg;
import org.voicemail4j.media.MediaOffer;
import org.voicemail4j.media.MediaSessionFactory;

/**
 * Sound over RTP (RFC 3550, 3551): G.711, G.722, GSM, keys as telephone-events (RFC 4733), RTCP. A few threads move the packets of
 * all calls; the threads of the calls' flows read what is played and write what is recorded.
 *
 * <p>While nothing plays, nothing is sent. Close it to hang up all calls and end the threads.
 */
public final class RtpMediaSessions implements MediaSessionFactory, AutoCloseable {

    private static final Duration LAST_WORDS = Duration.ofSeconds(5);

    private final MediaConfig config;
    private final WireCodecs codecs;
    private final List<MediaLoop> loops;
    private final List<PortPool> ports;
    private final PromptSounds prompts;
    private final BlockBudget budget;
    private final MediaEvents events;

    /** Starts the threads. */
    public RtpMediaSessions(MediaConfig config) {
        this.config = config;
        codecs = config.spoken;
        ports = config.bindings.stream()
                .map(binding -> new PortPool(
                        binding.address(), config.firstPort, config.lastPort, config.random, config.nanoClock))
                .toList();
        prompts = new PromptSounds(config.prompts, config.codecs);
        budget = new BlockBudget(SampleBlocks.blocks(config.soundInMemory));
        loops = IntStream.range(0, config.loops)
                .mapToObj(i -> new MediaLoop(config.nanoClock))
                .toList();
        events = new MediaEvents(config.listener, config.nanoClock);
        events.start(config.threads);
        loops.forEach(loop -> loop.start(config.threads));
    }

    @Override
    public Optional<MediaLeg> answer(MediaOffer offer) {
        if (Agreement.on(offer.formats(), codecs).isEmpty()) {
            return Optional.empty();
        }
        RtpLeg leg = open(Binding.nearest(config.bindings, offer.address().host()));
        leg.reoffer(offer);
        return Optional.of(leg);
    }

    @Override
    public MediaLeg offer() {
        return open(0);
    }

    private RtpLeg open(int binding) {
        PortPool pool = ports.get(binding);
        PortPair pair = pool.take();
        MediaLoop loop =
                loops.stream().min(Comparator.comparingInt(MediaLoop::load)).orElseThrow();
        loop.reserve();
        RtpCall call = call(pair, loop);
        RtpSession session = new RtpSession(call, loop, prompts, budget, config.nanoClock, config.language);
        RtpLeg leg = new RtpLeg(
                call,
                loop,
                session,
                pair,
                pool,
                codecs,
                config.bindings.get(binding).advertised(),
                config.nanoClock,
                new KeyAgreement(config.random));
        leg.open();
        return leg;
    }

    private RtpCall call(PortPair pair, MediaLoop loop) {
        RtpSender sender = new RtpSender(config.random);
        ReceptionStatistics reception = new ReceptionStatistics();
        RtcpReports reports =
                new RtcpReports(sender, reception, config.random, config.clock, config.nanoClock.nanoTime());
        return new RtpCall(
                pair,
                sender,
                reception,
                reports,
                new RtpCall.Setting(
                        loop.scratch(),
                        loop.counters(),
                        events,
                        codecs.preferred().get(0),
                        config.sources == SourcePolicy.STRICT,
                        config.inbandKeys,
                        config.mediaTimeout.toNanos(),
                        config.holdTimeout.toNanos()));
    }

    /** Turns recordings into the formats of the configured codecs. */
    public AudioTranscoder transcoder() {
        return config.codecs.transcoder();
    }

    /**
     * What has been counted since the start, over all calls: packets received, sent, lost, late and so on, by name. For
     * operators' eyes; the names may change.
     */
    public Map<String, Long> counts() {
        Map<String, Long> sums = new TreeMap<>();
        for (Count what : Count.values()) {
            long sum = loops.stream()
                    .mapToLong(loop -> loop.counters().value(what))
                    .sum();
            sums.put(what.name().toLowerCase(Locale.ROOT).replace('_', ' '), sum);
        }
        return sums;
    }

    /** Hangs up all calls and waits for the threads to end. Closing twice is harmless. */
    @Override
    public void close() {
        loops.forEach(MediaLoop::close);
        try {
            for (MediaLoop loop : loops) {
                loop.awaitEnd(LAST_WORDS);
            }
            events.close(LAST_WORDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
