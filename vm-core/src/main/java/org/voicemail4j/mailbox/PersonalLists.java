package org.voicemail4j.mailbox;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The lists of recipients that owners keep for themselves: an SPI. Whether a member still has a mailbox is not this one's
 * business. For many threads; may block. Every method throws {@link org.voicemail4j.VoicemailException} when it fails,
 * and what was to be changed is then as before. The contract is published as {@code PersonalListsContract} in vm-testkit.
 */
public interface PersonalLists {

    /** Nobody has any, and none can be made. */
    PersonalLists NONE = new PersonalLists() {
        @Override
        public Optional<DistributionList> find(MailboxId owner, int number) {
            return Optional.empty();
        }

        @Override
        public void put(MailboxId owner, DistributionList list) {
            throw new UnsupportedOperationException("no personal lists are kept here");
        }

        @Override
        public boolean delete(MailboxId owner, int number) {
            return false;
        }

        @Override
        public boolean areKept() {
            return false;
        }
    };

    /** The owner's list of that number, if there is one. */
    Optional<DistributionList> find(MailboxId owner, int number);

    /** All lists of an owner, by number. */
    default List<DistributionList> all(MailboxId owner) {
        return IntStream.rangeClosed(1, DistributionList.MOST_LISTS)
                .mapToObj(number -> find(owner, number))
                .flatMap(Optional::stream)
                .toList();
    }

    /** Keeps a list, in the place of the one with its number if there is one. */
    void put(MailboxId owner, DistributionList list);

    /** Deletes a list. Returns whether there was one. */
    boolean delete(MailboxId owner, int number);

    /** Whether owners can make lists at all. */
    default boolean areKept() {
        return true;
    }
}
