package org.voicemail4j.examples.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class OctetTextTest {

    @Test
    void everyOctetCanBeWrittenAndRead() {
        byte[] octets = new byte[256];
        for (int i = 0; i < octets.length; i++) {
            octets[i] = (byte) i;
        }
        String text = OctetText.of(ByteBuffer.wrap(octets));
        assertThat(text).contains("\\x09\\n\\x0b").contains("[\\\\]").endsWith("\\xff");
        assertThat(OctetText.parse(text)).isEqualTo(octets);
    }

    @Test
    void whatStandsForNoOctetIsRefused() {
        for (String text : new String[] {"a\\", "\\q", "\\x1", "\u00e9", "ab\\xzz"}) {
            assertThatIllegalArgumentException().as(text).isThrownBy(() -> OctetText.parse(text));
        }
    }
}
