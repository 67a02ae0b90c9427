package org.voicemail4j.testkit;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.voicemail4j.audio.AudioContent;
import org.voicemail4j.call.CallInfo;
import org.voicemail4j.call.CallOutcome.Deposited;
import org.voicemail4j.call.CallOutcome.LoginFailed;
import org.voicemail4j.call.CallOutcome.Retrieved;
import org.voicemail4j.call.CallOutcome.Transferred;
import org.voicemail4j.call.CallPurpose;
import org.voicemail4j.call.CallPurpose.Deposit;
import org.voicemail4j.mailbox.DialRules;
import org.voicemail4j.mailbox.GreetingKind;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.mailbox.NumberPattern;
import org.voicemail4j.message.Folder;
import org.voicemail4j.message.Message;
import org.voicemail4j.message.MessageId;
import org.voicemail4j.message.Party;
import org.voicemail4j.message.Urgency;
import org.voicemail4j.store.MessageStore;

/**
 * What Asterisk's own test suite checks of its voicemail, in our words and under its names: {@code tests/apps/voicemail}.
 * The external notification is a listener's, see VoicemailServiceTest.
 */
class AsteriskTestSuiteTest {

    private final FlowFixture fixture = new FlowFixture();

    /** Two messages are deleted while five arrive: the five remain, in their order. */
    @Test
    void check_voicemail_while_leaving_msg() {
        WhileListening meanwhile = new WhileListening();
        FlowFixture busy = new FlowFixture(meanwhile::around);
        busy.leave();
        busy.leave();
        meanwhile.onSecondMessage = () -> IntStream.range(0, 5)
                .forEach(
                        i -> busy.deposit(busy.caller().speaks(ofSeconds(2 + i)).presses("#")));
        ScriptedCall owner = busy.owner()
                .hears("vm-password")
                .presses("1234#")
                .hears("vm-onefor")
                .presses("1")
                .hears("vm-delete")
                .presses("7")
                .hears("vm-undelete")
                .presses("6")
                .hears("vm-delete")
                .presses("7")
                .hears("vm-undelete")
                .presses("#");

        busy.retrieve(owner);

        assertThat(owner.unfinished()).isEmpty();
        assertThat(busy.list(Folder.INBOX))
                .extracting(Message::length)
                .isSorted()
                .hasSize(5);
        assertThat(busy.list(Folder.OLD)).isEmpty();
    }

    /** Runs something when the owner hears the second message. */
    private static final class WhileListening {

        private final AtomicInteger opened = new AtomicInteger();
        private Runnable onSecondMessage = () -> {};

        MessageStore around(MessageStore store) {
            return new ForwardingStore(store) {
                @Override
                public Optional<AudioContent> open(MailboxId mailbox, MessageId id) {
                    if (opened.incrementAndGet() == 2) {
                        onSecondMessage.run();
                    }
                    return super.open(mailbox, id);
                }
            };
        }
    }

    @Test
    void leave_voicemail_nominal() {
        assertThat(fixture.deposit(fixture.caller().speaks(ofSeconds(3)).presses("#")))
                .isInstanceOf(Deposited.class);
        assertThat(fixture.deposit(fixture.caller().speaks(ofSeconds(3)).hangsUp()))
                .isInstanceOf(Deposited.class);
        assertThat(fixture.list(Folder.INBOX)).hasSize(2);
    }

    @Test
    void leave_voicemail_contexts() {
        fixture.policy(policy -> policy.operator(Optional.of("o")).attendant(Optional.of("a")));
        assertThat(fixture.deposit(asked("1000,u").hears("vm-intro").presses("0")))
                .isEqualTo(new Transferred("o"));
        assertThat(fixture.deposit(asked("1000,u").hears("vm-intro").presses("*")))
                .isEqualTo(new Transferred("a"));
        assertThat(fixture.deposit(
                        asked("1000,u,d(othercontext)").hears("vm-intro").presses("3")))
                .isEqualTo(new Transferred("3@othercontext"));
        assertThat(fixture.list(Folder.INBOX)).isEmpty();
    }

