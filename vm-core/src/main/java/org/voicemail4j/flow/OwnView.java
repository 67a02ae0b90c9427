package org.voicemail4j.flow;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.voicemail4j.mailbox.Mailbox;
import org.voicemail4j.message.Folder;
import org.voicemail4j.message.Message;
import org.voicemail4j.message.MessageCounts;
import org.voicemail4j.message.MessageId;

/**
 * A mailbox as one of its owners sees it. Where several share it and each has a PIN, a message stays in INBOX until all
 * have heard it; who has heard it finds it among the old ones, the others among the new. With one owner, or a PIN that all
 * have in common, it is the mailbox as it is.
 */
final class OwnView {

    private final FlowContext context;
    private final Mailbox mailbox;
    private final Optional<String> owner;

    /**
     * @param owner which of several owners looks; empty if that makes no difference
     */
    OwnView(FlowContext context, Mailbox mailbox, Optional<String> owner) {
        this.context = context;
        this.mailbox = mailbox;
        this.owner = owner;
    }

    /** What the owner finds in a folder. */
    List<Message> list(Folder folder) {
        List<Message> there = context.store().list(mailbox.id(), folder);
        if (owner.isEmpty() || (folder != Folder.INBOX && folder != Folder.OLD)) {
            return there;
        }
        return folder == Folder.INBOX
                ? there.stream().filter(message -> !isHeard(message)).toList()
                : Stream.concat(
                                there.stream(),
                                context.store().list(mailbox.id(), Folder.INBOX).stream()
                                        .filter(this::isHeard))
                        .toList();
    }

    /** What all have heard and still lies in INBOX (Old was full, or somebody has put it back) is new for everybody. */
    private boolean isHeard(Message message) {
        Set<String> heardBy = message.envelope().heardBy();
        return heardBy.contains(owner.orElse("")) && !heardBy.containsAll(owners());
    }

    private Set<String> owners() {
        return mailbox.policy().owners().keySet();
    }

    MessageCounts counts() {
        if (owner.isEmpty()) {
            return mailbox.counts();
        }
        List<Message> fresh = list(Folder.INBOX);
        List<Message> old = list(Folder.OLD);
        return new MessageCounts(fresh.size(), urgent(fresh), old.size(), urgent(old));
    }

    private static int urgent(List<Message> messages) {
        return (int) messages.stream().filter(Message::isUrgent).count();
    }

    /** Notes that the owner has heard a message. Returns whether nobody is left who has not. */
    boolean isHeardByAll(MessageId id) {
        if (owner.isEmpty()) {
            return true;
        }
        return context.store()
                .change(
                        mailbox.id(),
                        id,
                        envelope -> envelope.toBuilder().heardBy(owner.get()).build())
                .filter(message -> message.envelope().heardBy().containsAll(owners()))
                .isPresent();
    }

    /** Makes a message new again for the owner. */
    void unheard(MessageId id) {
        owner.ifPresent(name -> context.store()
                .change(
                        mailbox.id(),
                        id,
                        envelope -> envelope.toBuilder().unheardBy(name).build()));
    }
}
