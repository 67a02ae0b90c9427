package org.voicemail4j.examples.server.phone;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the two ends of a call agreed on, and the requests that follow from it (RFC 3261 §12). */
public final class Dialog {

    private static final Pattern IN_BRACKETS = Pattern.compile("<([^>]+)>");

    private final InetSocketAddress local;
    private final InetSocketAddress server;
    private final RandomGenerator random;
    private final String callId;
    private final String tag;
    private final String target;
    private final String from;
    private final String contact;
    private final String inviteVia;
    private volatile String to;
    private volatile String remoteTarget;
    private volatile List<String> routes = List.of();
    private int sequence = 1;

    /**
     * Begins one, before anything is sent.
     *
     * @param number whose call it is
     * @param local where this side takes SIP
     * @param server where the other side does
     * @param dialled who is called
     * @param random makes tags and the like
     */
    public Dialog(
            String number, InetSocketAddress local, InetSocketAddress server, String dialled, RandomGenerator random) {
        this.local = local;
        this.server = server;
        this.random = random;
        this.callId = Long.toHexString(random.nextLong()) + "@phone";
        this.tag = Long.toHexString(random.nextLong());
        this.target = "sip:" + dialled + "@" + hostPort(server);
        this.from = "From: <sip:" + number + "@" + host(local) + ">;tag=" + tag;
        this.contact = "Contact: <sip:" + number + "@" + hostPort(local) + ">";
        this.inviteVia = via();
        this.to = "To: <" + target + ">";
        this.remoteTarget = target;
    }

    /** The value of its Call-ID. */
    public String callId() {
        return callId;
    }

    /** This side's tag. */
    public String tag() {
        return tag;
    }

    String target() {
        return target;
    }

    InetSocketAddress server() {
        return server;
    }

    /** The INVITE that begins the call, with an offer. */
    public SipText invite(String offer) {
        List<String> lines = headers(inviteVia, to, 1, "INVITE");
        lines.addAll(contactAndType(offer));
        lines.add("Allow: INVITE, ACK, BYE, CANCEL, OPTIONS, NOTIFY, UPDATE");
        return new SipText("INVITE " + target + " SIP/2.0", lines, offer);
    }

    /** The ACK for a final response: part of the INVITE's transaction if that was refused (RFC 3261 §17.1.1.3). */
    public SipText acknowledge(SipText response) {
        String answeredTo = response.all("To").stream().findFirst().orElse(to);
        if (response.status() >= 300) {
            return new SipText("ACK " + target + " SIP/2.0", headers(inviteVia, answeredTo, 1, "ACK"), "");
        }
        to = answeredTo;
        response.header("Contact")
                .map(IN_BRACKETS::matcher)
                .filter(Matcher::find)
                .ifPresent(uri -> remoteTarget = uri.group(1));
        routes = routes(response);
        return inDialog("ACK", 1);
    }

    /** The next request within the call. */
    public SipText request(String method) {
        return inDialog(method, ++sequence);
    }

    private SipText inDialog(String method, int number) {
        List<String> lines = headers(via(), to, number, method);
        lines.addAll(routes);
        return new SipText(method + " " + remoteTarget + " SIP/2.0", lines, "");
    }

    private static List<String> routes(SipText response) {
        List<String> routes = new ArrayList<>();
        response.all("Record-Route").forEach(line -> routes.add(line.substring("Record-".length())));
        Collections.reverse(routes);
        return List.copyOf(routes);
    }

    /** Our Contact, and the type of the body if there is one. */
    public List<String> contactAndType(String body) {
        return body.isEmpty() ? List.of(contact) : List.of(contact, "Content-Type: application/sdp");
    }

    private List<String> headers(String via, String toLine, int number, String method) {
        return new ArrayList<>(List.of(
                via,
                "Max-Forwards: 70",
                from,
                toLine,
                "Call-ID: " + callId,
                "CSeq: " + number + " " + method,
                "User-Agent: voicemail4j demo phone"));
    }

    private String via() {
        String branch = "z9hG4bK" + Long.toHexString(random.nextLong());
        return "Via: SIP/2.0/UDP " + hostPort(local) + ";rport;branch=" + branch;
    }

    private static String hostPort(InetSocketAddress address) {
        return host(address) + ":" + address.getPort();
    }

    private static String host(InetSocketAddress address) {
        String host = address.getAddress().getHostAddress();
        return host.contains(":") ? "[" + host + "]" : host;
    }
}
