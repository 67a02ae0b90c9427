package org.voicemail4j.media.rtp;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.voicemail4j.media.MediaKey;

/**
 * Opens what one peer sends: finds out how often a packet's sequence number has begun anew (RFC 3711 §3.3.1), and takes
 * no packet twice (§3.3.2). Knows the latest few sources; one is remembered only for a packet that was authentic. For one
 * thread.
 */
final class SrtpReceiver {

    /** What {@link #open} returns besides {@link SrtpCipher#FORGED}: authentic perhaps, but not for the first time. */
    static final int REPLAYED = -2;

    private static final int MOST_SOURCES = 8;
    private static final int HALF = 0x8000;

    /** What is known of one SSRC. */
    private static final class Source {
        private final int ssrc;
        private final ReplayWindow packets = new ReplayWindow();
        private final ReplayWindow reports = new ReplayWindow();

        Source(int ssrc) {
            this.ssrc = ssrc;
        }

        /** The number of a packet, counted from the source's start, as far as its sequence number can say; negative if before. */
        long index(int sequence) {
            long highest = packets.highest();
            if (highest < 0) {
                return sequence;
            }
            long rollover = highest >>> 16;
            int last = (int) highest & 0xFFFF;
            if (last < HALF) {
                rollover -= sequence - last > HALF ? 1 : 0;
            } else {
                rollover += last - HALF > sequence ? 1 : 0;
            }
            return rollover << 16 | sequence;
        }
    }

    private final SrtpCipher cipher;
    private final List<Source> sources = new ArrayList<>(MOST_SOURCES);
    private @Nullable SrtpReceiver before;

    SrtpReceiver(MediaKey key) {
        cipher = SrtpCipher.of(key);
    }

    /**
     * With a new key for one peer. A sender goes on counting how often its numbers began anew (RFC 3711 §3.3.1), but some
     * begin at 0: both are tried.
     *
     * @param former knows what the peer has sent so far
     */
    SrtpReceiver(MediaKey key, @Nullable SrtpReceiver former) {
        this(key);
        before = former;
        if (former != null) {
            former.before = null;
        }
    }

    /**
     * Opens a packet or reports in place; what cannot be taken is left as it is.
     *
     * @return the new length, or {@link SrtpCipher#FORGED}, or {@link #REPLAYED}
     */
    int open(byte[] packet, int length) {
        return RtcpReports.isReport(packet, length) ? openReport(packet, length) : openPacket(packet, length);
    }

    private int openPacket(byte[] packet, int length) {
        int header = headerBytes(packet, length);
        if (header < 0) {
            return SrtpCipher.FORGED;
        }
        Source source = source(RtpPacket.int32(packet, 8));
        int sequence = (packet[2] & 0xFF) << 8 | packet[3] & 0xFF;
        long index = source.index(sequence);
        if (index < 0) {
            return SrtpCipher.FORGED;
        }
        if (!source.packets.isNew(index)) {
            return REPLAYED;
        }
        int opened = cipher.open(packet, header, length, (int) (index >>> 16));
        if (opened == SrtpCipher.FORGED && source.packets.highest() < 0 && sequence < HALF) {
            index = 1L << 16 | sequence; // its numbers began anew before anything of it came
            opened = cipher.open(packet, header, length, 1);
        }
        SrtpReceiver former = before;
        if (opened == SrtpCipher.FORGED && source.packets.highest() < 0 && former != null) {
            index = former.source(source.ssrc).index(sequence);
            opened = index < 0 ? SrtpCipher.FORGED : cipher.open(packet, header, length, (int) (index >>> 16));
        }
        if (opened != SrtpCipher.FORGED) {
            before = null;
            remember(source);
            source.packets.take(index);
        }
        return opened;
    }

    private int openReport(byte[] packet, int length) {
        int index = length < 8 ? SrtpCipher.FORGED : cipher.reportIndex(packet, length);
        if (index == SrtpCipher.FORGED) {
            return SrtpCipher.FORGED;
        }
        Source source = source(RtpPacket.int32(packet, 4));
        if (!source.reports.isNew(index)) {
            return REPLAYED;
        }
        int opened = cipher.openReport(packet, length);
        if (opened != SrtpCipher.FORGED) {
            remember(source);
            source.reports.take(index);
        }
        return opened;
    }

    /** Octets of an RTP header with its contributing sources and extension, which stay in clear; -1 if it has no end. */
    private static int headerBytes(byte[] packet, int length) {
        if (length < RtpPacket.HEADER_BYTES) {
            return -1;
        }
        int bytes = RtpPacket.HEADER_BYTES + 4 * (packet[0] & 0x0F);
        if ((packet[0] & 0x10) != 0) {
            if (bytes + 4 > length) {
                return -1;
            }
            bytes += 4 + 4 * ((packet[bytes + 2] & 0xFF) << 8 | packet[bytes + 3] & 0xFF);
        }
        return bytes <= length ? bytes : -1;
    }

    private Source source(int ssrc) {
        for (int i = 0; i < sources.size(); i++) {
            if (sources.get(i).ssrc == ssrc) {
                return sources.get(i);
            }
        }
        return new Source(ssrc);
    }

    private void remember(Source source) {
        if (!sources.contains(source)) {
            if (sources.size() == MOST_SOURCES) {
                sources.remove(0);
            }
            sources.add(source);
        }
    }
}
