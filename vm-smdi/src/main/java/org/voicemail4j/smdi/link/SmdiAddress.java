package org.voicemail4j.smdi.link;

import java.net.InetSocketAddress;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.voicemail4j.smdi.SmdiPort;
import org.voicemail4j.smdi.port.SerialSettings;
import org.voicemail4j.smdi.port.SerialSmdiPort;
import org.voicemail4j.smdi.port.TcpSmdiPort;

/**
 * Where a message desk is: {@code /dev/ttyS0} or {@code COM1} for a serial line, {@code tcp:host:port} for a terminal
 * server that we connect to, {@code tcp-listen:host:port} for one that connects to us. IPv6 addresses stand in brackets.
 *
 * @param text as it is written
 * @param serial how characters go over it, if it is a serial line
 */
public record SmdiAddress(String text, SerialSettings serial) {

    private static final Pattern TCP =
            Pattern.compile("(tcp|tcp-listen):(\\[[0-9a-fA-F:.%]+\\]|[^:\\[\\]]+):(\\d{1,5})");

    public SmdiAddress {
        Objects.requireNonNull(serial, "serial");
        if (text.isBlank() || (text.startsWith("tcp") && !isTcp(text))) {
            throw new IllegalArgumentException(
                    "not a line: '" + text + "'; a serial device, tcp:host:port or tcp-listen:host:port is expected");
        }
    }

    private static boolean isTcp(String text) {
        Matcher parts = TCP.matcher(text);
        return parts.matches() && Integer.parseInt(parts.group(3)) <= 0xffff;
    }

    /** Whether it is a serial line. */
    public boolean isSerial() {
        return !isTcp(text);
    }

    /** A port there, not started. */
    public SmdiPort port() {
        Matcher parts = TCP.matcher(text);
        if (!parts.matches()) {
            return new SerialSmdiPort(text, serial);
        }
        String host = parts.group(2).replaceAll("[\\[\\]]", "");
        int tcpPort = Integer.parseInt(parts.group(3));
        return parts.group(1).equals("tcp")
                ? TcpSmdiPort.connecting(host, tcpPort)
                : TcpSmdiPort.listening(new InetSocketAddress(host, tcpPort));
    }

    @Override
    public String toString() {
        return isSerial() ? text + " (" + serial + ")" : text;
    }
}