    @Test
    void leave_voicemail_priority() {
        fixture.deposit(asked("1000,u,U").speaks(ofSeconds(2)).presses("#"));
        fixture.deposit(asked("1000,u,P").speaks(ofSeconds(2)).presses("#"));
        assertThat(fixture.list(Folder.INBOX)).extracting(Message::isUrgent).containsExactly(true, false);
        assertThat(fixture.list(Folder.INBOX).get(1).envelope().attribute("flag"))
                .contains("PRIORITY");
    }

    @Test
    void leave_voicemail_forwarding() {
        fixture.subscribe("1001", policy -> policy);
        fixture.subscribe("1002", policy -> policy);
        fixture.deposit(asked("1000&1001&1002,u").speaks(ofSeconds(2)).presses("#"));
        assertThat(List.of("1000", "1001", "1002"))
                .allSatisfy(number -> assertThat(fixture.inboxOf(number)).hasSize(1));
    }

    @Test
    void leave_voicemail_forwarding_auto_urgent() {
        fixture.subscribe("1001", policy -> policy);
        fixture.deposit(asked("1000&1001,u,U").speaks(ofSeconds(2)).presses("#"));
        assertThat(fixture.inboxOf("1001")).singleElement().matches(Message::isUrgent);
    }

    @Test
    void check_voicemail_nominal() {
        fixture.leave();
        Message urgent = fixture.leave(Urgency.URGENT);
        ScriptedCall owner = listening("vm-Urgent")
                .hears("vm-repeat")
                .presses("6")
                .hears("vm-savemessage")
                .presses("#");
        assertThat(fixture.retrieve(owner)).isEqualTo(new Retrieved(FlowFixture.BOX));
        assertThat(fixture.list(Folder.INBOX)).isEmpty();
        assertThat(fixture.list(Folder.OLD)).hasSize(2).extracting(Message::id).startsWith(urgent.id());
    }

    @Test
    void check_voicemail_delete() {
        fixture.leave();
        fixture.retrieve(listening("vm-delete").presses("7").hears("vm-deleted").presses("#"));
        assertThat(fixture.list(Folder.INBOX)).isEmpty();
        assertThat(fixture.list(Folder.OLD)).isEmpty();
    }

    @Test
    void check_voicemail_envelope() {
        fixture.policy(policy -> policy.sayCaller(true).sayDurationFrom(Optional.of(ofSeconds(0))));
        fixture.leave();
        ScriptedCall owner = listening("vm-repeat").presses("#");
        fixture.retrieve(owner);
        assertThat(owner.transcript()).contains("vm-received", "vm-from-phonenumber", "vm-duration");
    }

    @Test
    void check_voicemail_callback() {
        fixture.policy(policy -> policy.callBack(rules("_X.")));
        fixture.leave();
        ScriptedCall owner = listening("vm-advopts")
                .presses("3")
                .hears("vm-tocallback")
                .presses("2")
                .hears("vm-tocallnum")
                .presses("1");
        fixture.retrieve(owner);
        assertThat(owner.transferredTo()).contains("5551234");
    }

    @Test
    void check_voicemail_dialout() {
        fixture.policy(policy -> policy.dialOut(rules("_X.")));
        fixture.leave();
        ScriptedCall owner = listening("vm-advopts")
                .presses("3")
                .hears("vm-tomakecall")
                .presses("4")
                .hears("vm-enter-num-to-call")
                .presses("5559876#");
        fixture.retrieve(owner);
        assertThat(owner.transferredTo()).contains("5559876");
    }

    @Test
    void check_voicemail_reply() {
        fixture.subscribe("1017", policy -> policy);
        fixture.leave(Urgency.NORMAL, Party.ofNumber("1017"));
        fixture.retrieve(listening("vm-advopts")
                .presses("3")
                .hears("vm-toreply")
                .presses("1")
                .hears("vm-intro")
                .presses("#")
                .speaks(ofSeconds(2))
                .presses("#")
                .hears("vm-helpexit")
                .presses("#"));
        assertThat(fixture.inboxOf("1017")).hasSize(1);
    }

