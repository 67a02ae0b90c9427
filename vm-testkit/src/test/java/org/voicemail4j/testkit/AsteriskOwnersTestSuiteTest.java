package org.voicemail4j.testkit;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.voicemail4j.audio.AudioContent;
import org.voicemail4j.call.CallOutcome.Retrieved;
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

/** What Asterisk's own test suite checks of retrieval, in our words and under its names: {@code tests/apps/voicemail}. */
class AsteriskOwnersTestSuiteTest {

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

    private static DialRules rules(String pattern) {
        return new DialRules("", List.of(NumberPattern.of(pattern)), List.of());
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
