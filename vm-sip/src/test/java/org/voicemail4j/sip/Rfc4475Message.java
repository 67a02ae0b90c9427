package org.voicemail4j.sip;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One of the torture messages of {@code rfc4475.txt}.
 *
 * @param name as RFC 4475 has it
 * @param udp what answers it by UDP
 * @param tcp what answers it by TCP
 * @param text its lines, with what the file says instead of octets
 */
record Rfc4475Message(String name, String udp, String tcp, String text) {

    private static final Pattern HEAD = Pattern.compile("== (\\S+) \\S+ udp=(\\S+) tcp=(\\S+) .*");
    private static final Pattern REPEATED = Pattern.compile("\\{([0-9]+)\\*([^}]*)}");
    private static final Pattern TOPMOST = Pattern.compile("(?s)(SIP\\s*/\\s*[27]\\.0\\s*/\\s*)(UDP|TCP|TLS)");
    private static final Pattern BACKSLASHED = Pattern.compile("\\\\(x[0-9a-f]{2}|_)");

    static List<Rfc4475Message> all() {
        try (InputStream file = Objects.requireNonNull(Rfc4475Message.class.getResourceAsStream("rfc4475.txt"))) {
            List<Rfc4475Message> all = new ArrayList<>();
            String[] parts = new String(file.readAllBytes(), StandardCharsets.UTF_8).split("(?m)^(?=== )");
            for (int i = 1; i < parts.length; i++) {
                int line = parts[i].indexOf('\n');
                Matcher head = HEAD.matcher(parts[i].substring(0, line));
                if (!head.matches()) {
                    throw new IllegalStateException("not a head line: " + parts[i].substring(0, line));
                }
                all.add(new Rfc4475Message(head.group(1), head.group(2), head.group(3), parts[i].substring(line + 1)));
            }
            return all;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Its octets, as sent by that transport. */
    byte[] octets(String transport) {
        int blank = text.indexOf("\n\n");
        byte[] body = octets(blank < 0 ? "" : crlf(text.substring(blank + 2)), true);
        String head = REPEATED.matcher(text.substring(0, blank + 2))
                .replaceAll(found -> Matcher.quoteReplacement(found.group(2).repeat(Integer.parseInt(found.group(1)))))
                .replace("{cl}", Integer.toString(body.length));
        Matcher via = TOPMOST.matcher(head);
        String sent = via.find(head.startsWith("SIP/") ? 8 : head.indexOf('\n'))
                ? head.substring(0, via.start()) + via.group(1) + transport + head.substring(via.end())
                : head;
        sent = sent.replaceAll("z9hG4bK(?=[A-Za-z0-9-])(?!-\\.)", "z9hG4bK" + transport + name);
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        whole.writeBytes(octets(crlf(sent), true));
        whole.writeBytes(body);
        return whole.toByteArray();
    }

    private static String crlf(String lines) {
        return lines.replace("\n", "\r\n");
    }

    private static byte[] octets(String text, boolean escapes) {
        ByteArrayOutputStream octets = new ByteArrayOutputStream();
        Matcher found = BACKSLASHED.matcher(text);
        int at = 0;
        while (escapes && found.find()) {
            octets.writeBytes(text.substring(at, found.start()).getBytes(StandardCharsets.UTF_8));
            boolean end = found.group(1).equals("_");
            if (!end) {
                octets.write(Integer.parseInt(found.group(1).substring(1), 16));
            }
            at = found.end();
        }
        octets.writeBytes(text.substring(at).getBytes(StandardCharsets.UTF_8));
        return octets.toByteArray();
    }

    @Override
    public String toString() {
        return name;
    }
}
