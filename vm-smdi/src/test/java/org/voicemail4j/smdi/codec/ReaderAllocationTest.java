package org.voicemail4j.smdi.codec;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** Outside a finished frame the reader makes no object, whatever comes. */
class ReaderAllocationTest {

    private static final int ROUNDS = 20_000;

    @Test
    void noiseCostsNoMemory() {
        SmdiReader reader = new SmdiReader(new Collected());
        ByteBuffer noise = ByteBuffer.wrap(
                "0123456789 MMDD ~~ OP:RMV \u0000\u007f".repeat(10).getBytes(StandardCharsets.US_ASCII));
        feed(reader, noise, ROUNDS); // compiled, and the one report of this noise is made
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        feed(reader, noise, ROUNDS);
        long allocated = threads.getCurrentThreadAllocatedBytes() - before;
        assertThat(allocated).as("for %d octets", ROUNDS * noise.limit()).isLessThan(10_000);
    }

    private static void feed(SmdiReader reader, ByteBuffer noise, int rounds) {
        for (int i = 0; i < rounds; i++) {
            reader.read(noise.rewind());
        }
    }
}
