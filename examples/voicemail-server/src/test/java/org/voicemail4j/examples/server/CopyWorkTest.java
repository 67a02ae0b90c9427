package org.voicemail4j.examples.server;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.store.StoreException;

/** What ends a copy of many mailboxes. */
class CopyWorkTest {

    @Test
    void aStoreThatFailsAltogetherEndsTheCopy() {
        List<MailboxId> boxes = List.of(MailboxId.parse("1000"), MailboxId.parse("2000@sales"));
        PrintWriter to = new PrintWriter(new StringWriter(), true);
        CopyWork work = new CopyWork(
                boxes,
                1,
                () -> {
                    throw new StoreException("the database is away");
                },
                to);

        assertThatThrownBy(() -> work.each(box -> {
                    throw new StoreException("cannot list " + box);
                }))
                .isInstanceOf(StoreException.class)
                .hasMessage("the database is away");
    }
}
