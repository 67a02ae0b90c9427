package org.voicemail4j.mail.imap;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.voicemail4j.message.Folder;

/** Whether an account has room (RFC 2087, RFC 9208). */
final class Quota {

    private static final long UNIT = 1024; // of STORAGE

    private Quota() {}

    /** Whether the server takes a mail of so many octets, as far as it tells. */
    static boolean hasRoom(MailboxView view, long octets) throws IOException {
        if (!view.connection().has("QUOTA")) {
            return true;
        }
        String folder = ImapText.folder(view.names().of(Folder.INBOX));
        try {
            return view.connection().command("GETQUOTAROOT " + folder).of("QUOTA").stream()
                    .allMatch(quota -> hasRoom(quota, octets));
        } catch (ImapRefusedException e) {
            return true; // no quota for this folder
        }
    }

    /** Of all roots of the folder, and of what mails take: that no further folder may be made is no matter here. */
    private static boolean hasRoom(ImapLine quota, long octets) {
        if (quota.items().isEmpty() || !(quota.items().get(quota.items().size() - 1) instanceof List<?> resources)) {
            return true;
        }
        for (int i = 0; i + 2 < resources.size(); i += 3) {
            long used = ImapAnswer.number(resources.get(i + 1)).orElse(0L);
            long most = ImapAnswer.number(resources.get(i + 2)).orElse(Long.MAX_VALUE);
            if (most - used < needed(String.valueOf(resources.get(i)), octets)) {
                return false;
            }
        }
        return true;
    }

    private static long needed(String resource, long octets) {
        return switch (resource.toUpperCase(Locale.ROOT)) {
            case "STORAGE" -> (octets + UNIT - 1) / UNIT;
            case "MESSAGE" -> 1;
            default -> Long.MIN_VALUE;
        };
    }
}