    @Test
    void check_voicemail_forward() {
        fixture.subscribe("1017", policy -> policy);
        Message original = fixture.leave();
        fixture.retrieve(forwarding().presses("2").hears("vm-msgforwarded").presses("#"));
        assertThat(fixture.inboxOf("1017")).extracting(Message::length).containsExactly(original.length());
    }

    @Test
    void check_voicemail_forward_with_prepend() {
        fixture.subscribe("1017", policy -> policy);
        Message original = fixture.leave();
        fixture.retrieve(forwarding()
                .presses("1")
                .speaks(ofSeconds(3))
                .presses("#")
                .hears("vm-msgforwarded")
                .presses("#"));
        assertThat(fixture.inboxOf("1017").get(0).length())
                .isGreaterThanOrEqualTo(original.length().plusSeconds(3));
    }

    @Test
    void check_voicemail_forward_hangup() {
        fixture.subscribe("1017", policy -> policy);
        Message original = fixture.leave();
        fixture.retrieve(forwarding().presses("1").speaks(ofSeconds(3)).hangsUp());
        assertThat(fixture.inboxOf("1017")).isEmpty();
        assertThat(fixture.messages.find(FlowFixture.BOX, original.id()))
                .map(Message::length)
                .contains(original.length());
    }

    @Test
    void check_voicemail_new_user() {
        fixture.subscribeNew(policy -> policy.forceName(true));
        fixture.retrieve(newUser()
                .hears("vm-newpassword")
                .presses("4711#")
                .hears("vm-reenterpassword")
                .presses("4711#")
                .hears("vm-passchanged")
                .hears("vm-opts")
                .presses("#"));
        assertThat(fixture.messages.greeting(FlowFixture.BOX, GreetingKind.NAME))
                .isPresent();
        assertThat(fixture.events).contains("pin changed");
    }

    @Test
    void check_voicemail_new_user_hangup() {
        fixture.subscribeNew(policy -> policy.forceName(true));
        fixture.retrieve(newUser().hears("vm-newpassword").hangsUp());
        ScriptedCall again =
                newUserLogin().hears("vm-newuser").hears("vm-newpassword").hangsUp();
        fixture.retrieve(again);
        assertThat(again.unfinished()).as("still new").isEmpty();
    }

    @Test
    void check_voicemail_options_change_password() {
        fixture.retrieve(loggedIn()
                .hears("vm-opts")
                .presses("0")
                .hears("vm-options")
                .presses("5")
                .hears("vm-newpassword")
                .presses("4711#")
                .hears("vm-reenterpassword")
                .presses("4711#")
                .hears("vm-passchanged")
                .hangsUp());
        assertThat(fixture.credentials.pin(FlowFixture.BOX))
                .hasValueSatisfying(pin -> assertThat(pin.matches("4711")).isTrue());
    }

    @Test
    void check_voicemail_options_record_busy() {
        recordGreeting("2", GreetingKind.BUSY);
    }

    @Test
    void check_voicemail_options_record_name() {
        recordGreeting("3", GreetingKind.NAME);
    }

    @Test
    void check_voicemail_options_record_temp() {
        recordGreeting("4", GreetingKind.TEMPORARY);
    }

    @Test
    void check_voicemail_options_record_unavail() {
        recordGreeting("1", GreetingKind.UNAVAILABLE);
    }

    private void recordGreeting(String key, GreetingKind kind) {
        fixture.retrieve(loggedIn()
                .hears("vm-opts")
                .presses("0")
                .hears("vm-options")
                .presses(key)
                .hears("beep")
                .speaks(ofSeconds(2))
                .presses("#")
                .hears("vm-review")
                .presses("1")
                .hears("vm-msgsaved")
                .hangsUp());
        assertThat(fixture.messages.greeting(FlowFixture.BOX, kind)).isPresent();
    }

    @Test
    void authenticate_nominal() {
        assertThat(fixture.authenticate(
                        fixture.owner().hears("vm-login").presses("1000#").presses("1234#")))
                .contains(FlowFixture.BOX);
    }

    @Test
    void authenticate_invalid_mailbox() {
        ScriptedCall call = fixture.owner()
                .hears("vm-login")
                .presses("8888#")
                .hears("vm-password")
                .presses("1234#")
                .hears("vm-incorrect-mailbox")
                .presses("1000#")
                .hears("vm-password")
                .presses("1234#")
                .hears("auth-thankyou");
        assertThat(fixture.authenticate(call)).contains(FlowFixture.BOX);
    }

