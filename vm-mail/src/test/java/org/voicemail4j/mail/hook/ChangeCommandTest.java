package org.voicemail4j.mail.hook;

import static org.assertj.core.api.Assertions.assertThatCode;

import java.lang.reflect.Proxy;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.voicemail4j.mail.command.Program;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.store.MessageStore;
import org.voicemail4j.store.StoreException;

class ChangeCommandTest {

    /** The next change tells again; whoever told of this one has something else to do. */
    @Test
    void aStoreThatCannotCountIsNoFailureOfWhoeverTellsOfAChange() {
        MessageStore failing = (MessageStore) Proxy.newProxyInstance(
                MessageStore.class.getClassLoader(),
                new Class<?>[] {MessageStore.class},
                (proxy, method, arguments) -> {
                    throw new StoreException("the store is away");
                });
        ChangeCommand command = new ChangeCommand(Program.parse("/bin/true", Duration.ofSeconds(5)), failing);
        assertThatCode(() -> command.run(new MailboxId("default", "1000"))).doesNotThrowAnyException();
    }
}
