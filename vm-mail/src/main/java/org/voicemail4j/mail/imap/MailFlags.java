package org.voicemail4j.mail.imap;

import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.voicemail4j.message.Envelope;
import org.voicemail4j.message.Sensitivity;
import org.voicemail4j.message.Urgency;

/**
 * What may change of a message, as flags and keywords of its mail: {@code \Flagged} is urgent, {@code \Seen} in the folder
 * of new messages is heard, as Asterisk has it. Our own keywords say what headers said once and no longer do. Keywords
 * know no case, so capitals are escaped.
 */
final class MailFlags {

    static final String SEEN = "\\Seen";
    static final String FLAGGED = "\\Flagged";
    static final String DELETED = "\\Deleted";

    private static final String PRIVATE = "vm-private";
    private static final String OPEN = "vm-not-private";
    private static final String HEARD_BY = "vm-heard-";

    private MailFlags() {}

    static boolean isSeen(Set<String> flags) {
        return flags.contains("\\seen");
    }

    static boolean isDeleted(Set<String> flags) {
        return flags.contains("\\deleted");
    }

    /** The envelope that the headers tell, as the flags have it now. */
    static Envelope apply(Envelope written, Set<String> flags) {
        Envelope.Builder envelope =
                written.toBuilder().urgency(flags.contains("\\flagged") ? Urgency.URGENT : Urgency.NORMAL);
        if (flags.contains(PRIVATE)) {
            envelope.sensitivity(Sensitivity.PRIVATE);
        } else if (flags.contains(OPEN)) {
            envelope.sensitivity(Sensitivity.NORMAL);
        }
        flags.stream()
                .sorted()
                .map(MailFlags::owner)
                .flatMap(Optional::stream)
                .limit(32)
                .forEach(envelope::heardBy);
        return envelope.build();
    }

    /** The flags that a mail with that envelope begins with. */
    static Set<String> of(Envelope envelope) {
        Set<String> flags = keywords(envelope);
        if (envelope.sensitivity() == Sensitivity.NORMAL) {
            flags.remove(OPEN);
        }
        return flags;
    }

    /** Every flag of ours that holds for the envelope. */
    static Set<String> keywords(Envelope envelope) {
        Set<String> flags = new TreeSet<>();
        if (envelope.urgency() == Urgency.URGENT) {
            flags.add(FLAGGED);
        }
        flags.add(envelope.sensitivity() == Sensitivity.PRIVATE ? PRIVATE : OPEN);
        envelope.heardBy().forEach(owner -> flags.add(HEARD_BY + escaped(owner)));
        return flags;
    }

    /** As servers' answers are kept here. */
    static Set<String> lowerCase(Set<String> flags) {
        return flags.stream().map(flag -> flag.toLowerCase(Locale.ROOT)).collect(Collectors.toSet());
    }

    static Set<String> without(Set<String> flags, Set<String> others) {
        Set<String> rest = new HashSet<>(flags);
        rest.removeAll(others);
        return rest;
    }

    private static String escaped(String owner) {
        StringBuilder escaped = new StringBuilder();
        for (char c : owner.toCharArray()) {
            if (c >= 'A' && c <= 'Z') {
                escaped.append('=');
            }
            escaped.append(c);
        }
        return escaped.toString().toLowerCase(Locale.ROOT);
    }

    private static Optional<String> owner(String keyword) {
        if (!keyword.startsWith(HEARD_BY)) {
            return Optional.empty();
        }
        StringBuilder owner = new StringBuilder();
        boolean capital = false;
        for (char c : keyword.substring(HEARD_BY.length()).toCharArray()) {
            if (c == '=') {
                capital = true;
                continue;
            }
            owner.append(capital ? Character.toUpperCase(c) : c);
            capital = false;
        }
        return Optional.of(owner.toString()).filter(name -> name.matches("[A-Za-z0-9._+-]{1,64}"));
    }
}
