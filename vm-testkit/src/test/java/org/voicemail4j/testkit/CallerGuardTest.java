package org.voicemail4j.testkit;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.voicemail4j.call.CallInfo;
import org.voicemail4j.call.CallOutcome.LoginFailed;
import org.voicemail4j.call.CallOutcome.Retrieved;
import org.voicemail4j.call.CallPurpose;
import org.voicemail4j.message.Party;

/** Callers who try mailbox after mailbox, and owners who only forgot their PIN. */
class CallerGuardTest {

    private final FlowFixture fixture = new FlowFixture();

    @Test
    void whoTriesOnePinInManyMailboxesIsLockedOut() {
        for (int box = 2000; box < 2010; box++) {
            fixture.subscribe(Integer.toString(box), policy -> policy.loginAttempts(1));
            fixture.retrieveAny(guess("7771000", box, "0000"));
        }
        ScriptedCall locked = guess("7771000", 1000, "1234");
        assertThat(fixture.retrieveAny(locked)).isInstanceOf(LoginFailed.class);
        assertThat(locked.transcript()).contains("vm-login-locked");
        assertThat(fixture.credentials.failures(FlowFixture.BOX).count())
                .as("the mailbox is not blamed")
                .isZero();
        assertThat(fixture.retrieveAny(guess("7772000", 1000, "1234"))).isInstanceOf(Retrieved.class);
        fixture.clock.advance(Duration.ofMinutes(16));
        assertThat(fixture.retrieveAny(guess("7771000", 1000, "1234"))).isInstanceOf(Retrieved.class);
    }

    private ScriptedCall guess(String from, int mailbox, String pin) {
        CallInfo info = CallInfo.of("guess", CallPurpose.retrieval())
                .caller(Party.ofNumber(from))
                .build();
        return ScriptedCall.of(info)
                .on(fixture.clock)
                .hears("vm-login")
                .presses(mailbox + "#")
                .hears("vm-password")
                .presses(pin + "#")
                .waits(ofSeconds(5))
                .hangsUp();
    }

    @Test
    void whoForgotAPinMayLogInFromTheSamePhoneAsSoonAsTheMailboxIsUnlocked() {
        for (int round = 0; round < 10; round++) {
            fixture.retrieveAny(guess("1000", 1000, "000" + round));
        }
        assertThat(fixture.retrieveAny(guess("1000", 1000, "1234"))).isInstanceOf(LoginFailed.class);
        fixture.credentials.clearFailures(FlowFixture.BOX);
        assertThat(fixture.retrieveAny(guess("1000", 1000, "1234"))).isInstanceOf(Retrieved.class);
    }

    /** As where a switch gives its own number for whoever calls through it. */
    @Test
    void ownersOfManyMailboxesWithOneNumberDoNotLockEachOtherOutByMistyping() {
        for (int box = 2000; box < 2020; box++) {
            fixture.subscribe(Integer.toString(box), policy -> policy.loginAttempts(1));
            fixture.retrieveAny(guess("7771000", box, "0000"));
            assertThat(fixture.retrieveAny(guess("7771000", box, "1234"))).isInstanceOf(Retrieved.class);
        }
    }

    @Test
    void aMailboxOfOnesOwnDoesNotWipeOutTheOthers() {
        for (int box = 2000; box < 2010; box++) {
            fixture.subscribe(Integer.toString(box), policy -> policy.loginAttempts(1));
            fixture.retrieveAny(guess("7771000", box, "0000"));
            fixture.retrieveAny(guess("7771000", 1000, "1234"));
        }
        assertThat(fixture.retrieveAny(guess("7771000", 1000, "1234"))).isInstanceOf(LoginFailed.class);
    }
}
