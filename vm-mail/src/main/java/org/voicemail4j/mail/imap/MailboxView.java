package org.voicemail4j.mail.imap;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.message.Envelope;
import org.voicemail4j.message.Folder;
import org.voicemail4j.message.Message;
import org.voicemail4j.message.MessageCounts;
import org.voicemail4j.message.MessageId;

/** One mailbox, seen through one connection. Used by one thread at a time. */
final class MailboxView {

    private final MailboxId mailbox;
    private final ImapConnection connection;
    private final FolderNames names;
    private final MailFolders folders;

    MailboxView(
            MailboxId mailbox,
            ImapAccount account,
            ImapConnection connection,
            HeaderCache cache,
            boolean deliveredCount) {
        this.mailbox = mailbox;
        this.connection = connection;
        this.names = new FolderNames(account, connection.delimiter());
        this.folders = new MailFolders(connection, account.login(), Owner.of(mailbox, account), cache, deliveredCount);
    }

    ImapConnection connection() {
        return connection;
    }

    FolderNames names() {
        return names;
    }

    MailFolders folders() {
        return folders;
    }

    /** The messages of a folder, urgent ones first among the new ones. */
    List<Message> list(Folder folder) throws IOException {
        List<Message> all = new ArrayList<>();
        for (StoredMail mail : folders.messages(names.of(folder))) {
            Message message = message(mail);
            if (message.folder() == folder) {
                all.add(message);
            }
        }
        if (folder != Folder.INBOX) {
            return all;
        }
        List<Message> sorted =
                new ArrayList<>(all.stream().filter(Message::isUrgent).toList());
        all.stream().filter(message -> !message.isUrgent()).forEach(sorted::add);
        return sorted;
    }

    Message message(StoredMail mail) {
        Folder folder = names.folder(mail.place(), mail.flags());
        return new Message(mail.id(), folder, mail.envelope(), mail.headers().length());
    }

    MessageCounts counts() throws IOException {
        int[] counts = new int[4];
        for (StoredMail mail : folders.messages(names.of(Folder.INBOX))) {
            Message message = message(mail);
            int at = message.folder() == Folder.INBOX ? 0 : 2;
            counts[at]++;
            counts[at + 1] += message.isUrgent() ? 1 : 0;
        }
        return new MessageCounts(counts[0], counts[1], counts[2], counts[3]);
    }

    /** A message wherever it lies, or in that folder only; its folder is selected then. */
    Optional<StoredMail> find(MessageId id, Optional<Folder> in) throws IOException {
        Set<String> places = in.isEmpty() ? names.all() : Set.of(names.of(in.get()));
        for (String place : places) {
            for (StoredMail mail : folders.messages(place)) {
                if (mail.id().equals(id) && (in.isEmpty() || message(mail).folder() == in.get())) {
                    return Optional.of(mail);
                }
            }
        }
        return Optional.empty();
    }

    /** Moves a mail of the selected folder. @return whether it was still there */
    boolean move(StoredMail mail, Folder to) throws IOException {
        Optional<String> heard = to == Folder.OLD || to == Folder.INBOX
                ? Optional.of((to == Folder.OLD ? "+" : "-") + "FLAGS (" + MailFlags.SEEN + ")")
                : Optional.empty();
        if (heard.isPresent() && !store(mail, heard.get())) {
            return false;
        }
        String target = names.of(to);
        return target.equals(mail.place()) || transfer(mail.uid(), target);
    }

    /** Moves that mail of the selected folder into another one, which is made if need be. */
    boolean transfer(long uid, String target) throws IOException {
        String command = connection.has("MOVE") ? "UID MOVE " : "UID COPY ";
        ImapAnswer answer;
        try {
            answer = connection.command(command + uid + " " + ImapText.folder(target));
        } catch (ImapRefusedException e) {
            if (!make(target)) {
                throw e;
            }
            answer = connection.command(command + uid + " " + ImapText.folder(target));
        }
        boolean moved = !connection.has("UIDPLUS") || answer.code("COPYUID").isPresent();
        return moved && (connection.has("MOVE") || remove(uid));
    }

    /** Makes a folder. @return whether it was not there before */
    boolean make(String folder) throws IOException {
        if (connection.exists(folder)) {
            return false;
        }
        try {
            connection.command("CREATE " + ImapText.folder(folder));
        } catch (ImapRefusedException e) {
            if (!e.hasCode("ALREADYEXISTS")) {
                throw e;
            }
        }
        if (!names.isOurOwn(folder)) {
            connection.command("SUBSCRIBE " + ImapText.folder(folder));
        }
        return true;
    }

    /** Appends a mail to a folder, which is made if need be. */
    ImapAnswer append(String folder, Set<String> flags, VoicemailMail mail) throws IOException {
        try {
            return connection.append(folder, flags, mail);
        } catch (ImapRefusedException e) {
            if (!make(folder)) {
                throw e;
            }
            return connection.append(folder, flags, mail);
        }
    }

    /** Removes a mail of the selected folder for good, and no other one. @return whether it was still there */
    boolean remove(long uid) throws IOException {
        if (!isThere(uid)) {
            return false;
        }
        connection.command("UID STORE " + uid + " +FLAGS.SILENT (" + MailFlags.DELETED + ")");
        if (connection.has("UIDPLUS")) {
            connection.command("UID EXPUNGE " + uid);
        }
        return true;
    }

    private boolean store(StoredMail mail, String change) throws IOException {
        return store(mail.uid(), change);
    }

    /** Not every server tells what a STORE did when it changed nothing, so it is asked. */
    private boolean store(long uid, String change) throws IOException {
        connection.command("UID STORE " + uid + " " + change.replace("FLAGS", "FLAGS.SILENT"));
        return isThere(uid);
    }

    private boolean isThere(long uid) throws IOException {
        return connection.command("UID FETCH " + uid + " (FLAGS)").fetched().stream()
                .anyMatch(item -> item.uid() == uid);
    }

    /** Changes what flags can say. @return the message as it is now; empty if it has gone meanwhile */
    Optional<Message> change(StoredMail mail, UnaryOperator<Envelope> change) throws IOException {
        Envelope before = mail.envelope();
        Envelope after = before.changed(change);
        Set<String> has = MailFlags.keywords(before);
        Set<String> wanted = MailFlags.keywords(after);
        Set<String> added = MailFlags.without(wanted, has);
        Set<String> removed = MailFlags.without(has, wanted);
        Set<String> flags = new TreeSet<>(mail.flags());
        if (!added.isEmpty()) {
            if (!store(mail, "+FLAGS (" + String.join(" ", added) + ")")) {
                return Optional.empty();
            }
            added.forEach(flag -> flags.add(flag.toLowerCase(Locale.ROOT)));
        }
        if (!removed.isEmpty()) {
            if (!store(mail, "-FLAGS (" + String.join(" ", removed) + ")")) {
                return Optional.empty();
            }
            removed.forEach(flag -> flags.remove(flag.toLowerCase(Locale.ROOT)));
        }
        return Optional.of(message(new StoredMail(mail.id(), mail.place(), mail.uid(), flags, mail.headers())));
    }

    @Override
    public String toString() {
        return mailbox + " through " + connection;
    }
}
