package org.voicemail4j.media.rtp;

import java.time.Duration;

/** Sums up how a call's sound has been so far. For the loop's thread. */
final class CallReport {

    private CallReport() {}

    /**
     * @param unevenness how unevenly packets came
     */
    static MediaReport of(int port, SourceLatch latch, Counters counters, Duration unevenness, RtcpReports reports) {
        long refused = counters.value(Count.MALFORMED)
                + counters.value(Count.NOT_AUTHENTIC)
                + counters.value(Count.REPLAYED)
                + counters.value(Count.UNKNOWN_TYPE)
                + counters.value(Count.STRANGER)
                + counters.value(Count.LEARNING);
        return new MediaReport(
                port,
                latch.source(),
                new MediaReport.Received(
                        counters.value(Count.RECEIVED),
                        counters.value(Count.LOST) - counters.value(Count.CAME_AFTER_ALL),
                        counters.value(Count.LATE),
                        counters.value(Count.DUPLICATE),
                        counters.value(Count.REORDERED),
                        refused,
                        unevenness),
                new MediaReport.Sent(counters.value(Count.SENT), counters.value(Count.STARVED)),
                reports.seenByPeer());
    }
}
