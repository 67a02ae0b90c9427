package org.voicemail4j.mail.imap;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.voicemail4j.message.MessageId;

/**
 * Looks through folders for the mails of one mailbox. A server finds headers that contain what was asked for; here they
 * must be exactly that, and the mail must not have come through a mail server. Used by one thread at a time.
 */
final class MailFolders {

    private static final int FLAGS_AT_ONCE = 500;
    private static final int HEADERS_AT_ONCE = 16;
    private static final int LONGEST_HEADERS = 256 * 1024;
    private static final String NOT_DELIVERED = " NOT HEADER Received \"\" NOT HEADER Return-Path \"\"";
    private static final String HEADERS =
            "BODY.PEEK[HEADER.FIELDS (" + String.join(" ", VoicemailHeaders.NAMES) + ")]<0." + LONGEST_HEADERS + ">";

    private final ImapConnection connection;
    private final ImapAccount.Login login;
    private final Owner owner;
    private final HeaderCache cache;
    private final boolean deliveredCount;

    /** @param deliveredCount whether mails that came through a mail server may be voicemails */
    MailFolders(
            ImapConnection connection,
            ImapAccount.Login login,
            Owner owner,
            HeaderCache cache,
            boolean deliveredCount) {
        this.connection = connection;
        this.login = login;
        this.owner = owner;
        this.cache = cache;
        this.deliveredCount = deliveredCount;
    }

    /** The messages in a folder in the order of their arrival; none if there is no such folder. Selects it. */
    List<StoredMail> messages(String folder) throws IOException {
        Set<MessageId> ids = new HashSet<>();
        List<StoredMail> messages = new ArrayList<>();
        for (StoredMail mail : find(folder, "")) {
            if (!mail.headers().type().equals(VoicemailHeaders.MESSAGE)) {
                continue;
            }
            if (ids.add(mail.id())) {
                messages.add(mail);
            } else {
                messages.add(another(mail));
            }
        }
        return messages;
    }

    /** A mail program has copied a mail within its folder. */
    private static StoredMail another(StoredMail mail) {
        MessageId id =
                new MessageId("imap-" + VoicemailHeaders.digest(mail.id() + "\n" + mail.place() + "\n" + mail.uid()));
        return new StoredMail(id, mail.place(), mail.uid(), mail.flags(), mail.headers());
    }

    /** The greetings of that name in a folder, the oldest first. */
    List<StoredMail> greetings(String folder, String name) throws IOException {
        String criterion = " HEADER " + VoicemailHeaders.TYPE + " " + ImapText.quoted(name);
        return find(folder, criterion).stream()
                .filter(mail -> mail.headers().type().equals(name))
                .toList();
    }

    /** What was brought under a key: notes and mails, the oldest first. */
    List<StoredMail> deliveries(String folder, String key) throws IOException {
        String criterion = " HEADER " + VoicemailHeaders.DELIVERY + " " + ImapText.quoted(key);
        return find(folder, criterion).stream()
                .filter(mail -> mail.headers().delivery().split(" ", 2)[0].equals(key))
                .toList();
    }

    private List<StoredMail> find(String folder, String criterion) throws IOException {
        if (!connection.select(folder)) {
            return List.of();
        }
        String search = "UID SEARCH UNDELETED HEADER " + VoicemailHeaders.EXTENSION + " "
                + ImapText.quoted(owner.extension()) + " HEADER " + VoicemailHeaders.CONTEXT + " "
                + ImapText.quoted(owner.context()) + (deliveredCount ? "" : NOT_DELIVERED) + criterion;
        List<Long> uids = connection.command(search).numbers();
        Map<Long, Set<String>> flags = flags(uids);
        Map<Long, VoicemailHeaders> headers =
                headers(folder, uids.stream().filter(flags::containsKey).toList());
        List<StoredMail> found = new ArrayList<>();
        for (long uid : uids) {
            VoicemailHeaders mail = headers.get(uid);
            Set<String> now = flags.get(uid);
            if (mail != null && now != null && !MailFlags.isDeleted(now) && isOurs(mail)) {
                found.add(new StoredMail(mail.id(), folder, uid, now, mail));
            }
        }
        return found;
    }

    private boolean isOurs(VoicemailHeaders mail) {
        return mail.owner().equals(owner) && (deliveredCount || !mail.delivered());
    }

    private Map<Long, Set<String>> flags(List<Long> uids) throws IOException {
        Map<Long, Set<String>> flags = new HashMap<>();
        for (int from = 0; from < uids.size(); from += FLAGS_AT_ONCE) {
            List<Long> some = uids.subList(from, Math.min(uids.size(), from + FLAGS_AT_ONCE));
            for (FetchedItem item : connection
                    .command("UID FETCH " + ImapText.uids(some) + " (FLAGS)")
                    .fetched()) {
                item.flags().ifPresent(now -> flags.put(item.uid(), now));
            }
        }
        return flags;
    }

    private Map<Long, VoicemailHeaders> headers(String folder, List<Long> uids) throws IOException {
        Map<Long, VoicemailHeaders> headers = new HashMap<>();
        List<Long> unknown = new ArrayList<>();
        for (long uid : uids) {
            VoicemailHeaders known = cache.find(key(folder, uid));
            if (known == null) {
                unknown.add(uid);
            } else {
                headers.put(uid, known);
            }
        }
        for (int from = 0; from < unknown.size(); from += HEADERS_AT_ONCE) {
            List<Long> some = unknown.subList(from, Math.min(unknown.size(), from + HEADERS_AT_ONCE));
            for (FetchedItem item : connection
                    .command("UID FETCH " + ImapText.uids(some) + " (INTERNALDATE " + HEADERS + ")")
                    .fetched()) {
                item.body()
                        .ifPresent(
                                block -> { // none: the server tells by itself of flags
                                    VoicemailHeaders read = read(block, item);
                                    headers.put(item.uid(), read);
                                    cache.keep(key(folder, item.uid()), read, block.length());
                                });
            }
        }
        return headers;
    }

    /** What was cut off might have said that the mail has come through a mail server. */
    private static VoicemailHeaders read(String block, FetchedItem item) {
        VoicemailHeaders read = VoicemailHeaders.read(MailHeaders.parse(block), item.internalDate());
        return block.length() < LONGEST_HEADERS ? read : read.asDelivered();
    }

    private HeaderCache.Key key(String folder, long uid) {
        return new HeaderCache.Key(login, folder, connection.uidValidity(), uid);
    }
}
