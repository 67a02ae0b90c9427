package org.voicemail4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.mailbox.PinPolicy;

/** What every {@link PinPolicy} must do that asks somebody; used like {@link MessageStoreContract}. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
public interface PinPolicyContract {

    /** Whose PIN the tests are about. */
    MailboxId OWNER = new MailboxId("default", "1000");

    /** The policy under test, the same one throughout a test. */
    PinPolicy policy();

    /** A PIN that the owner may have. */
    String admitted();

    /** A PIN that the owner may not have. */
    String refused();

    /** Keeps the policy from asking whomever it asks, as a server that is away does. */
    void cutOff();

    @Test
    default void somePinsMayBeHadAndSomeMayNot() {
        assertThat(policy().admits(OWNER, admitted())).isTrue();
        assertThat(policy().admits(OWNER, refused())).isFalse();
    }

    @Test
    default void whoAsksAgainIsToldTheSame() {
        for (int i = 0; i < 3; i++) {
            somePinsMayBeHadAndSomeMayNot();
        }
    }

    @Test
    default void aPolicyThatCannotAskAdmitsNothing() {
        cutOff();
        assertThat(policy().admits(OWNER, admitted())).isFalse();
        assertThat(policy().admits(OWNER, refused())).isFalse();
    }

    @Test
    default void manyMayAskAtOnce() throws Exception {
        PinPolicy policy = policy();
        ContractThreads.atOnce(4, thread -> {
            String digits = thread % 2 == 0 ? admitted() : refused();
            assertThat(policy.admits(OWNER, digits)).as(digits).isEqualTo(thread % 2 == 0);
        });
    }

    @Test
    default void aChangeThatItIsToldOfChangesNoRule() {
        policy().changed(OWNER, admitted());
        assertThat(policy().admits(OWNER, refused())).isFalse();
    }

    @Test
    default void noTextFormShowsThePin() {
        PinPolicy policy = policy();
        policy.admits(OWNER, admitted());
        policy.changed(OWNER, admitted());
        assertThat(policy.toString()).doesNotContain(admitted());
    }
}
