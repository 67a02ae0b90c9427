package org.voicemail4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.voicemail4j.mailbox.MailboxDirectory;

class InMemoryMailboxDirectoryTest implements MailboxDirectoryContract {

    private final InMemoryMailboxDirectory directory = new InMemoryMailboxDirectory(Subscribers.ALL);

    @Override
    public MailboxDirectory directory() {
        return directory;
    }

    @Test
    void whoIsTakenOutIsGone() {
        assertThat(directory.remove(Subscribers.BOB.mailbox())).isTrue();
        assertThat(directory.remove(Subscribers.BOB.mailbox())).isFalse();
        assertThat(directory.find(Subscribers.BOB.mailbox())).isEmpty();
        assertThat(directory.list()).containsExactly(Subscribers.ALICE, Subscribers.CAROL);
    }
}
