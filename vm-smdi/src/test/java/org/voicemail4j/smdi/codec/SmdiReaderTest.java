package org.voicemail4j.smdi.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.voicemail4j.smdi.codec.Collected.octets;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.voicemail4j.smdi.codec.LampCommand.Lamp;
import org.voicemail4j.smdi.codec.LampFailure.Cause;

class SmdiReaderTest {

    private static final SmdiMessage CALL = new CallHistory(1, 7, 'B', "5551000", "5559999");
    private static final SmdiMessage NEXT = new CallHistory(1, 8, 'D', "", "5551111");
    private static final int STREAMS = Boolean.getBoolean("soak") ? 1_000_000 : 100_000;

    @Test
    void messagesMayComeOctetByOctet() {
        byte[] written = CALL.encode();
        byte[][] parts = new byte[written.length][];
        for (int i = 0; i < written.length; i++) {
            parts[i] = new byte[] {written[i]};
        }
        assertThat(Collected.of(parts).messages).containsExactly(CALL);
    }

    @Test
    void messagesMayFollowEachOtherAtOnce() {
        SmdiMessage failure = new LampFailure("5551000", Cause.BLOCKED);
        assertThat(Collected.of(CALL.encode(), failure.encode(), NEXT.encode()).messages)
                .containsExactly(CALL, failure, NEXT);
    }

    @Test
    void parityInTheEighthBitIsPassedOver() {
        byte[] written = CALL.encode();
        for (int i = 0; i < written.length; i++) {
            if (Integer.bitCount(written[i]) % 2 == 1) {
                written[i] |= (byte) 0x80;
            }
        }
        assertThat(Collected.of(written).messages).containsExactly(CALL);
    }

    @Test
    void aMessageBehindGarbageIsRead() {
        Collected read = Collected.of(octets("\u0000\u00ff~~~MMMD00 hello"), CALL.encode());
        assertThat(read.messages).containsExactly(CALL);
        assertThat(read.malformed)
                .singleElement()
                .satisfies(what -> assertThat(what.reason()).isEqualTo("no end mark"));
    }

    @Test
    void aMessageWhoseLineBeginWasLostIsReadBehindGarbage() {
        Collected read = Collected.of("xyzMD0010007B5551000 5559999 \r\n\u0019");
        assertThat(read.messages).containsExactly(CALL);
        assertThat(read.skipped)
                .singleElement()
                .satisfies(what -> assertThat(what.octets()).isEqualTo("xyz"));
    }

    @Test
    void aDoubledFirstLetterCostsNothing() {
        assertThat(Collected.of("\r\nMMD0010007B5551000 5559999 \r\n\u0019").messages)
                .containsExactly(CALL);
    }

    @Test
    void aMessageCutShortEndsWhereTheNextBegins() {
        Collected read = Collected.of(octets("\r\nMD0010007B5551"), NEXT.encode());
        assertThat(read.messages).containsExactly(NEXT);
        assertThat(read.malformed).singleElement().satisfies(what -> {
            assertThat(what.reason()).isEqualTo("no end mark");
            assertThat(what.octets()).isEqualTo("\\r\\nMD0010007B5551");
        });
    }

    @Test
    void anOctetLostInTheMiddleNeverShiftsTheFields() {
        byte[] written = CALL.encode();
        for (int lost = 4; lost < 11; lost++) { // desk and terminal
            byte[] shorter = new byte[written.length - 1];
            System.arraycopy(written, 0, shorter, 0, lost);
            System.arraycopy(written, lost + 1, shorter, lost, shorter.length - lost);
            assertThat(Collected.of(shorter).messages).isEmpty();
            assertThat(Collected.of(shorter).malformed).hasSize(1);
        }
    }

    @Test
    void aNulInANumberSpoilsItAndNothingElse() {
        Collected read = Collected.of(octets("\r\nMD0010007B555\u00000 5559999 \r\n\u0019"), NEXT.encode());
        assertThat(read.messages).containsExactly(NEXT);
        assertThat(read.malformed).hasSize(1);
    }

    @Test
    void endlessGarbageIsToldOnceAndHeldBounded() {
        Collected collected = new Collected();
        SmdiReader reader = new SmdiReader(collected);
        for (int i = 0; i < 1_000; i++) {
            reader.read(ByteBuffer.wrap(octets("0123456789".repeat(100))));
        }
        reader.read(ByteBuffer.wrap(CALL.encode()));
        assertThat(collected.malformed).hasSize(1);
        assertThat(collected.messages).containsExactly(CALL);
    }

    @Test
    void endMarksAloneAreNothing() {
        Collected read = Collected.of("\u0019\r\n\u0019\u0004\u007f\u007f\u0019");
        assertThat(read.messages).isEmpty();
        assertThat(read.malformed).isEmpty();
    }

    @Test
    void whatTheLineLeavesHalfIsToldWhenItGoesDown() {
        Collected collected = new Collected();
        SmdiReader reader = new SmdiReader(collected);
        reader.read(ByteBuffer.wrap(octets("\r\nMD001")));
        reader.lineDown();
        reader.read(ByteBuffer.wrap(octets("0007B5551000 5559999 \r\n\u0019")));
        assertThat(collected.messages).isEmpty();
        assertThat(collected.malformed).hasSize(2);
    }

    @Test
    void aCommandWithTheWrongEndMarkIsNone() {
        assertThat(Collected.of("OP:MWI 1000!\u0019").messages).isEmpty();
        assertThat(Collected.of("OP:MWI 1000!\u0004").messages).containsExactly(new LampCommand("1000", Lamp.ON));
    }

    /** Random and mutated streams: nothing escapes, and a message after them is always read. */
    @Test
    void noStreamHidesTheMessageBehindIt() {
        SplittableRandom random = new SplittableRandom(8_1_2026);
        Collected collected = new Collected();
        SmdiReader reader = new SmdiReader(collected);
        for (int stream = 0; stream < STREAMS; stream++) {
            byte[] noise = stream % 2 == 0 ? garbage(random) : mutated(random);
            reader.read(ByteBuffer.wrap(noise));
            collected.messages.clear();
            reader.read(ByteBuffer.wrap(CALL.encode()));
            assertThat(collected.messages).as("stream %d", stream).endsWith(CALL);
            collected.messages.clear();
            collected.malformed.clear();
            collected.skipped.clear();
        }
    }

    private static byte[] garbage(SplittableRandom random) {
        byte[] octets = new byte[random.nextInt(300)];
        String likely = "\r\nMDWI0123456789 OPRV:!\u0019\u0004\u007f\u0000";
        for (int i = 0; i < octets.length; i++) {
            octets[i] = (byte)
                    (random.nextBoolean() ? likely.charAt(random.nextInt(likely.length())) : random.nextInt(256));
        }
        return octets;
    }

    private static byte[] mutated(SplittableRandom random) {
        ByteArrayOutputStream octets = new ByteArrayOutputStream();
        for (byte octet : CALL.encode()) {
            switch (random.nextInt(12)) {
                case 0 -> {} // lost
                case 1 -> octets.write(octet ^ 1 << random.nextInt(8));
                case 2 -> {
                    octets.write(octet);
                    octets.write(octet);
                }
                default -> octets.write(octet);
            }
        }
        return octets.toByteArray();
    }
}
