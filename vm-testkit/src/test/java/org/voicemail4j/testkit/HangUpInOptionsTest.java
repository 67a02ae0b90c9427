package org.voicemail4j.testkit;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.voicemail4j.mailbox.GreetingKind;

/** The line drops at every point of what an owner sets: a greeting, a PIN, a mailbox set up for the first time. */
class HangUpInOptionsTest {

    @Test
    void aGreetingIsReplacedOnlyWhenItsOwnerSaidSo() {
        long points = greetingHangingUpAt(Long.MAX_VALUE);

        assertThat(points).isGreaterThan(20);
        LongStream.rangeClosed(1, points).forEach(HangUpInOptionsTest::greetingHangingUpAt);
    }

    private static long greetingHangingUpAt(long event) {
        FlowFixture fixture = new FlowFixture();
        fixture.greet(GreetingKind.UNAVAILABLE, ofMillis(2200));
        ScriptedCall call = fixture.owner()
                .hears("vm-password")
                .presses("1234#")
                .hears("vm-opts")
                .presses("0")
                .hears("vm-options")
                .presses("1")
                .speaks(ofSeconds(5))
                .presses("#")
                .hears("vm-review")
                .presses("3")
                .speaks(ofSeconds(4))
                .presses("#")
                .hears("vm-review")
                .presses("2")
                .hears("vm-review")
                .presses("1")
                .hears("vm-options")
                .presses("*")
                .hears("vm-opts")
                .presses("#")
                .hangsUpAtEvent(event);

        fixture.retrieve(call);

        boolean replaced = fixture.events.contains("greeting UNAVAILABLE");
        assertThat(fixture.messages.greeting(FlowFixture.BOX, GreetingKind.UNAVAILABLE))
                .hasValueSatisfying(greeting -> assertThat(greeting.length())
                        .as(call.transcript())
                        .isEqualTo(replaced ? ofMillis(4100) : ofMillis(2200)));
        fixture.assertEnded(call);
        return call.events();
    }

    @Test
    void aPinIsChangedOnlyWhenItWasEnteredTwice() {
        long points = pinHangingUpAt(Long.MAX_VALUE);

        LongStream.rangeClosed(1, points).forEach(HangUpInOptionsTest::pinHangingUpAt);
    }

    private static long pinHangingUpAt(long event) {
        FlowFixture fixture = new FlowFixture();
        ScriptedCall call = fixture.owner()
                .hears("vm-password")
                .presses("1234#")
                .hears("vm-opts")
                .presses("0")
                .hears("vm-options")
                .presses("5")
                .hears("vm-newpassword")
                .presses("4321#")
                .hears("vm-reenterpassword")
                .presses("4321#")
                .hears("vm-options")
                .presses("*#")
                .hangsUpAtEvent(event);

        fixture.retrieve(call);

        assertThat(fixture.credentials.pin(FlowFixture.BOX).isPresent())
                .as(call.transcript())
                .isEqualTo(fixture.events.contains("pin changed"));
        fixture.assertEnded(call);
        return call.events();
    }

    @Test
    void aSetUpThatIsNotFinishedIsAskedForAgain() {
        long points = setUpHangingUpAt(Long.MAX_VALUE);

        assertThat(points).isGreaterThan(20);
        LongStream.rangeClosed(1, points).forEach(HangUpInOptionsTest::setUpHangingUpAt);
    }

    private static long setUpHangingUpAt(long event) {
        FlowFixture fixture = new FlowFixture();
        fixture.subscribeNew(policy -> policy.forceName(true));
        ScriptedCall call = fixture.owner()
                .hears("vm-password")
                .presses("1000#")
                .speaks(ofSeconds(2))
                .presses("#")
                .hears("vm-review")
                .presses("1")
                .hears("vm-newpassword")
                .presses("7777#")
                .hears("vm-reenterpassword")
                .presses("7777#")
                .hears("vm-opts")
                .presses("#")
                .hangsUpAtEvent(event);

        fixture.retrieve(call);

        boolean named = fixture.events.contains("greeting NAME");
        assertThat(fixture.messages.greeting(FlowFixture.BOX, GreetingKind.NAME).isPresent())
                .as(call.transcript())
                .isEqualTo(named);
        boolean secret = fixture.credentials.pin(FlowFixture.BOX).isPresent();
        assertThat(secret).as(call.transcript()).isEqualTo(fixture.events.contains("pin changed"));
        fixture.assertEnded(call);
        assertThat(nextLogin(fixture, secret))
                .contains(secret ? "vm-youhave" : named ? "vm-newpassword" : "vm-rec-name");
        return call.events();
    }

    private static String nextLogin(FlowFixture fixture, boolean isSetUp) {
        ScriptedCall call = fixture.owner()
                .hears("vm-password")
                .presses(isSetUp ? "7777#" : "1000#")
                .waits(ofSeconds(8))
                .hangsUp();
        fixture.retrieve(call);
        return call.transcript();
    }
}
