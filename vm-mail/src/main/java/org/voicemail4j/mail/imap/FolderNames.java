package org.voicemail4j.mail.imap;

import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.voicemail4j.message.Folder;

/**
 * The names of an account's folders on its server. New and heard messages lie in one, told apart by {@code \Seen}.
 *
 * @param delimiter what stands between a folder's name and that of one in it
 */
record FolderNames(ImapAccount account, String delimiter) {

    private static final String JOURNAL = "voicemail4j-deliveries";
    private static final String FORMER_GREETINGS = "voicemail4j-former-greetings";

    /**
     * Whether that would be the folder of new messages and another one of voicemail, too.
     *
     * @param parent below which the others lie, whatever stands between
     */
    static boolean collides(String inbox, Optional<String> parent) {
        int start = parent.map(above -> above.length() + 1).orElse(0);
        boolean beside = inbox.length() > start && inbox.startsWith(parent.orElse(""));
        String name = beside ? inbox.substring(start) : "";
        return name.equals(JOURNAL)
                || name.equals(FORMER_GREETINGS)
                || EnumSet.complementOf(EnumSet.of(Folder.INBOX, Folder.OLD)).stream()
                        .anyMatch(folder -> folder.title().equals(name));
    }

    String of(Folder folder) {
        return folder == Folder.INBOX || folder == Folder.OLD ? account.inbox() : below(folder.title());
    }

    /** Where deliveries are on their way and where it is noted which have arrived. */
    String journal() {
        return below(JOURNAL);
    }

    /** Where greetings are that were replaced or deleted, the latest of each kind. */
    String formerGreetings() {
        return below(FORMER_GREETINGS);
    }

    /** Whether that folder is for this library alone, and not for mail programs. */
    boolean isOurOwn(String folder) {
        return folder.equals(journal()) || folder.equals(formerGreetings());
    }

    private String below(String name) {
        return account.parent().map(parent -> parent + delimiter + name).orElse(name);
    }

    /** Each folder that may hold messages, once; that of new ones first. */
    Set<String> all() {
        Set<String> all = new LinkedHashSet<>();
        List.of(Folder.values()).forEach(folder -> all.add(of(folder)));
        return all;
    }

    /** Which folder of voicemail a mail there with those flags lies in. */
    Folder folder(String name, Set<String> flags) {
        if (name.equals(account.inbox())) {
            return MailFlags.isSeen(flags) ? Folder.OLD : Folder.INBOX;
        }
        for (Folder folder : Folder.values()) {
            if (folder.ordinal() > Folder.OLD.ordinal() && of(folder).equals(name)) {
                return folder;
            }
        }
        throw new IllegalArgumentException("no folder of voicemail: " + name);
    }
}
