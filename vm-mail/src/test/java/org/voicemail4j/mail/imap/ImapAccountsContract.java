package org.voicemail4j.mail.imap;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.voicemail4j.mailbox.MailboxId;

/**
 * What all {@link ImapAccounts} must do. Published as the {@code tests} of vm-mail, for test classes that implement it;
 * they bring JUnit and AssertJ along.
 */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
public interface ImapAccountsContract {

    /** Mailboxes that have an account: 1000 of two contexts. */
    List<MailboxId> KNOWN = List.of(new MailboxId("default", "1000"), new MailboxId("sales", "1000"));

    /** Mailboxes that have none. */
    List<MailboxId> UNKNOWN =
            List.of(new MailboxId("default", "1001"), new MailboxId("other", "1000"), new MailboxId("default", "100"));

    /** The accounts under test, those of {@link #KNOWN} alone. */
    ImapAccounts accounts();

    @Test
    default void whoHasAnAccountIsKnownByNumberAndContext() {
        for (MailboxId mailbox : KNOWN) {
            assertThat(accounts().of(mailbox)).as(mailbox.toString()).isPresent();
        }
        String user = accounts().of(KNOWN.get(0)).orElseThrow().user();
        assertThat(accounts().of(KNOWN.get(0)).orElseThrow().user()).isEqualTo(user);
        assertThat(accounts().of(KNOWN.get(1)).orElseThrow().user()).isNotEqualTo(user);
    }

    @Test
    default void whoHasNoneIsNoFailure() {
        for (MailboxId mailbox : UNKNOWN) {
            assertThat(accounts().of(mailbox)).as(mailbox.toString()).isEmpty();
        }
    }

    @Test
    default void allWhoHaveOneAreTold() {
        assertThat(accounts().mailboxes()).containsExactlyInAnyOrderElementsOf(KNOWN);
    }

    @Test
    default void whoWasToldThemAllDoesNotChangeThem() {
        try {
            accounts().mailboxes().clear();
        } catch (UnsupportedOperationException e) {
            assertThat(accounts().mailboxes()).hasSize(2);
        }
        assertThat(accounts().mailboxes()).containsExactlyInAnyOrderElementsOf(KNOWN);
        assertThat(accounts().of(KNOWN.get(0))).isPresent();
    }

    @Test
    default void noTextFormShowsAPassword() {
        accounts().of(KNOWN.get(0)).ifPresent(account -> {
            assertThat(account.toString()).doesNotContain(account.password());
            assertThat(accounts().toString()).doesNotContain(account.password());
        });
    }

    @Test
    default void manyMayAskAtOnce() {
        ImapAccounts accounts = accounts();
        List<CompletableFuture<Boolean>> asked = IntStream.range(0, 40)
                .mapToObj(i -> CompletableFuture.supplyAsync(
                        () -> accounts.of(KNOWN.get(i % 2)).isPresent()
                                && accounts.of(UNKNOWN.get(i % 3)).isEmpty()))
                .toList();
        assertThat(asked).allMatch(CompletableFuture::join);
    }
}