    @Test
    void authenticate_invalid_password() {
        ScriptedCall call = fixture.owner()
                .hears("vm-login")
                .presses("1000#")
                .hears("vm-password")
                .presses("1#")
                .hears("vm-incorrect-mailbox")
                .presses("1000#")
                .hears("vm-password")
                .presses("2#")
                .hears("vm-incorrect-mailbox")
                .presses("1000#")
                .hears("vm-password")
                .presses("3#");
        assertThat(fixture.authenticate(call)).isEmpty();
        assertThat(call.transcript()).contains("vm-goodbye").doesNotContain("auth-thankyou");
        assertThat(fixture.retrieveAny(
                        fixture.owner().presses("1000#").presses("9#").hangsUp()))
                .isInstanceOf(LoginFailed.class);
    }

    /** Star begins anew here, instead of leading to extension a. */
    @Test
    void authenticate_extensions() {
        ScriptedCall call = fixture.owner()
                .hears("vm-login")
                .presses("*#")
                .hears("vm-login")
                .presses("1000#")
                .hears("vm-password")
                .presses("1234#")
                .hears("auth-thankyou");
        assertThat(fixture.authenticate(call)).contains(FlowFixture.BOX);
    }

    @Test
    void func_vmcount() {
        fixture.leave();
        fixture.leave(Urgency.URGENT);
        fixture.leaveIn(Folder.OLD);
        fixture.leaveIn(Folder.WORK);
        assertThat(Map.of(Folder.INBOX, 2, Folder.OLD, 1, Folder.WORK, 1, Folder.FRIENDS, 0))
                .allSatisfy((folder, count) -> assertThat(fixture.list(folder)).hasSize(count));
    }

    @Test
    void play_message() {
        Message message = fixture.leave();
        ScriptedCall call = fixture.owner();
        assertThat(fixture.playMessage(call, message.id())).isPresent();
        assertThat(call.transcript()).contains("2.8 s");
        assertThat(fixture.list(Folder.OLD)).hasSize(1);
        assertThat(fixture.playMessage(fixture.owner(), message.id())).isPresent();
        assertThat(fixture.playMessage(fixture.owner(), new MessageId("0-0"))).isEmpty();
    }

    /** Asterisk has no test of it. */
    @Test
    void say_name() {
        ScriptedCall spelled = fixture.owner();
        fixture.sayName(spelled);
        assertThat(spelled.transcript()).startsWith("vm-extension\ndigits/1\n");
        fixture.greet(GreetingKind.NAME, ofMillis(1200));
        ScriptedCall spoken = fixture.owner();
        fixture.sayName(spoken);
        assertThat(spoken.transcript()).contains("1.2 s").doesNotContain("vm-extension");
    }

    private static DialRules rules(String pattern) {
        return new DialRules("", List.of(NumberPattern.of(pattern)), List.of());
    }

    private ScriptedCall asked(String arguments) {
        Deposit purpose = (Deposit) CallPurpose.deposit(arguments);
        return ScriptedCall.of(CallInfo.of("call-5", purpose)
                        .caller(FlowFixture.CALLER)
                        .build())
                .on(fixture.clock);
    }

    private ScriptedCall loggedIn() {
        return fixture.owner().hears("vm-password").presses("1234#");
    }

    private ScriptedCall listening(String until) {
        return loggedIn().hears("vm-onefor").presses("1").hears(until);
    }

    private ScriptedCall forwarding() {
        return listening("vm-toforward")
                .presses("8")
                .hears("vm-extension")
                .presses("1017#")
                .hears("vm-forwardoptions");
    }

    private ScriptedCall newUserLogin() {
        return fixture.owner().hears("vm-password").presses("1000#");
    }

    private ScriptedCall newUser() {
        return newUserLogin()
                .hears("vm-newuser")
                .hears("vm-rec-name")
                .hears("beep")
                .speaks(ofSeconds(2))
                .presses("#")
                .hears("vm-review")
                .presses("1");
    }
}
