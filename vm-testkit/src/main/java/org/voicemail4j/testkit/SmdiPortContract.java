package org.voicemail4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.voicemail4j.smdi.SmdiPort;
import org.voicemail4j.smdi.SmdiPort.State;

/** What every {@link SmdiPort} must do; used like {@link MessageStoreContract}. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
public interface SmdiPortContract {

    /** The port under test, not started, the same one throughout a test. */
    SmdiPort port();

    /** Sends octets from the other end of its line, once the line is up. */
    void otherEndSends(byte[] octets);

    /** What has arrived at the other end so far, since the line was first up. */
    byte[] otherEndGot();

    /** Breaks the line, as a pulled cable does. */
    void pull();

    /** Mends what {@link #pull} broke. */
    void plug();

    /** How long a test waits for what must happen. */
    default Duration patience() {
        return Duration.ofSeconds(30);
    }

    @Test
    default void octetsArriveInOrder() {
        Heard heard = listen();
        heard.await(State.UP);
        byte[] octets = everyOctet();
        otherEndSends(octets);
        heard.await(octets.length);
        assertThat(heard.octets()).isEqualTo(octets);
    }

    @Test
    default void octetsAreSent() {
        Heard heard = listen();
        heard.await(State.UP);
        ByteBuffer octets = ByteBuffer.wrap(everyOctet());
        assertThat(port().send(octets)).isTrue();
        assertThat(octets.hasRemaining()).isFalse();
        until("all octets arrive", () -> otherEndGot().length >= 256);
        assertThat(otherEndGot()).isEqualTo(everyOctet());
    }

    @Test
    default void onlyWhatRemainsInTheBufferIsSent() {
        listen().await(State.UP);
        ByteBuffer octets = ByteBuffer.wrap(new byte[] {1, 2, 3, 4, 5}, 1, 3);
        assertThat(port().send(octets)).isTrue();
        until("three octets arrive", () -> otherEndGot().length >= 3);
        assertThat(otherEndGot()).containsExactly(2, 3, 4);
    }

    @Test
    default void aPortThatIsNotStartedSendsNothing() {
        assertThat(port().send(ByteBuffer.wrap(new byte[1]))).isFalse();
    }

    @Test
    default void thePulledCableIsToldAndThePortComesBackByItself() {
        Heard heard = listen();
        heard.await(State.UP);
        pull();
        heard.await(State.DOWN);
        until("nothing can be sent", () -> !port().send(ByteBuffer.wrap(new byte[] {7})));
        plug();
        heard.awaitUpAgain();
        otherEndSends(new byte[] {42});
        heard.await(1);
        assertThat(heard.octets()).containsExactly(42);
    }

    @Test
    default void whatAConsumerThrowsDoesNotEndTheLine() {
        Heard heard = new Heard(patience());
        port().start(
                        octets -> {
                            heard.hear(octets);
                            throw new IllegalStateException("planted: the consumer fails");
                        },
                        heard::happen);
        heard.await(State.UP);
        for (byte i = 1; i <= 3; i++) {
            otherEndSends(new byte[] {i});
            heard.await(i);
        }
        assertThat(heard.octets()).containsExactly(1, 2, 3);
    }

    @Test
    default void aPortStartsOnce() {
        listen();
        assertThatIllegalStateException().isThrownBy(() -> listen());
    }

    @Test
    default void aClosedPortStaysClosed() {
        listen().await(State.UP);
        port().close();
        port().close();
        assertThat(port().send(ByteBuffer.wrap(new byte[1]))).isFalse();
        assertThatIllegalStateException().isThrownBy(() -> listen());
    }

    private Heard listen() {
        Heard heard = new Heard(patience());
        port().start(heard::hear, heard::happen);
        return heard;
    }

    private void until(String what, BooleanSupplier condition) {
        Until.so(what, patience(), condition);
    }

    private static byte[] everyOctet() {
        byte[] octets = new byte[256];
        for (int i = 0; i < octets.length; i++) {
            octets[i] = (byte) i;
        }
        return octets;
    }

    /** What a port told. For many threads. */
    final class Heard {

        private final ByteArrayOutputStream octets = new ByteArrayOutputStream();
        private final List<State> states = new ArrayList<>();

        private final Duration patience;

        private Heard(Duration patience) {
            this.patience = patience;
        }

        private synchronized void hear(ByteBuffer some) {
            while (some.hasRemaining()) {
                octets.write(some.get());
            }
        }

        private synchronized void happen(State state) {
            states.add(state);
        }

        private synchronized byte[] octets() {
            return octets.toByteArray();
        }

        private synchronized List<State> states() {
            return List.copyOf(states);
        }

        private void await(State state) {
            Until.so(state + " is told", patience, () -> states().contains(state));
        }

        private void awaitUpAgain() {
            Until.so("UP is told after DOWN", patience, () -> {
                List<State> told = states();
                return told.contains(State.DOWN) && told.lastIndexOf(State.UP) > told.indexOf(State.DOWN);
            });
        }

        private void await(int count) {
            Until.so(count + " octets arrive", patience, () -> octets().length >= count);
        }
    }
}
