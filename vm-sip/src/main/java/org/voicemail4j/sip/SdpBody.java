package org.voicemail4j.sip;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A session description as it came (RFC 8866): its media sections in order, each with the connection and the attributes
 * that hold for it. Immutable.
 *
 * @param media every {@code m=} section
 */
record SdpBody(List<SdpMedia> media) {

    private static final int LONGEST = 16_384;
    private static final int MOST_LINES = 1_000;
    private static final int MOST_MEDIA = 32;

    private static final Pattern LINE_END = Pattern.compile("\r?\n");
    /** What stands between the parts of a line. */
    static final Pattern SPACE = Pattern.compile("\\s+");

    SdpBody {
        media = List.copyOf(media);
    }

    /** How reading ended. */
    sealed interface Parsed {

        /**
         * It could be read.
         *
         * @param body what it says
         */
        record Described(SdpBody body) implements Parsed {
            public Described {
                Objects.requireNonNull(body, "body");
            }
        }

        /**
         * It could not.
         *
         * @param reason why, in our words
         * @param line number of the line, from 1
         */
        record Malformed(String reason, int line) implements Parsed {}
    }

    /**
     * Reads a description. Lines may end with LF alone; lines of types that RFC 8866 does not know are skipped, and so is
     * what follows a NUL.
     */
    static Parsed parse(byte[] octets) {
        if (octets.length > LONGEST) {
            return new Parsed.Malformed("longer than " + LONGEST + " octets", 1);
        }
        String text = new String(octets, StandardCharsets.UTF_8);
        int nul = text.indexOf('\0');
        String[] lines = LINE_END.split(nul < 0 ? text : text.substring(0, nul), MOST_LINES + 1);
        return lines.length > MOST_LINES
                ? new Parsed.Malformed("more than " + MOST_LINES + " lines", MOST_LINES)
                : parse(lines);
    }

    private static Parsed parse(String[] lines) {
        if (!lines[0].strip().startsWith("v=0")) {
            return new Parsed.Malformed("does not begin with v=0", 1);
        }
        Optional<String> sessionHost = Optional.empty();
        List<String> sessionAttributes = new ArrayList<>();
        List<SdpMedia.Builder> sections = new ArrayList<>();
        for (int i = 1; i < lines.length; i++) {
            String line = lines[i].strip();
            if (line.isEmpty()) {
                continue;
            }
            if (line.length() < 2 || line.charAt(1) != '=') {
                return new Parsed.Malformed("not a line of the form x=", i + 1);
            }
            String value = line.substring(2).strip();
            SdpMedia.Builder section = sections.isEmpty() ? null : sections.get(sections.size() - 1);
            switch (line.charAt(0)) {
                case 'm' -> {
                    Optional<SdpMedia.Builder> next = SdpMedia.builder(value);
                    if (next.isEmpty() || sections.size() == MOST_MEDIA) {
                        return new Parsed.Malformed("not a media line, or too many of them", i + 1);
                    }
                    sections.add(next.get());
                }
                case 'c' -> {
                    Optional<String> host = host(value);
                    if (host.isEmpty()) {
                        return new Parsed.Malformed("not a connection line", i + 1);
                    }
                    if (section == null) {
                        sessionHost = host;
                    } else {
                        section.host(host.get());
                    }
                }
                case 'a' -> {
                    if (section == null) {
                        sessionAttributes.add(value);
                    } else {
                        section.attribute(value);
                    }
                }
                default -> {}
            }
        }
        Optional<String> host = sessionHost;
        return new Parsed.Described(new SdpBody(sections.stream()
                .map(section -> section.build(host, sessionAttributes))
                .toList()));
    }

    /** {@code IN IP4 192.0.2.1/127}: the address without the multicast suffix. */
    private static Optional<String> host(String value) {
        String[] parts = SPACE.split(value);
        boolean known = parts.length >= 3 && (parts[1].equals("IP4") || parts[1].equals("IP6"));
        if (!known || !parts[0].equals("IN")) {
            return Optional.empty();
        }
        int slash = parts[2].indexOf('/');
        return Optional.of(slash < 0 ? parts[2] : parts[2].substring(0, slash)).filter(Hosts::isHost);
    }
}
