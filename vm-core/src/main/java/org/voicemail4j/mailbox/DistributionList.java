package org.voicemail4j.mailbox;

import java.util.List;

/**
 * Mailboxes that get a message together, under a number that an owner chose.
 *
 * @param number 1 to {@value #MOST_LISTS}
 * @param members each once, in the order in which they were named; at least one and at most {@value #MOST_MEMBERS}
 */
public record DistributionList(int number, List<MailboxId> members) {

    /** The highest number of a list. */
    public static final int MOST_LISTS = 99;

    /** How many mailboxes can be on a list. */
    public static final int MOST_MEMBERS = 100;

    public DistributionList {
        if (number < 1 || number > MOST_LISTS) {
            throw new IllegalArgumentException("not the number of a list: " + number);
        }
        members = List.copyOf(members);
        if (members.isEmpty() || members.size() > MOST_MEMBERS) {
            throw new IllegalArgumentException("not 1 to " + MOST_MEMBERS + " members: " + members.size());
        }
        if (members.stream().distinct().count() != members.size()) {
            throw new IllegalArgumentException("somebody is twice on the list: " + members);
        }
    }
}
