package org.voicemail4j.testkit;

import java.util.List;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.mailbox.MailboxPolicy;
import org.voicemail4j.mailbox.Pin;
import org.voicemail4j.mailbox.Subscriber;

/** Who has a mailbox in the contracts of directories and mailboxes: three people, in the order of their ids. */
public final class Subscribers {

    /** Alice Liddell: {@code 1000@default}, PIN {@code 4711}, at least 4 digits for a new one, two e-mail addresses. */
    public static final Subscriber ALICE = Subscriber.of(new MailboxId("default", "1000"))
            .fullName("Alice Liddell")
            .emails(List.of("alice@example.org", "liddell@example.org"))
            .pin(Pin.clear("4711"))
            .policy(MailboxPolicy.DEFAULT.toBuilder().shortestPin(4).build())
            .build();

    /** Bob Builder: {@code 1001@default}, no PIN. */
    public static final Subscriber BOB = Subscriber.of(new MailboxId("default", "1001"))
            .fullName("Bob Builder")
            .build();

    /** Carol Singer: {@code 1000@sales}, PIN {@code 0815}, which she may not change. */
    public static final Subscriber CAROL = Subscriber.of(new MailboxId("sales", "1000"))
            .fullName("Carol Singer")
            .fixedPin(Pin.clear("0815"))
            .build();

    /** All three, in the order of their ids. */
    public static final List<Subscriber> ALL = List.of(ALICE, BOB, CAROL);

    private Subscribers() {}
}
