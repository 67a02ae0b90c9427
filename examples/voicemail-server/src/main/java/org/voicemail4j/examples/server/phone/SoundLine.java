package org.voicemail4j.examples.server.phone;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;

/** The sound of one call: a UDP socket, a thread that sends a packet every 20 ms, and one that hears. */
final class SoundLine implements AutoCloseable {

    private static final long TICK_NANOS = Duration.ofMillis(20).toNanos();

    /** Something to send, and who waits for its end. */
    private record Job(Outgoing outgoing, CompletableFuture<Boolean> sent) {}

    private final DatagramSocket socket;
    private final Ear ear = new Ear();
    private final BlockingQueue<Job> jobs = new LinkedBlockingQueue<>();

    SoundLine(InetAddress local) {
        try {
            socket = new DatagramSocket(new InetSocketAddress(local, 0));
        } catch (IOException e) {
            throw new PhoneException("no UDP port for sound on " + local, e);
        }
    }

    int port() {
        return socket.getLocalPort();
    }

    Ear ear() {
        return ear;
    }

    void start(InetSocketAddress to, RandomGenerator random) {
        RtpWriter writer = new RtpWriter(socket, to, random);
        PhoneThreads.start("phone-ear", this::listen);
        PhoneThreads.start("phone-mouth", () -> speak(writer));
    }

    /** Queues something to send; the future tells whether all of it was sent before the line was closed. */
    CompletableFuture<Boolean> send(Outgoing outgoing) {
        Job job = new Job(outgoing, new CompletableFuture<>());
        jobs.add(job);
        if (socket.isClosed()) {
            job.sent.complete(false);
        }
        return job.sent;
    }

    private void listen() {
        byte[] packet = new byte[2048];
        DatagramPacket datagram = new DatagramPacket(packet, packet.length);
        while (!socket.isClosed()) {
            try {
                datagram.setLength(packet.length);
                socket.receive(datagram);
                ear.hear(packet, datagram.getLength(), System.nanoTime());
            } catch (IOException e) {
                return; // closed
            }
        }
    }

    private void speak(RtpWriter writer) {
        long next = System.nanoTime();
        while (!socket.isClosed()) {
            tick(writer);
            next += TICK_NANOS;
            for (long ahead = next - System.nanoTime(); ahead > 0; ahead = next - System.nanoTime()) {
                LockSupport.parkNanos(ahead);
            }
        }
        jobs.forEach(job -> job.sent.complete(false));
    }

    private void tick(RtpWriter writer) {
        Job job = jobs.peek();
        if (job == null) {
            writer.silence();
        } else if (!job.outgoing.next(writer)) {
            jobs.remove();
            job.sent.complete(true);
        }
    }

    @Override
    public void close() {
        socket.close();
    }
}
