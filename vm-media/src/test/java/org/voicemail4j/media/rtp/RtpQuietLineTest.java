package org.voicemail4j.media.rtp;

import java.net.InetAddress;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.voicemail4j.testkit.QuietLineContract;

/** Recordings over RTP of callers who send nothing; where that shall end them it takes two seconds instead of thirty. */
class RtpQuietLineTest implements QuietLineContract {

    private final RtpMediaSessions patient = new RtpMediaSessions(
            MediaConfig.builder(InetAddress.getLoopbackAddress()).loops(1).build());
    private final RtpMediaSessions impatient =
            new RtpMediaSessions(MediaConfig.builder(InetAddress.getLoopbackAddress())
                    .loops(1)
                    .mediaTimeout(Duration.ofSeconds(2))
                    .build());

    @AfterEach
    void close() {
        patient.close();
        impatient.close();
    }

    @Override
    public QuietLine line() {
        return new PhoneLine(patient);
    }

    @Override
    public QuietLine impatientLine() {
        return new PhoneLine(impatient);
    }
}
