package org.voicemail4j.media.rtp;

import java.net.InetAddress;
import org.junit.jupiter.api.AfterEach;
import org.voicemail4j.testkit.KeyQueueContract;
import org.voicemail4j.testkit.ListeningContract;
import org.voicemail4j.testkit.MediaSessionContract;
import org.voicemail4j.testkit.SoundFormatsContract;

/** Sessions over RTP keep the contracts; the far end is a phone on the loopback. */
class RtpMediaSessionContractTest
        implements MediaSessionContract, ListeningContract, SoundFormatsContract, KeyQueueContract {

    private final RtpMediaSessions sessions = new RtpMediaSessions(
            MediaConfig.builder(InetAddress.getLoopbackAddress()).loops(1).build());

    @AfterEach
    void close() {
        sessions.close();
    }

    @Override
    public HearingLine line() {
        return new PhoneLine(sessions);
    }
}
