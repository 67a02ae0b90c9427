package org.voicemail4j.examples.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * Phones on one UDP port that watch a lamp for as long as they are let, and write their messages as text: they subscribe, refresh,
 * end it and begin again, or lose their memory and refuse what they are told. For one thread.
 */
final class LampPhones implements AutoCloseable {

    private static final int AGAIN_MS = 500;
    private static final int ATTEMPTS = 60;
    private static final int KINDS = 4;

    private final InetSocketAddress server;
    private final String mailbox;
    private final DatagramSocket socket;
    private final List<Phone> phones = new ArrayList<>();
    private int steps;

    /** One of them, in one subscription after the other. */
    private static final class Phone {
        private final int number;
        private int generation;
        private int cseq;
        private String tag = "";
        private long told;
        private boolean forgetful;
        /** Whether what was asked last has been answered, and whether its NOTIFY has come. */
        private boolean answered;

        private boolean notified;

        private Phone(int number) {
            this.number = number;
        }

        private String callId() {
            return "lamp-" + number + '-' + generation;
        }

        private void anew() {
            generation++;
            cseq = 0;
            tag = "";
            told = 0;
            forgetful = false;
        }
    }

    LampPhones(InetSocketAddress server, String mailbox, int count) throws IOException {
        this.server = server;
        this.mailbox = mailbox;
        this.socket = new DatagramSocket(0, server.getAddress());
        socket.setSoTimeout(AGAIN_MS);
        for (int i = 0; i < count; i++) {
            phones.add(new Phone(i));
        }
    }

    /** All subscribe. */
    void begin() {
        phones.forEach(phone -> ask(phone, 3_600));
    }

    /** Each in turn does what its turn is, so many times in all, and not more often than that in a second. */
    void live(int times, int perSecond) {
        for (int i = 0; i < times; i++) {
            Phone phone = phones.get(steps % phones.size());
            switch (steps++ / phones.size() % KINDS) {
                case 0 -> begunAgain(phone);
                case 1 -> forgets(phone);
                default -> ask(phone, 3_600);
            }
            LockSupport.parkNanos(1_000_000_000L / perSecond);
        }
    }

    private void begunAgain(Phone phone) {
        ask(phone, 0);
        phone.anew();
        ask(phone, 3_600);
    }

    /** Its subscription ends with the NOTIFY that it refuses (RFC 6665 §4.2.2). */
    private void forgets(Phone phone) {
        phone.forgetful = true;
        ask(phone, 3_600);
        phone.anew();
        ask(phone, 3_600);
    }

    /** All end their subscriptions. */
    void end() {
        phones.forEach(phone -> ask(phone, 0));
    }

    /** Sends SUBSCRIBE until it is granted and its NOTIFY has come. */
    private void ask(Phone phone, int expires) {
        phone.cseq++;
        phone.answered = false;
        phone.notified = false;
        String here = Kamailio.hostPort((InetSocketAddress) socket.getLocalSocketAddress());
        String uri = "sip:" + mailbox + '@' + Kamailio.hostPort(server);
        String request = "SUBSCRIBE " + uri + " SIP/2.0\r\n"
                + "Via: SIP/2.0/UDP " + here + ";rport;branch=z9hG4bK" + phone.callId() + '-' + phone.cseq + "\r\n"
                + "Max-Forwards: 70\r\nFrom: <" + uri + ">;tag=f" + phone.number + "\r\n"
                + "To: <" + uri + '>' + (phone.tag.isEmpty() ? "" : ";tag=" + phone.tag) + "\r\n"
                + "Call-ID: " + phone.callId() + "\r\nCSeq: " + phone.cseq + " SUBSCRIBE\r\n"
                + "Contact: <sip:phone" + phone.number + '@' + here + ">\r\n"
                + "Event: message-summary\r\nExpires: " + expires + "\r\nContent-Length: 0\r\n\r\n";
        for (int i = 0; i < ATTEMPTS; i++) {
            if (!phone.answered) {
                send(request);
            }
            while (!(phone.answered && phone.notified)) {
                if (!isReceived()) {
                    break;
                }
            }
            if (phone.answered && phone.notified) {
                return;
            }
        }
        throw new AssertionError(
                phone.callId() + ", " + phone.cseq + ": answered " + phone.answered + ", notified " + phone.notified);
    }

    private boolean isReceived() {
        byte[] buffer = new byte[65_535];
        DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
        try {
            socket.receive(packet);
        } catch (SocketTimeoutException e) {
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        take(new String(buffer, 0, packet.getLength(), UTF_8));
        return true;
    }

    private void take(String message) {
        String callId = TextPhone.header(message, "Call-ID");
        Phone phone = phones.get(Integer.parseInt(callId.split("-")[1]));
        boolean now = callId.equals(phone.callId());
        if (message.startsWith("NOTIFY")) {
            take(message, phone, now);
        } else if (now && TextPhone.header(message, "CSeq").equals(phone.cseq + " SUBSCRIBE")) {
            if (!message.startsWith("SIP/2.0 200")) {
                throw new AssertionError(message);
            }
            phone.answered = true;
            phone.tag = TextPhone.header(message, "To").replaceAll(".*tag=", "");
        }
    }

    private void take(String notify, Phone phone, boolean now) {
        long cseq = Long.parseLong(TextPhone.header(notify, "CSeq").split(" ")[0]);
        if (now && cseq > phone.told) {
            phone.told = cseq;
            phone.notified = true;
        }
        boolean known = now && !phone.forgetful;
        StringBuilder answer = new StringBuilder("SIP/2.0 " + (known ? "200 OK" : "481 Gone") + "\r\n");
        for (String name : List.of("Via", "From", "To", "Call-ID", "CSeq")) {
            answer.append(name)
                    .append(": ")
                    .append(TextPhone.header(notify, name))
                    .append("\r\n");
        }
        send(answer + "Content-Length: 0\r\n\r\n");
    }

    private void send(String message) {
        byte[] octets = message.getBytes(UTF_8);
        try {
            socket.send(new DatagramPacket(octets, octets.length, server));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        socket.close();
    }
}
