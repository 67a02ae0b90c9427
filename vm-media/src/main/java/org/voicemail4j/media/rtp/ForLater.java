package org.voicemail4j.media.rtp;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Optional;
import java.util.Queue;
import java.util.function.ObjIntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * What others than the caller sent before a new session description, until that one says who they are: a caller who comes
 * back from elsewhere may speak sooner than a media loop knows of it. Keeps no more than a flood may cost. For the loop's
 * thread.
 */
final class ForLater {

    private static final int MOST = 64;

    private record Datagram(InetSocketAddress source, byte[] octets) {}

    private final Queue<Datagram> datagrams = new ArrayDeque<>();
    private @Nullable InetSocketAddress caller;

    /** Keeps from now on what others than the caller send; nothing if it is not known who he is. */
    void gather(Optional<InetSocketAddress> theCaller) {
        caller = theCaller.orElse(null);
    }

    /** Lets all through again. */
    void gatherNoMore() {
        caller = null;
    }

    /** Whether it keeps that datagram, which ends at the buffer's position. */
    boolean takes(InetSocketAddress source, ByteBuffer received) {
        if (caller == null || source.equals(caller) || datagrams.size() == MOST) {
            return false;
        }
        return datagrams.add(new Datagram(source, Arrays.copyOf(received.array(), received.position())));
    }

    /** Has all that it kept judged, in its order, each put into that place before. */
    void judge(byte[] place, ObjIntConsumer<InetSocketAddress> judge) {
        try {
            for (Datagram next : datagrams) {
                System.arraycopy(next.octets, 0, place, 0, next.octets.length);
                judge.accept(next.source, next.octets.length);
            }
        } finally {
            datagrams.clear();
        }
    }
}
