package org.voicemail4j.examples.server.phone;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MuLawTest {

    @Test
    void knowsTheValuesOfTheStandardsTable() {
        assertThat(MuLaw.decode((byte) 0xFF)).isZero();
        assertThat(MuLaw.decode((byte) 0x80)).isEqualTo((short) 32124);
        assertThat(MuLaw.decode((byte) 0x00)).isEqualTo((short) -32124);
        assertThat(MuLaw.encode((short) 0)).isEqualTo((byte) 0xFF);
        assertThat(MuLaw.encode(Short.MAX_VALUE)).isEqualTo((byte) 0x80);
        assertThat(MuLaw.encode(Short.MIN_VALUE)).isEqualTo((byte) 0x00);
    }

    @Test
    void everyOctetSurvivesARoundTrip() {
        for (int octet = 0; octet < 256; octet++) {
            short sample = MuLaw.decode((byte) octet);
            assertThat(MuLaw.decode(MuLaw.encode(sample))).isEqualTo(sample);
        }
    }

    @Test
    void everySampleComesBackWithinHalfAStep() {
        for (int sample = -32124; sample <= 32124; sample++) {
            int error = Math.abs(MuLaw.decode(MuLaw.encode((short) sample)) - sample);
            assertThat(error).isLessThanOrEqualTo(4 + Math.abs(sample) / 31);
        }
    }
}
