package org.voicemail4j.mail.imap;

import java.io.IOException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.voicemail4j.store.DeliveryKey;
import org.voicemail4j.store.LedgeredStore;

/**
 * Takes a delivery once, on a server that knows no transactions. All happens in a folder of its own beside the others:
 *
 * <pre>
 *   nothing --append--> mail --append--> mail and note --move--> note
 * </pre>
 *
 * A mail is staged there first, then a note of its key, and only then is the mail moved to where it belongs. So a note
 * without a mail means that it has arrived, whatever its owner has done with it since; anything else is taken up where it
 * was left. Of two who do this at once the one whose note is older goes on. Moving is one step on servers with MOVE (RFC
 * 6851); on others a crash in the middle may leave a message twice.
 *
 * <p>A staged mail and its note share a token, so that what a loser staged is not taken for the winner's. Used under the
 * lock of the mailbox.
 */
final class Ledger {

    static final String NOTE = "Delivery";

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d-MMM-yyyy", Locale.ENGLISH);

    private final MailboxView view;
    private final MailWriter writer;
    private final Clock clock;

    Ledger(MailboxView view, MailWriter writer, Clock clock) {
        this.view = view;
        this.writer = writer;
        this.clock = clock;
    }

    /**
     * Whether that delivery has been noted; one that was noted and not moved is moved now.
     *
     * @param target where it belongs
     */
    boolean knows(DeliveryKey key, String target) throws IOException {
        List<StoredMail> all = all(key);
        Optional<StoredMail> note = note(all);
        if (note.isEmpty()) {
            return false;
        }
        finish(all, token(note.get()), target);
        return true;
    }

    private List<StoredMail> all(DeliveryKey key) throws IOException {
        return view.folders().deliveries(view.names().journal(), key.value());
    }

    private static Optional<StoredMail> note(List<StoredMail> all) {
        return all.stream().filter(mail -> mail.headers().type().equals(NOTE)).findFirst();
    }

    private static String token(StoredMail mail) {
        String[] words = mail.headers().delivery().split(" ", 2);
        return words.length == 2 ? words[1] : "";
    }

    private void finish(List<StoredMail> all, String token, String target) throws IOException {
        for (StoredMail mail : all) {
            if (!mail.headers().type().equals(NOTE)) {
                if (token(mail).equals(token)) {
                    view.transfer(mail.uid(), target);
                } else {
                    view.remove(mail.uid());
                }
            }
        }
    }

    /** How a mail says that it is brought under a key. */
    static String header(DeliveryKey key, String token) {
        return key.value() + " " + token;
    }

    /**
     * Brings a mail.
     *
     * @param mail whose headers have {@link #header}
     * @param token random
     * @param nothing sound of no length, for the note
     * @return false if somebody else has brought it at the same time
     */
    boolean bring(
            DeliveryKey key,
            String token,
            MailWriter.Written mail,
            Set<String> flags,
            SpooledSound nothing,
            String target)
            throws IOException {
        String journal = view.names().journal();
        if (note(all(key)).isPresent()) {
            return false;
        }
        view.append(journal, flags, mail.mail());
        MailWriter.Written note = writer.note(token, clock.instant(), nothing, header(key, token));
        view.append(journal, Set.of(MailFlags.SEEN), note.mail());
        List<StoredMail> all = all(key);
        String winner = note(all).map(Ledger::token).orElse(token);
        finish(all, winner, target);
        if (!winner.equals(token)) {
            removeNotes(all, token);
        }
        return winner.equals(token);
    }

    private void removeNotes(List<StoredMail> all, String token) throws IOException {
        for (StoredMail mail : all) {
            if (mail.headers().type().equals(NOTE) && token(mail).equals(token)) {
                view.remove(mail.uid());
            }
        }
    }

    /** Forgets what was noted so long ago that nobody brings it again, of all mailboxes of the account. */
    void prune() throws IOException {
        if (!view.connection().select(view.names().journal())) {
            return;
        }
        LocalDate day = LocalDate.ofInstant(
                clock.instant().minus(LedgeredStore.LEDGER_MEMORY).minusSeconds(2 * 86_400), ZoneOffset.UTC);
        String search =
                "UID SEARCH BEFORE " + DAY.format(day) + " HEADER " + VoicemailHeaders.TYPE + " \"" + NOTE + "\"";
        List<Long> old = view.connection().command(search).numbers();
        for (int from = 0; from < old.size(); from += 200) {
            String uids = ImapText.uids(old.subList(from, Math.min(old.size(), from + 200)));
            view.connection().command("UID STORE " + uids + " +FLAGS.SILENT (" + MailFlags.DELETED + ")");
            if (view.connection().has("UIDPLUS")) {
                view.connection().command("UID EXPUNGE " + uids);
            }
        }
    }
}
