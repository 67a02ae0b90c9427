package org.voicemail4j.examples.server.phone;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/**
 * A telephone on a UDP port of its own. It places calls, and answers what comes in: NOTIFYs about waiting messages are
 * kept in the order of their arrival, so that it can also stand in for the proxy to which a server sends them.
 */
public final class Phone implements AutoCloseable {

    private static final int LARGEST_MESSAGE = 65_535;

    private final String number;
    private final DatagramSocket socket;
    private final RandomGenerator random;
    private final Map<String, PhoneCall> calls = new ConcurrentHashMap<>();
    private final BlockingQueue<Notice> notices = new LinkedBlockingQueue<>();

    private Phone(String number, DatagramSocket socket, RandomGenerator random) {
        this.number = number;
        this.socket = socket;
        this.random = random;
    }

    /**
     * Plugs in a phone on any free port.
     *
     * @param number its own number, as the other side will see it
     * @param local address to bind
     * @param random makes tags, Call-IDs and the like
     */
    public static Phone plugIn(String number, InetAddress local, RandomGenerator random) {
        try {
            Phone phone = new Phone(number, new DatagramSocket(new InetSocketAddress(local, 0)), random);
            PhoneThreads.start("phone-" + number, phone::listen);
            return phone;
        } catch (IOException e) {
            throw new PhoneException("no UDP port for SIP on " + local, e);
        }
    }

    /** Where it can be reached. */
    public InetSocketAddress address() {
        return (InetSocketAddress) socket.getLocalSocketAddress();
    }

    /**
     * Dials a number at a server and waits until somebody answers.
     *
     * @throws PhoneException if nobody does, or the call is refused
     */
    public PhoneCall call(InetSocketAddress server, String dialled) {
        PhoneCall call = new PhoneCall(this, server, dialled);
        calls.put(call.id(), call);
        try {
            call.dial();
            return call;
        } catch (RuntimeException e) {
            call.close();
            throw e;
        }
    }

    /**
     * Waits for the next NOTIFY about waiting messages.
     *
     * @throws PhoneException if none comes in time
     */
    public Notice awaitNotice(Duration most) {
        try {
            Notice notice = notices.poll(most.toMillis(), TimeUnit.MILLISECONDS);
            if (notice == null) {
                throw new PhoneException("no NOTIFY came within " + most.toSeconds() + " s");
            }
            return notice;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PhoneException("interrupted while waiting for a NOTIFY", e);
        }
    }

    String number() {
        return number;
    }

    RandomGenerator random() {
        return random;
    }

    void send(SipText message, InetSocketAddress to) {
        byte[] octets = message.encode();
        try {
            socket.send(new DatagramPacket(octets, octets.length, to));
        } catch (IOException e) {
            if (!socket.isClosed()) {
                throw new PhoneException("cannot send SIP to " + to, e);
            }
        }
    }

    void forget(PhoneCall call) {
        calls.remove(call.id());
    }

    private void listen() {
        byte[] octets = new byte[LARGEST_MESSAGE];
        DatagramPacket datagram = new DatagramPacket(octets, octets.length);
        while (!socket.isClosed()) {
            try {
                datagram.setLength(octets.length);
                socket.receive(datagram);
            } catch (IOException e) {
                return; // unplugged
            }
            take(SipText.parse(octets, datagram.getLength()), (InetSocketAddress) datagram.getSocketAddress());
        }
    }

    private void take(SipText message, InetSocketAddress from) {
        PhoneCall call = calls.get(message.header("Call-ID").orElse(""));
        if (call != null) {
            call.take(message, from);
        } else if (!message.isResponse()) {
            answer(message, from);
        }
    }

    private void answer(SipText request, InetSocketAddress from) {
        switch (request.method()) {
            case "NOTIFY" -> {
                send(request.response("200 OK", number, List.of(), ""), from);
                notices.add(Notice.parse(request.body()));
            }
            case "OPTIONS" -> send(request.response("200 OK", number, List.of(), ""), from);
            case "ACK" -> {}
            default -> send(request.response("481 Call Does Not Exist", number, List.of(), ""), from);
        }
    }

    /** Hangs up what is still up, and unplugs the phone. */
    @Override
    public void close() {
        List.copyOf(calls.values()).forEach(PhoneCall::close);
        socket.close();
    }
}
