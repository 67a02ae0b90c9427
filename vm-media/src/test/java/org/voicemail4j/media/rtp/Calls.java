package org.voicemail4j.media.rtp;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.SplittableRandom;
import org.voicemail4j.audio.AudioEncoding;
import org.voicemail4j.media.MediaDirection;
import org.voicemail4j.media.PayloadFormat;
import org.voicemail4j.media.codec.AudioCodecs;

/** Calls without threads: whoever tests is the loop. */
final class Calls {

    static final InetSocketAddress CALLER = new InetSocketAddress(InetAddress.getLoopbackAddress(), 4444);
    static final InetSocketAddress REPORTS = new InetSocketAddress(InetAddress.getLoopbackAddress(), 4445);
    static final WireCodec PCMU = WireCodec.of(AudioEncoding.ULAW, AudioCodecs.standard());

    private Calls() {}

    static RtpCall on(MediaLoop loop, PortPair ports, SplittableRandom random) {
        RtpCall call = undescribed(loop, ports, random);
        describe(call, MediaDirection.SENDRECV, 0);
        return call;
    }

    static void describe(RtpCall call, MediaDirection direction, long now) {
        describe(call, direction, Optional.of(Phone.EVENTS), now);
    }

    static void describe(RtpCall call, MediaDirection direction, Optional<PayloadFormat> events, long now) {
        Agreement agreement = new Agreement(PCMU, Phone.PCMU, events, Optional.empty());
        call.settle(now);
        call.describe(agreement, new Remote(CALLER, REPORTS, direction), now);
    }

    /** A call that has had no description of the caller's yet. */
    static RtpCall undescribed(MediaLoop loop, PortPair ports, SplittableRandom random) {
        Clock noon = Clock.fixed(Instant.parse("2026-11-22T12:00:00Z"), ZoneOffset.UTC);
        RtpSender sender = new RtpSender(random);
        ReceptionStatistics reception = new ReceptionStatistics();
        RtcpReports reports = new RtcpReports(sender, reception, random, noon, 0);
        return new RtpCall(
                ports,
                sender,
                reception,
                reports,
                new RtpCall.Setting(
                        loop.scratch(),
                        loop.counters(),
                        new MediaEvents(MediaListener.NONE, () -> 0),
                        PCMU,
                        false,
                        InbandKeys.WITHOUT_TELEPHONE_EVENTS,
                        30_000_000_000L,
                        60_000_000_000L));
    }
}
