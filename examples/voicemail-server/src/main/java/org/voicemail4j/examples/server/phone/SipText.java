package org.voicemail4j.examples.server.phone;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A SIP message as text (RFC 3261 §7): a start line, header lines in order, a body.
 *
 * @param startLine request line or status line
 * @param headers header lines {@code Name: value}, unfolded
 * @param body what follows the empty line
 */
public record SipText(String startLine, List<String> headers, String body) {

    private static final String END = "\r\n";

    public SipText {
        headers = List.copyOf(headers);
    }

    /** Reads a datagram. */
    public static SipText parse(byte[] octets, int length) {
        String text = new String(octets, 0, length, StandardCharsets.UTF_8);
        int end = text.indexOf(END + END);
        String head = end < 0 ? text : text.substring(0, end);
        String[] lines = head.replaceAll("\r\n[ \t]+", " ").split(END, -1);
        return new SipText(lines[0], List.of(lines).subList(1, lines.length), end < 0 ? "" : text.substring(end + 4));
    }

    /** The octets to send. */
    public byte[] encode() {
        String head = headers.stream().map(line -> line + END).collect(Collectors.joining());
        int length = body.getBytes(StandardCharsets.UTF_8).length;
        return (startLine + END + head + "Content-Length: " + length + END + END + body)
                .getBytes(StandardCharsets.UTF_8);
    }

    /** Whether it answers a request. */
    public boolean isResponse() {
        return startLine.startsWith("SIP/2.0 ");
    }

    /** Status code of a response, such as 200; 0 if it is malformed. */
    public int status() {
        return startLine.matches("SIP/2\\.0 [1-6][0-9][0-9].*") ? Integer.parseInt(startLine.substring(8, 11)) : 0;
    }

    /** Method of a request. */
    public String method() {
        return startLine.substring(0, Math.max(0, startLine.indexOf(' ')));
    }

    /** Method of the request that this is or answers (RFC 3261 §20.16). */
    public String sequenceMethod() {
        String sequence = header("CSeq").orElse("");
        return sequence.substring(sequence.lastIndexOf(' ') + 1);
    }

    /** The first header line of that name. */
    public Optional<String> header(String name) {
        return all(name).stream()
                .findFirst()
                .map(line -> line.substring(line.indexOf(':') + 1).strip());
    }

    /** Every header line of that name, in order. */
    public List<String> all(String name) {
        return headers.stream()
                .filter(line -> line.regionMatches(true, 0, name + ":", 0, name.length() + 1))
                .toList();
    }

    /** A response to this request: its own Via, From, To, Call-ID and CSeq, and what else is given (RFC 3261 §8.2.6). */
    public SipText response(String status, String toTag, List<String> more, String content) {
        List<String> lines = new ArrayList<>(all("Via"));
        lines.addAll(all("Record-Route"));
        lines.addAll(all("From"));
        all("To").forEach(to -> lines.add(to.contains(";tag=") ? to : to + ";tag=" + toTag));
        lines.addAll(all("Call-ID"));
        lines.addAll(all("CSeq"));
        lines.addAll(more);
        return new SipText("SIP/2.0 " + status, lines, content);
    }
}
