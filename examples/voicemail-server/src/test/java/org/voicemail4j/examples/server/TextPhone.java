package org.voicemail4j.examples.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A phone behind a proxy that writes its messages as text and shares no code with the library: it registers, calls,
 * subscribes to its lamp, and proves who it is (RFC 2617, MD5).
 */
final class TextPhone implements AutoCloseable {

    private static final int PATIENCE_MS = 20_000;
    private static final String SDP =
            "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\nm=audio 9 RTP/AVP 0\r\n";

    private final String number;
    private final InetSocketAddress proxy;
    private final DatagramSocket socket;
    private int sequence;

    TextPhone(String number, InetSocketAddress proxy) throws IOException {
        this.number = number;
        this.proxy = proxy;
        this.socket = new DatagramSocket(0, proxy.getAddress());
        socket.setSoTimeout(PATIENCE_MS);
    }

    /**
     * A dialog as the phone keeps it.
     *
     * @param callId of both sides
     * @param tag the other side's
     * @param target where requests go, by that route
     */
    record Dialog(String callId, String tag, String target, String route) {

        /** Begun by that answer. */
        static Dialog of(String answer) {
            return new Dialog(
                    header(answer, "Call-ID"),
                    header(answer, "To").replaceAll(".*tag=", ""),
                    header(answer, "Contact").replaceAll(".*<|>.*", ""),
                    header(answer, "Record-Route"));
        }
    }

    /** Sends a request outside of any dialog; returns the final answer. */
    String ask(String method, String user, String... more) throws IOException {
        return outside(method, user, "text" + ++sequence + '-' + socket.getLocalPort(), more);
    }

    private String outside(String method, String user, String callId, String... more) throws IOException {
        String uri = "sip:" + (method.equals("REGISTER") ? "" : user + '@') + Kamailio.hostPort(proxy);
        return exchange(method, uri, "<sip:" + user + '@' + Kamailio.host(proxy) + '>', callId, more);
    }

    /** The same, answering a challenge with that name and password. */
    String prove(String method, String user, String name, String password) throws IOException {
        String callId = "text" + ++sequence + '-' + socket.getLocalPort();
        String challenged = outside(method, user, callId);
        boolean byProxy = challenged.startsWith("SIP/2.0 407");
        String challenge = header(challenged, byProxy ? "Proxy-Authenticate" : "WWW-Authenticate");
        String uri = "sip:" + (method.equals("REGISTER") ? "" : user + '@') + Kamailio.hostPort(proxy);
        return outside(
                method,
                user,
                callId,
                (byProxy ? "Proxy-Authorization: " : "Authorization: ")
                        + proof(challenge, method, uri, name, password));
    }

    private static String proof(String challenge, String method, String uri, String name, String password) {
        String realm = parameter(challenge, "realm");
        String nonce = parameter(challenge, "nonce");
        String response = md5(
                md5(name + ':' + realm + ':' + password) + ':' + nonce + ":00000001:c:auth:" + md5(method + ':' + uri));
        return "Digest username=\"" + name + "\", realm=\"" + realm + "\", nonce=\"" + nonce + "\", uri=\"" + uri
                + "\", qop=auth, nc=00000001, cnonce=\"c\", algorithm=MD5, response=\"" + response + '"';
    }

    private static String parameter(String challenge, String name) {
        Matcher found = Pattern.compile(name + "=\"([^\"]*)\"").matcher(challenge);
        return found.find() ? found.group(1) : "";
    }

