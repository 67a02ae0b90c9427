package org.voicemail4j.flow;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.voicemail4j.mailbox.DistributionList;
import org.voicemail4j.mailbox.Mailbox;
import org.voicemail4j.mailbox.MailboxId;

/**
 * Who shall get a message: mailboxes that were named, each once, and those on lists. A number is a mailbox's if there is
 * one, else that of a list for everybody, else that of one of the owner's own lists. Whoever is on a list and has no
 * mailbox any more is passed over, and so is the owner.
 */
final class Addressees {

    private final Visit visit;
    private final boolean ownToo;
    private final Map<MailboxId, Mailbox> named = new LinkedHashMap<>();
    private final Map<MailboxId, Mailbox> listed = new LinkedHashMap<>();

    /**
     * @param ownToo whether the owner's own mailbox may be named
     */
    Addressees(Visit visit, boolean ownToo) {
        this.visit = visit;
        this.ownToo = ownToo;
    }

    /** Adds whoever has that number; returns whether there is anybody. */
    boolean add(String number) {
        Optional<MailboxId> id = MailboxId.of(owner().context(), number);
        Optional<Mailbox> mailbox = id.flatMap(visit.context().mailboxes()::find);
        return mailbox.isPresent() ? add(mailbox.get()) : addAll(members(id, number));
    }

    boolean add(Mailbox mailbox) {
        boolean fits = ownToo || !mailbox.id().equals(owner());
        if (fits) {
            named.put(mailbox.id(), mailbox);
        }
        return fits;
    }

    private List<MailboxId> members(Optional<MailboxId> id, String number) {
        return id.flatMap(visit.context().systemLists()::members).orElseGet(() -> personal(number));
    }

    private List<MailboxId> personal(String number) {
        Optional<Integer> list = Optional.of(number)
                .filter(digits -> digits.matches("[1-9][0-9]?"))
                .map(Integer::valueOf);
        return list.flatMap(digits -> visit.context().personalLists().find(owner(), digits))
                .map(DistributionList::members)
                .orElse(List.of());
    }

    private boolean addAll(List<MailboxId> members) {
        List<Mailbox> found = members.stream()
                .filter(member -> !member.equals(owner()))
                .flatMap(member -> visit.context().mailboxes().find(member).stream())
                .toList();
        found.forEach(mailbox -> listed.put(mailbox.id(), mailbox));
        return !found.isEmpty();
    }

    private MailboxId owner() {
        return visit.mailbox().id();
    }

    /** Those who were named one by one. */
    List<Mailbox> named() {
        return List.copyOf(named.values());
    }

    /** Those who are on lists and were not named besides. */
    List<Mailbox> listed() {
        return listed.values().stream()
                .filter(mailbox -> !named.containsKey(mailbox.id()))
                .toList();
    }
}
