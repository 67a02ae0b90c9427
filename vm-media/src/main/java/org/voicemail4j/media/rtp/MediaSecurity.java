package org.voicemail4j.media.rtp;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.voicemail4j.media.MediaKey;

/**
 * Stands between a call and its ports: seals what goes out and opens what comes in, once there are keys for it, and lets
 * all through as it is before. What is not authentic, or comes for the second time, never reaches the call: not even as a
 * source to be learnt. When keys change within a call, packets under the former key are taken until the first one under
 * the new key, or in clear, has come. For the loop's thread.
 */
final class MediaSecurity {

    /** After a change to clear, so many packets in a row whose numbers have been seen are not old ones that came twice. */
    private static final int MOST_REPLAYED = 8;

    private static final int MOST_FORGED_AT_ONCE = 64;

    private final Counters counters;
    private ByteBuffer sealed = ByteBuffer.allocate(0);
    private @Nullable SrtpSender sender;
    private @Nullable SrtpReceiver receiver;
    private @Nullable SrtpReceiver former;
    private int replayed;
    private Optional<MediaKey> ours = Optional.empty();
    private Optional<MediaKey> theirs = Optional.empty();

    MediaSecurity(Counters counters) {
        this.counters = counters;
    }

    /**
     * Begins or goes on with keys, or without; a key that stays goes on counting. Under a new one some go on counting how
     * often our numbers began anew, as RFC 3711 §3.3.1 has it, and some do not.
     *
     * @return whether to be another source from now on, because they have begun anew
     */
    boolean keys(Optional<MediaKey> forSending, Optional<MediaKey> forReceiving) {
        boolean another = false;
        if (!forSending.equals(ours)) {
            another = sender != null && sender.hasRolledOver();
            sender = forSending.map(SrtpSender::new).orElse(null);
            sealed = ByteBuffer.allocate(sender == null ? 0 : Scratch.LARGEST + SrtpCipher.MOST_ADDED);
            ours = forSending;
        }
        if (!forReceiving.equals(theirs)) {
            former = receiver;
            replayed = 0;
            receiver = forReceiving.map(key -> new SrtpReceiver(key, former)).orElse(null);
            theirs = forReceiving;
        }
        return another;
    }

    /** Whether anything is sealed or opened. */
    boolean isAtWork() {
        return sender != null || receiver != null || former != null;
    }

    /** Those ports, behind this. */
    PortPair around(PortPair ports) {
        return new PortPair(new SecurePort(ports.rtp()), new SecurePort(ports.rtcp()));
    }

    private final class SecurePort implements DatagramPort {

        private final DatagramPort port;

        SecurePort(DatagramPort port) {
            this.port = port;
        }

        @Override
        public @Nullable InetSocketAddress receive(ByteBuffer into) {
            for (int i = 0; i < MOST_FORGED_AT_ONCE; i++) {
                InetSocketAddress source = port.receive(into.clear());
                if (source == null) {
                    return null;
                }
                int opened = open(into.array(), into.position());
                if (opened >= 0) {
                    into.position(opened);
                    return source;
                }
                counters.add(opened == SrtpReceiver.REPLAYED ? Count.REPLAYED : Count.NOT_AUTHENTIC);
            }
            return null;
        }

        private int open(byte[] packet, int length) {
            SrtpReceiver opener = receiver;
            return opener == null ? openInClear(packet, length) : open(opener, packet, length);
        }

        /** In clear from now on; what was sealed before the other side knew that is still on its way. */
        private int openInClear(byte[] packet, int length) {
            SrtpReceiver before = former;
            int opened = before == null ? SrtpCipher.FORGED : before.open(packet, length);
            replayed = opened == SrtpReceiver.REPLAYED ? replayed + 1 : 0; // judged by its number alone
            if (opened != SrtpCipher.FORGED && replayed < MOST_REPLAYED) {
                return opened;
            }
            if (!RtcpReports.isReport(packet, length)) {
                former = null;
            }
            return length;
        }

        private int open(SrtpReceiver opener, byte[] packet, int length) {
            int opened = opener.open(packet, length);
            if (opened >= 0) {
                former = null;
                return opened;
            }
            SrtpReceiver before = former;
            return before == null || opened != SrtpCipher.FORGED ? opened : before.open(packet, length);
        }

        @Override
        public boolean send(ByteBuffer octets, InetSocketAddress to) {
            SrtpSender sealer = sender;
            if (sealer == null) {
                return port.send(octets, to);
            }
            int length = octets.remaining();
            octets.get(sealed.array(), 0, length);
            return port.send(sealed.clear().limit(sealer.seal(sealed.array(), length)), to);
        }

        @Override
        public int number() {
            return port.number();
        }

        @Override
        public void close() {
            port.close();
        }
    }
}
