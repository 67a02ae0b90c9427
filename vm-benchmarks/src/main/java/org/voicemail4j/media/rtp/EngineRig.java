package org.voicemail4j.media.rtp;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;
import org.voicemail4j.audio.AudioEncoding;
import org.voicemail4j.audio.AudioFormat;
import org.voicemail4j.benchmarks.Material;
import org.voicemail4j.media.Digit;
import org.voicemail4j.media.MediaDirection;
import org.voicemail4j.media.PayloadFormat;
import org.voicemail4j.media.RecordingLimits;
import org.voicemail4j.media.codec.AudioCodecs;
import org.voicemail4j.media.codec.SoundReader;
import org.voicemail4j.media.codec.SoundWriter;
import org.voicemail4j.media.file.SoundBytes;

/** One call of the engine without sockets: packets come from memory and go to a checksum, and frames pass when told to. */
final class EngineRig implements DatagramPort {

    private static final AudioCodecs CODECS = AudioCodecs.standard();
    private static final PayloadFormat EVENTS = new PayloadFormat(101, PayloadFormat.TELEPHONE_EVENT, 8000, "0-15");
    private static final int PIECE_FRAMES = 10;
    private static final long FRAME_NANOS = 20_000_000L;

    private final InetSocketAddress caller = new InetSocketAddress(InetAddress.getLoopbackAddress(), 4444);
    private final WireCodec wire;
    private final byte[] speech;
    private final byte[] packet = new byte[172];
    private final CRC32 sent = new CRC32();
    private final FlowSignal flow = new FlowSignal();
    private final SampleBlocks blocks = new SampleBlocks(new BlockBudget(64), late -> {}, () -> {}, 1);
    private final RtpCall call;
    private @Nullable SoundWriter writer;
    private @Nullable DigestSink sink;
    private @Nullable Playback playback;
    private @Nullable SoundBytes recorded;
    private @Nullable WireReader reader;
    private int waiting;
    private int sequence;
    private long frame;
    private long now;

    private EngineRig(AudioEncoding encoding) {
        wire = WireCodec.of(encoding, CODECS);
        speech = Material.SPEECH.coded(encoding);
        MediaLoop loop = new MediaLoop(() -> now);
        SplittableRandom random = new SplittableRandom(1);
        RtpSender sender = new RtpSender(random);
        ReceptionStatistics reception = new ReceptionStatistics();
        Clock noon = Clock.fixed(Instant.EPOCH, ZoneOffset.UTC);
        call = new RtpCall(
                new PortPair(this, new DeadPort()),
                sender,
                reception,
                new RtcpReports(sender, reception, random, noon, 0),
                new RtpCall.Setting(
                        loop.scratch(),
                        loop.counters(),
                        new MediaEvents(MediaListener.NONE, () -> 0),
                        wire,
                        false,
                        InbandKeys.IGNORED,
                        Long.MAX_VALUE / 4,
                        Long.MAX_VALUE / 4));
        call.describe(
                new Agreement(wire, wire.format(), Optional.of(EVENTS), Optional.empty()),
                new Remote(caller, null, MediaDirection.SENDRECV),
                0);
        packet[0] = (byte) 0x80;
        packet[1] = (byte) wire.format().payloadType();
    }

    /** A call that is recorded; each frame takes a packet, and blocks that are full go through the codec to the file. */
    static EngineRig recording(AudioFormat format) {
        return recording(AudioEncoding.ULAW, format);
    }

    /** The same of a call that speaks something else than µ-law, with 160 octets in a packet. */
    static EngineRig recording(AudioEncoding spoken, AudioFormat format) {
        EngineRig rig = new EngineRig(spoken);
        rig.sink = new DigestSink(format);
        rig.writer = new SoundWriter(rig.sink, CODECS, SoundReader.NARROW);
        RecordingLimits limits = new RecordingLimits(Duration.ZERO, Duration.ZERO, 128, Digit.set("#"));
        rig.call.record(new Recorder(limits, rig.blocks, rig.flow, rig.call.counters(), 0), 0);
        return rig;
    }

    /** A call that hears sound which is in memory as the wire wants it; each frame sends a packet. */
    static EngineRig playing() {
        EngineRig rig = new EngineRig(AudioEncoding.ULAW);
        Playback endless = Playback.of(rig.wire, rig.flow, Digit.NONE);
        rig.playback = endless;
        rig.feed();
        rig.call.play(endless);
        return rig;
    }

    /**
     * A call that hears a recording of that format, again and again: with every tenth frame a piece of it is read, decoded,
     * encoded for the wire and fed, as the thread of a call's flow does; each frame sends a packet.
     */
    static EngineRig listening(AudioFormat format) {
        EngineRig rig = playing();
        rig.recorded = new SoundBytes(format, Material.SPEECH.coded(format.encoding()));
        rig.feedPiece();
        return rig;
    }

    private void feedPiece() {
        SoundBytes heard = recorded;
        if (heard == null || frame % PIECE_FRAMES != 0) {
            return;
        }
        byte[] piece = reader == null ? null : reader.read();
        if (piece == null) {
            WireReader again = new WireReader(heard, CODECS, wire);
            reader = again;
            piece = again.read();
        }
        if (playback != null && piece != null) {
            playback.feed(Chunk.recorded(0, piece));
        }
    }

    /** Gives a playback another 40 s of sound. */
    void feed() {
        if (playback != null) {
            playback.feed(Chunk.prompt(0, speech));
        }
    }

    /** Lets 20 ms pass. */
    void frame() {
        waiting += writer != null ? 1 : 0;
        now += FRAME_NANOS;
        feedPiece();
        call.onFrame(frame++, now);
        SampleBlocks.Block block;
        while ((block = blocks.take()) != null) {
            if (writer != null) {
                writer.write(block.samples, 0, block.count);
            }
            blocks.back(block);
        }
    }

    /** Lets 20 ms pass. Returns how many have passed. */
    long frames() {
        frame();
        return frame;
    }

    /** Checksum of what was written or sent. */
    long checksum() {
        return sink != null ? sink.checksum() : sent.getValue();
    }

    @Override
    public @Nullable InetSocketAddress receive(ByteBuffer into) {
        if (waiting == 0) {
            return null;
        }
        waiting--;
        packet[2] = (byte) (sequence >> 8);
        packet[3] = (byte) sequence;
        RtpPacket.putInt32(packet, 4, sequence * 160);
        System.arraycopy(speech, sequence % (speech.length / 160) * 160, packet, 12, 160);
        sequence++;
        into.put(packet);
        return caller;
    }

    @Override
    public boolean send(ByteBuffer octets, InetSocketAddress to) {
        sent.update(octets);
        return true;
    }

    @Override
    public int number() {
        return 4000;
    }

    @Override
    public void close() {}

    /** Nothing comes and nothing goes. */
    private static final class DeadPort implements DatagramPort {

        @Override
        public @Nullable InetSocketAddress receive(ByteBuffer into) {
            return null;
        }

        @Override
        public boolean send(ByteBuffer octets, InetSocketAddress to) {
            return false;
        }

        @Override
        public int number() {
            return 4001;
        }

        @Override
        public void close() {}
    }
}
