package org.voicemail4j.examples.asterisk.ami;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.mailbox.Subscriber;
import org.voicemail4j.service.VoicemailService;
import org.voicemail4j.testkit.InMemoryMailboxDirectory;
import org.voicemail4j.testkit.InMemoryMessageStore;

/** Managers that do not read, or never log in, are left. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class AmiSessionTest {

    private static final long STEP = Duration.ofMillis(100).toNanos();

    private final AtomicLong nanos = new AtomicLong();

    @Test
    void whoDoesNotReadTheLastAnswersIsHungUpOn() throws Exception {
        try (ScriptedSocket socket = new ScriptedSocket("Action: Logoff\r\n\r\n", false)) {
            converse(socket);
            assertThat(socket.isClosed()).isTrue();
        }
    }

    @Test
    void whoGoesOnAskingWithoutLoggingInIsHungUpOn() throws Exception {
        for (String piece : List.of("Action: Ping\r\n\r\n", "\r\n", "A: b\r\n")) {
            nanos.set(0);
            try (ScriptedSocket socket = new ScriptedSocket(piece, true)) {
                converse(socket);
                assertThat(socket.isClosed()).isTrue();
                assertThat(Duration.ofNanos(nanos.get())).isLessThan(Duration.ofSeconds(32));
            }
        }
    }

    /** Until both sides of the session have ended. */
    private void converse(ScriptedSocket socket) throws Exception {
        InMemoryMailboxDirectory directory = new InMemoryMailboxDirectory(
                List.of(Subscriber.of(new MailboxId("default", "1000")).build()));
        try (VoicemailService service = VoicemailService.builder()
                .directory(directory)
                .store(new InMemoryMessageStore(
                        List.of(org.voicemail4j.audio.AudioFormat.WAV), new SplittableRandom(1)))
                .start()) {
            AmiSession session = new AmiSession(
                    socket,
                    List.of(new AmiAccount("a", "b")),
                    new VoicemailActions(service, directory),
                    new SplittableRandom(1),
                    nanos::get);
            Thread writer = new Thread(session::write, "writer");
            writer.setDaemon(true);
            writer.start();
            session.read();
            writer.join(30_000);
            assertThat(writer.isAlive()).isFalse();
        }
    }

    /** Says one thing, once or for ever, a tenth of a second apart; of what is said to it, it takes all or nothing. */
    private final class ScriptedSocket extends Socket {

        private final byte[] says;
        private final boolean forEver;
        private final CountDownLatch closed = new CountDownLatch(1);
        private boolean said;

        ScriptedSocket(String says, boolean forEver) {
            this.says = says.getBytes(StandardCharsets.US_ASCII);
            this.forEver = forEver;
        }

        @Override
        public InputStream getInputStream() {
            return new InputStream() {
                @Override
                public int read() {
                    throw new AssertionError("octet by octet");
                }

                @Override
                public int read(byte[] buffer, int from, int length) {
                    if (said && !forEver) {
                        return -1;
                    }
                    said = true;
                    nanos.addAndGet(STEP);
                    System.arraycopy(says, 0, buffer, from, says.length);
                    return says.length;
                }
            };
        }

        @Override
        public OutputStream getOutputStream() {
            return forEver
                    ? OutputStream.nullOutputStream()
                    : new OutputStream() {
                        @Override
                        public void write(int octet) throws IOException {
                            try {
                                closed.await();
                            } catch (InterruptedException e) {
                                Thread.currentThread().interrupt();
                            }
                            throw new IOException("closed");
                        }
                    };
        }

        @Override
        public synchronized void close() throws IOException {
            closed.countDown();
            super.close();
        }
    }
}
