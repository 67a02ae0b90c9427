package org.voicemail4j.examples.asterisk.agi;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import org.junit.jupiter.api.Test;
import org.voicemail4j.examples.asterisk.line.LineReader;

/** A conversation with an Asterisk that says nothing more. */
class AgiChannelTest {

    @Test
    void anAsteriskThatDoesNotAnswerWhatItIsToldIsLeft() throws IOException {
        VirtualTime time = new VirtualTime();
        try (Socket silent = new SilentSocket()) {
            AgiChannel channel = new AgiChannel(silent, new LineReader(silent, 100, time), time, "PJSIP/x");

            channel.tell(AgiCommand.setVariable("VMSTATUS", "FAILED"));

            assertThat(channel.isGone()).isTrue();
            assertThat(silent.isClosed()).isTrue();
        }
    }

    /** Takes everything; whatever is waited for is not there in time. */
    private static final class SilentSocket extends Socket {

        @Override
        public InputStream getInputStream() {
            return new InputStream() {
                @Override
                public int read() throws IOException {
                    throw new SocketTimeoutException("nothing");
                }
            };
        }

        @Override
        public OutputStream getOutputStream() {
            return OutputStream.nullOutputStream();
        }
    }
}
