package org.voicemail4j.message;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A folder of a mailbox. New messages lie in {@link #INBOX}, urgent ones included (a store that keeps them apart, as
 * Asterisk's spool does in {@code Urgent/}, hides that); heard ones in {@link #OLD}.
 */
public enum Folder {
    /** New messages. */
    INBOX("INBOX"),
    /** Messages that were heard. */
    OLD("Old"),
    /** Saved by the owner. */
    WORK("Work"),
    /** Saved by the owner. */
    FAMILY("Family"),
    /** Saved by the owner. */
    FRIENDS("Friends"),
    /** Saved by the owner. */
    CUST1("Cust1"),
    /** Saved by the owner. */
    CUST2("Cust2"),
    /** Saved by the owner. */
    CUST3("Cust3"),
    /** Saved by the owner. */
    CUST4("Cust4"),
    /** Saved by the owner. */
    CUST5("Cust5"),
    /** Deleted messages that can still be restored. */
    DELETED("Deleted");

    private static final List<Folder> ALL = List.of(values());

    private final String title;

    Folder(String title) {
        this.title = title;
    }

    /** The name in Asterisk's spool and prompts: {@code Old}, {@code Cust1}, ... */
    public String title() {
        return title;
    }

    /** The folder under that key of the folder menu, 0 to 9. */
    public static Optional<Folder> ofDigit(int digit) {
        return digit >= 0 && digit <= CUST5.ordinal() ? Optional.of(ALL.get(digit)) : Optional.empty();
    }

    /** The folder with that {@linkplain #title title}, in any case. */
    public static Optional<Folder> titled(String title) {
        String wanted = title.strip().toLowerCase(Locale.ROOT);
        return ALL.stream()
                .filter(folder -> folder.title.toLowerCase(Locale.ROOT).equals(wanted))
                .findFirst();
    }
}
