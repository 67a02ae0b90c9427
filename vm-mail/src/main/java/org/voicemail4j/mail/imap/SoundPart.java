package org.voicemail4j.mail.imap;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.voicemail4j.audio.AudioFormat;

/**
 * An attached recording, as the server describes it (RFC 3501 §7.4.2). Of a mail with more than {@value #MOST_PARTS} parts,
 * or in which they lie deeper than {@value #DEEPEST}, only the first are looked at.
 *
 * @param section where it is in the mail
 * @param encoding its Content-Transfer-Encoding in lower case
 * @param octets its length, encoded
 * @param name its file name, or empty
 * @param format what its name or type says; a file with a header says itself
 */
record SoundPart(String section, String encoding, long octets, String name, Optional<AudioFormat> format) {

    private static final int MOST_PARTS = 50;
    private static final int DEEPEST = 8;
    private static final String INTRODUCTION = "msgintro";

    /** The recordings of a mail in the order in which they are to be heard: what a forwarder said comes first. */
    static List<SoundPart> of(@Nullable Object structure) {
        List<SoundPart> all = new ArrayList<>();
        collect(structure, "", 0, all);
        List<SoundPart> heard = new ArrayList<>();
        all.stream().filter(SoundPart::isIntroduction).findFirst().ifPresent(heard::add);
        all.stream().filter(part -> !part.isIntroduction()).findFirst().ifPresent(heard::add);
        return heard;
    }

    private boolean isIntroduction() {
        return name.startsWith(INTRODUCTION);
    }

    private static void collect(@Nullable Object structure, String section, int depth, List<SoundPart> into) {
        if (!(structure instanceof List<?> body) || body.isEmpty() || depth > DEEPEST) {
            return;
        }
        if (!(body.get(0) instanceof List)) {
            part(body, section.isEmpty() ? "1" : section).ifPresent(into::add);
            return;
        }
        for (int i = 0; i < Math.min(body.size(), MOST_PARTS) && body.get(i) instanceof List; i++) {
            if (into.size() >= MOST_PARTS) {
                return;
            }
            collect(body.get(i), section.isEmpty() ? "" + (i + 1) : section + "." + (i + 1), depth + 1, into);
        }
    }

    private static Optional<SoundPart> part(List<?> body, String section) {
        String type = text(body, 0).toLowerCase(Locale.ROOT);
        String subtype = text(body, 1);
        String name = fileName(body);
        Optional<AudioFormat> format = format(name, subtype);
        boolean isSound = type.equals("audio") || type.equals("application") && format.isPresent();
        if (!isSound) {
            return Optional.empty();
        }
        long octets = ImapAnswer.number(text(body, 6)).orElse(0L);
        return Optional.of(new SoundPart(section, text(body, 5).toLowerCase(Locale.ROOT), octets, name, format));
    }

    /** The name's extension in its own case, for wav49 is WAV; else the type, as in audio/x-gsm. */
    private static Optional<AudioFormat> format(String name, String subtype) {
        Optional<AudioFormat> named = AudioFormat.ofExtension(name.substring(name.lastIndexOf('.') + 1));
        return named.or(() -> AudioFormat.ofExtension(
                subtype.startsWith("x-") || subtype.startsWith("X-") ? subtype.substring(2) : subtype));
    }

    private static String fileName(List<?> body) {
        String name = parameters(body.size() > 2 ? body.get(2) : null).getOrDefault("name", "");
        for (int i = 7; name.isEmpty() && i < body.size(); i++) {
            if (body.get(i) instanceof List<?> disposition && disposition.size() == 2) {
                name = parameters(disposition.get(1)).getOrDefault("filename", "");
            }
        }
        return name;
    }

    private static Map<String, String> parameters(@Nullable Object list) {
        Map<String, String> parameters = new HashMap<>();
        if (list instanceof List<?> pairs) {
            for (int i = 0; i + 1 < pairs.size(); i += 2) {
                parameters.put(text(pairs, i).toLowerCase(Locale.ROOT), text(pairs, i + 1));
            }
        }
        return parameters;
    }

    private static String text(List<?> list, int index) {
        return index < list.size() && list.get(index) instanceof String text ? text : "";
    }
}
