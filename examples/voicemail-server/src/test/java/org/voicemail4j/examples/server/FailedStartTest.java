package org.voicemail4j.examples.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.voicemail4j.VoicemailException;
import org.voicemail4j.sip.SipTransportException;

/** A server that cannot start leaves nothing open, so that the next one can. */
class FailedStartTest {

    @TempDir
    Path folder;

    private Path spool() {
        return folder.resolve("spool");
    }

    /** The first file of subscriptions is free only if nobody has its lock. */
    private void assertNothingIsOpen() {
        SubscriptionFile.ofThisNode(spool()).close();
        assertThat(spool().resolve(".subscriptions~lock")).exists();
        assertThat(spool().resolve(".subscriptions-2~lock")).doesNotExist();
    }

    @Test
    void whatFailsAfterTheFilesClosesThem() throws IOException {
        AtomicInteger times = new AtomicInteger();

        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> TestServer.amid(folder, TestServer.CONF, sip -> {
                    if (times.incrementAndGet() > 1) { // the first time is a check before anything is opened
                        throw new IllegalStateException("planted");
                    }
                    return sip;
                }))
                .withMessage("planted");

        assertNothingIsOpen();
    }

    @Test
    void aPortThatIsTakenClosesEverything() throws IOException {
        try (DatagramSocket taken = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            assertThatExceptionOfType(SipTransportException.class)
                    .isThrownBy(() -> TestServer.amid(
                            folder, TestServer.CONF, sip -> sip.listen("udp:127.0.0.1:" + taken.getLocalPort())));
        }

        assertNothingIsOpen();
        TestServer.amid(folder, TestServer.CONF, sip -> sip).close();
    }

    @Test
    void aFileOfSubscriptionsThatCannotBeReadIsLockedByNobody() throws IOException {
        Path unreadable = Files.createDirectories(spool().resolve(".subscriptions~"));

        assertThatExceptionOfType(VoicemailException.class).isThrownBy(() -> SubscriptionFile.ofThisNode(spool()));

        Files.delete(unreadable);
        assertNothingIsOpen();
    }
}
