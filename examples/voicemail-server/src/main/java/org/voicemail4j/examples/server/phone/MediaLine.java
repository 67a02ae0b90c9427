package org.voicemail4j.examples.server.phone;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The session descriptions of a call that has one µ-law line (RFC 8866). */
public final class MediaLine {

    private static final Pattern CONNECTION = Pattern.compile("(?m)^c=IN IP[46] ([0-9A-Fa-f.:]+)");
    private static final Pattern AUDIO = Pattern.compile("(?m)^m=audio ([0-9]{1,5}) ");

    private MediaLine() {}

    /** An offer of sound at that address. */
    public static String offer(InetAddress local, int port) {
        String host = "IN IP" + (local.getAddress().length == 4 ? 4 : 6) + " " + local.getHostAddress();
        return String.join(
                "\r\n",
                "v=0",
                "o=- 1 1 " + host,
                "s=-",
                "c=" + host,
                "t=0 0",
                "m=audio " + port + " RTP/AVP " + RtpWriter.PCMU + " " + RtpWriter.EVENTS,
                "a=rtpmap:" + RtpWriter.PCMU + " PCMU/8000",
                "a=rtpmap:" + RtpWriter.EVENTS + " telephone-event/8000",
                "a=fmtp:" + RtpWriter.EVENTS + " 0-15",
                "a=ptime:20",
                "");
    }

    /** Where the other side wants its sound. */
    public static InetSocketAddress of(SipText answer) {
        Matcher connection = CONNECTION.matcher(answer.body());
        Matcher audio = AUDIO.matcher(answer.body());
        if (!connection.find() || !audio.find()) {
            throw new PhoneException("an answer without an address for sound: " + answer.body());
        }
        return new InetSocketAddress(connection.group(1), Integer.parseInt(audio.group(1)));
    }
}