    private static String md5(String text) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(text.getBytes(UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Sends a request within a dialog; returns the final answer. */
    String ask(Dialog dialog, String method, String... more) throws IOException {
        String to = "<sip:" + number + '@' + Kamailio.host(proxy) + ">;tag=" + dialog.tag();
        return exchange(method, dialog.target(), to, dialog.callId(), with(dialog, more));
    }

    private static String[] with(Dialog dialog, String... more) {
        List<String> all = new ArrayList<>(List.of(more));
        all.add("Route: " + dialog.route());
        return all.toArray(String[]::new);
    }

    /** Ends a call that was answered. */
    void hangUp(String answer) throws IOException {
        Dialog dialog = Dialog.of(answer);
        String to = header(answer, "To");
        send(request(
                "ACK",
                dialog.target(),
                to,
                dialog.callId(),
                header(answer, "CSeq").split(" ")[0],
                with(dialog)));
        exchange("BYE", dialog.target(), to, dialog.callId(), with(dialog));
    }

    private String exchange(String method, String uri, String to, String callId, String... more) throws IOException {
        String number = Integer.toString(++sequence);
        String request = request(method, uri, to, callId, number, more);
        send(request);
        String answer = await(message -> message.startsWith("SIP/2.0")
                && !message.startsWith("SIP/2.0 1")
                && header(message, "CSeq").equals(number + ' ' + method)
                && header(message, "Call-ID").equals(callId));
        if (method.equals("INVITE") && !answer.startsWith("SIP/2.0 2")) {
            send(request.replace("INVITE sip", "ACK sip")
                    .replace(number + " INVITE", number + " ACK")
                    .replace(header(request, "To"), header(answer, "To")));
        }
        return answer;
    }

    private String request(String method, String uri, String to, String callId, String number, String... more) {
        String body = method.equals("INVITE") ? SDP : "";
        String from = "<sip:" + this.number + '@' + Kamailio.host(proxy) + '>';
        String here = Kamailio.hostPort((InetSocketAddress) socket.getLocalSocketAddress());
        StringBuilder text = new StringBuilder(method + ' ' + uri + " SIP/2.0\r\n"
                + "Via: SIP/2.0/UDP " + here + ";rport;branch=z9hG4bKtext" + callId + method + number + "\r\n"
                + "Max-Forwards: 70\r\nFrom: " + from + ";tag=t" + callId + "\r\nTo: " + to + "\r\n"
                + "Call-ID: " + callId + "\r\nCSeq: " + number + ' ' + method + "\r\n"
                + "Contact: <sip:" + this.number + '@' + here + ">\r\n");
        for (String header : more) {
            text.append(header).append("\r\n");
        }
        text.append(body.isEmpty() ? "" : "Content-Type: application/sdp\r\n");
        return text.append("Content-Length: " + body.length() + "\r\n\r\n" + body)
                .toString();
    }

    private void send(String message) throws IOException {
        byte[] octets = message.getBytes(UTF_8);
        socket.send(new DatagramPacket(octets, octets.length, proxy));
    }

    /** Waits until a NOTIFY says so, answering every one that comes. */
    String awaitNotified(String counts) throws IOException {
        return await(message -> message.startsWith("NOTIFY") && message.contains("Voice-Message: " + counts));
    }

    private String await(Predicate<String> wanted) throws IOException {
        byte[] buffer = new byte[65_535];
        for (int i = 0; i < 200; i++) {
            DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
            try {
                socket.receive(packet);
            } catch (SocketTimeoutException e) {
                break;
            }
            String message = new String(buffer, 0, packet.getLength(), UTF_8);
            if (message.startsWith("NOTIFY")) {
                answer(message);
            }
            if (wanted.test(message)) {
                return message;
            }
        }
        throw new AssertionError("not what was waited for, or nothing, within " + PATIENCE_MS + " ms");
    }

    private void answer(String notify) throws IOException {
        StringBuilder ok = new StringBuilder("SIP/2.0 200 OK\r\n");
        for (String line : notify.split("\r\n")) {
            if (line.isEmpty()) {
                break;
            }
            String name = line.toLowerCase(Locale.ROOT);
            if (name.matches("(via|from|to|call-id|cseq|record-route):.*")) {
                ok.append(line).append("\r\n");
            }
        }
        send(ok + "Content-Length: 0\r\n\r\n");
    }

    /** The first header of that name. */
    static String header(String message, String name) {
        return message.lines()
                .filter(line -> line.regionMatches(true, 0, name + ':', 0, name.length() + 1))
                .map(line -> line.substring(name.length() + 1).strip())
                .findFirst()
                .orElse("");
    }

    @Override
    public void close() {
        socket.close();
    }
}
