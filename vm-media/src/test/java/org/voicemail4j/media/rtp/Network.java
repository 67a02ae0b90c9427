package org.voicemail4j.media.rtp;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A port in memory: what is to be received is put in, what is sent is kept. */
final class Network implements DatagramPort {

    private record Arriving(InetSocketAddress from, byte[] octets) {}

    private final Deque<Arriving> arriving = new ArrayDeque<>();
    final List<byte[]> sent = new ArrayList<>();
    boolean open = true;
    int looks;

    void arrive(InetSocketAddress from, byte[] octets) {
        arriving.add(new Arriving(from, octets));
    }

    @Override
    public @Nullable InetSocketAddress receive(ByteBuffer into) {
        Arriving next = arriving.poll();
        if (next == null) {
            looks++;
            return null;
        }
        into.put(next.octets(), 0, Math.min(next.octets().length, into.remaining()));
        return next.from();
    }

    @Override
    public boolean send(ByteBuffer octets, InetSocketAddress to) {
        byte[] copy = new byte[octets.remaining()];
        octets.get(copy);
        return sent.add(copy);
    }

    @Override
    public int number() {
        return 4000;
    }

    @Override
    public void close() {
        open = false;
    }
}
