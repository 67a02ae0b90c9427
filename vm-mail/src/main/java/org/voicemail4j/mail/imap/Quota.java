package org.voicemail4j.mail.imap;

import java.io.IOException;
import java.util.List;
import org.voicemail4j.message.Folder;

/** Whether an account has room (RFC 9208). */
final class Quota {

    private Quota() {}

    /** Whether the server has a limit and it is reached. */
    static boolean isUsedUp(MailboxView view) throws IOException {
        if (!view.connection().has("QUOTA")) {
            return false;
        }
        String folder = ImapText.folder(view.names().of(Folder.INBOX));
        try {
            return view.connection().command("GETQUOTAROOT " + folder).of("QUOTA").stream()
                    .anyMatch(Quota::isUsedUp);
        } catch (ImapRefusedException e) {
            return false; // no quota for this folder
        }
    }

    private static boolean isUsedUp(ImapLine quota) {
        if (quota.items().isEmpty() || !(quota.items().get(quota.items().size() - 1) instanceof List<?> resources)) {
            return false;
        }
        for (int i = 0; i + 2 < resources.size(); i += 3) {
            long used = ImapAnswer.number(resources.get(i + 1)).orElse(0L);
            long most = ImapAnswer.number(resources.get(i + 2)).orElse(Long.MAX_VALUE);
            if (used >= most) {
                return true;
            }
        }
        return false;
    }
}
