package org.voicemail4j.mail.imap;

import java.io.IOException;

/** A folder of new messages, which several mailboxes may share. */
record WatchedPlace(ImapAccount.Login login, String folder) {

    static WatchedPlace of(ImapAccount account) {
        return new WatchedPlace(account.login(), account.inbox());
    }

    /** How it is, in words that change when it does. */
    String state(ImapPool pool) throws IOException {
        return pool.with(login, connection -> {
            String modified = connection.has("CONDSTORE") ? " HIGHESTMODSEQ" : "";
            String items = "(MESSAGES UIDNEXT UIDVALIDITY UNSEEN" + modified + ")";
            return connection.command("STATUS " + ImapText.folder(folder) + " " + items).of("STATUS").stream()
                    .map(line -> String.valueOf(line.items()))
                    .findFirst()
                    .orElse("");
        });
    }

    @Override
    public String toString() {
        return folder + " of " + login;
    }
}
