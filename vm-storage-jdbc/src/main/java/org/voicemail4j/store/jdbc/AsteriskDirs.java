package org.voicemail4j.store.jdbc;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.voicemail4j.mailbox.GreetingKind;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.message.Folder;

/** The paths by which Asterisk's table names folders and greetings: those of the spool of the host that wrote them. */
final class AsteriskDirs {

    static final String URGENT = "Urgent";

    private final String root;

    AsteriskDirs(String root) {
        this.root = root.replaceAll("/+$", "");
    }

    String root() {
        return root;
    }

    private String mailbox(MailboxId mailbox) {
        return root + '/' + mailbox.context() + '/' + mailbox.number() + '/';
    }

    /** Where a folder's messages are, in the order of their listing. */
    List<String> of(MailboxId mailbox, Folder folder) {
        String path = mailbox(mailbox);
        return folder == Folder.INBOX ? List.of(path + URGENT, path + folder.title()) : List.of(path + folder.title());
    }

    List<String> all(MailboxId mailbox) {
        List<String> all = new ArrayList<>();
        for (Folder folder : Folder.values()) {
            all.addAll(of(mailbox, folder));
        }
        return all;
    }

    /** Where a message goes. */
    String target(MailboxId mailbox, Folder folder, boolean urgent) {
        return mailbox(mailbox) + (urgent && folder == Folder.INBOX ? URGENT : folder.title());
    }

    String greeting(MailboxId mailbox, GreetingKind kind) {
        return mailbox(mailbox) + kind.fileName();
    }

    /** Whose folder or greeting that path is; empty if it is not one of this spool. */
    Optional<MailboxId> mailbox(String dir) {
        String[] parts =
                dir.startsWith(root + '/') ? dir.substring(root.length() + 1).split("/", -1) : new String[0];
        return parts.length == 3 ? MailboxId.of(parts[0], parts[1]) : Optional.empty();
    }

    static boolean isUrgent(String dir) {
        return dir.endsWith('/' + URGENT);
    }

    /** Which folder that path is. */
    static Folder folder(String dir) {
        String title = dir.substring(dir.lastIndexOf('/') + 1);
        return title.equals(URGENT) ? Folder.INBOX : Folder.titled(title).orElse(Folder.OLD);
    }
}
