package org.voicemail4j.benchmarks;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.voicemail4j.smdi.codec.CallHistory;
import org.voicemail4j.smdi.codec.Malformed;
import org.voicemail4j.smdi.codec.SmdiMessage;
import org.voicemail4j.smdi.codec.SmdiReader;

/** Reading a message-desk line: a call history of 31 octets, and 31 octets that are nothing, for each operation. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(3)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
public class SmdiReaderBench implements SmdiReader.Sink {

    private final ByteBuffer frame = ByteBuffer.wrap(new CallHistory(1, 7, 'B', "5551000", "5559999").encode());
    private final ByteBuffer noise =
            ByteBuffer.wrap("0123456789 ~~ MM DD 0123456789x".getBytes(StandardCharsets.US_ASCII));
    private final SmdiReader reader = new SmdiReader(this);
    private final SmdiReader noisy = new SmdiReader(this);
    private long found;

    @Benchmark
    public long callHistory() {
        reader.read(frame.rewind());
        return found;
    }

    @Benchmark
    public long noise() {
        noisy.read(noise.rewind());
        return found;
    }

    @Override
    public void message(SmdiMessage message) {
        found++;
    }

    @Override
    public void malformed(Malformed what) {
        found--;
    }

    @Override
    public void skipped(Malformed before) {
        found--;
    }
}
