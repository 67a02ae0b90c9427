package org.voicemail4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.function.Consumer;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.voicemail4j.smdi.SmdiPort;

/** The contract passes on a loop, and catches what it is there to catch. */
class SmdiPortContractTest {

    @ParameterizedTest
    @EnumSource
    void aPortThatGetsOneThingWrongFailsTheContract(Fault fault) {
        assertThat(ContractRun.failedTests(FaultyPort.class, fault)).isNotEmpty();
    }

    /** What a port may get wrong. */
    enum Fault {
        LOSES_THE_EIGHTH_BIT,
        SENDS_THE_WHOLE_ARRAY,
        SAYS_SENT_WHEN_NOT_STARTED,
        DIES_WITH_ITS_CONSUMER,
        NEVER_TELLS_OF_A_PULLED_CABLE,
        STARTS_TWICE,
        SENDS_WHEN_CLOSED
    }

    /** Not run by itself: the contract on a port with a fault. */
    @ExtendWith(FaultyPort.Parameter.class)
    static final class FaultyPort implements SmdiPortContract, SmdiPort {

        private final Fault fault;
        private final LoopbackSmdiPort sound = LoopbackSmdiPort.pair();
        private final ByteArrayOutputStream got = new ByteArrayOutputStream();
        private boolean started;
        private boolean dead;

        FaultyPort(Fault fault) {
            this.fault = fault;
            sound.other().start(this::take, state -> {});
        }

        private void take(ByteBuffer octets) {
            while (octets.hasRemaining()) {
                got.write(octets.get());
            }
        }

        @Override
        public void start(Consumer<ByteBuffer> octets, Consumer<State> states) {
            if (fault == Fault.STARTS_TWICE && started) {
                return;
            }
            started = true;
            sound.start(come -> hear(come, octets), state -> {
                if (fault != Fault.NEVER_TELLS_OF_A_PULLED_CABLE || state == State.UP) {
                    states.accept(state);
                }
            });
        }

        private void hear(ByteBuffer come, Consumer<ByteBuffer> octets) {
            if (fault == Fault.LOSES_THE_EIGHTH_BIT) {
                for (int i = come.position(); i < come.limit(); i++) {
                    come.put(i, (byte) (come.get(i) & 0x7f));
                }
            }
            if (dead) {
                return;
            }
            try {
                octets.accept(come);
            } catch (RuntimeException e) {
                dead = fault == Fault.DIES_WITH_ITS_CONSUMER;
                throw e;
            }
        }

        @Override
        public boolean send(ByteBuffer octets) {
            if (fault == Fault.SENDS_THE_WHOLE_ARRAY) {
                octets.clear();
            }
            boolean sent = sound.send(octets);
            return sent
                    || (fault == Fault.SAYS_SENT_WHEN_NOT_STARTED && !started)
                    || (fault == Fault.SENDS_WHEN_CLOSED && started);
        }

        @Override
        public void close() {
            sound.close();
        }

        @Override
        public SmdiPort port() {
            return this;
        }

        @Override
        public void otherEndSends(byte[] octets) {
            sound.other().send(ByteBuffer.wrap(octets));
        }

        @Override
        public byte[] otherEndGot() {
            return got.toByteArray();
        }

        @Override
        public void pull() {
            sound.pull();
        }

        @Override
        public void plug() {
            sound.plug();
        }

        @Override
        public Duration patience() {
            return Duration.ofMillis(200);
        }

        static final class Parameter extends ContractRun.FaultParameter<Fault> {
            Parameter() {
                super(Fault.class);
            }
        }
    }
}
