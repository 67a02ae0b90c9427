package org.voicemail4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.voicemail4j.audio.AudioContent;
import org.voicemail4j.audio.AudioReader;

/**
 * What every {@link AudioContent} and its {@link AudioReader} must do; used like {@link MessageStoreContract}, which has the
 * recordings of stores read in the same way.
 */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
public interface AudioContentContract {

    /** The recording under test, the same one throughout a test, and there until its end. */
    AudioContent content();

    /** The coded sound that is in it: whole blocks, at least a few hundred octets, not all alike. */
    byte[] sound();

    @Test
    default void itTellsHowLongItIs() {
        Reads.tellsItsLength(content(), sound());
    }

    @Test
    default void itIsReadFromItsStartToItsEnd() {
        try (AudioReader reader = content().open()) {
            Reads.whole(reader, sound(), 333);
            Reads.whole(reader, sound(), sound().length + 1);
        }
    }

    @Test
    default void itIsReadFromAnyPlaceIntoAnyBuffer() {
        try (AudioReader reader = content().open()) {
            Reads.fromAnywhere(reader, sound());
        }
    }

    @Test
    default void behindTheEndThereIsNothing() {
        try (AudioReader reader = content().open()) {
            Reads.end(reader, sound().length);
        }
    }

    @Test
    default void aPlaceBeforeTheStartIsRefused() {
        try (AudioReader reader = content().open()) {
            Reads.refusesNegativePlaces(reader);
        }
    }

    @Test
    default void aBufferWithoutRoomStaysAsItIs() {
        try (AudioReader reader = content().open()) {
            ByteBuffer full = ByteBuffer.allocate(10).position(5).limit(5);
            assertThat(reader.read(full, 0)).isZero();
            assertThat(full.position()).isEqualTo(5);
        }
    }

    @Test
    default void closingTwiceIsHarmless() {
        AudioReader reader = content().open();
        reader.close();
        reader.close();
    }

    @Test
    default void itMayBeOpenedAgain() {
        content().open().close();
        try (AudioReader reader = content().open()) {
            Reads.whole(reader, sound(), 500);
        }
    }

    @Test
    default void twoReadersDoNotMindEachOther() {
        try (AudioReader stays = content().open()) {
            try (AudioReader goes = content().open()) {
                int place = sound().length / 2;
                Reads.at(stays, sound(), 0, ByteBuffer.allocate(50));
                Reads.at(goes, sound(), place, ByteBuffer.allocate(60));
                Reads.at(stays, sound(), 50, ByteBuffer.allocate(50));
            }
            Reads.whole(stays, sound(), 444);
        }
    }

    @Test
    default void anyThreadMayOpenIt() throws Exception {
        AudioContent content = content();
        ContractThreads.atOnce(4, thread -> {
            try (AudioReader reader = content.open()) {
                Reads.whole(reader, sound(), 100 + thread);
            }
        });
    }
}
