package org.voicemail4j.testkit;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.voicemail4j.mailbox.DistributionList;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.message.Envelope;
import org.voicemail4j.store.DepositStart;
import org.voicemail4j.store.DepositTerms;
import org.voicemail4j.store.StoreException;

/** Owners make lists of recipients and send to them, and to the lists for everybody. */
class DistributionListsTest {

    private final FlowFixture fixture = new FlowFixture(new InMemoryPersonalLists());

    @BeforeEach
    void people() {
        fixture.policy(policy -> policy.sendMessages(true));
        fixture.subscribe("1017", policy -> policy);
        fixture.subscribe("1018", policy -> policy);
        fixture.subscribe("1019", policy -> policy.maxMessages(1));
    }

    private ScriptedCall loggedIn() {
        return fixture.owner().hears("vm-password").presses("1234#").hears("vm-youhave");
    }

    private ScriptedCall hearsOneAndForwards() {
        fixture.leave();
        return loggedIn().presses("1").hears("vm-repeat").presses("8").hears("vm-extension");
    }

    private static MailboxId box(String number) {
        return MailboxId.parse(number);
    }

    @Test
    void aListIsMadeHeardAndErased() {
        ScriptedCall call = loggedIn()
                .presses("0")
                .hears("vm-options")
                .presses("6")
                .hears("vm-list-number")
                .presses("5#")
                .hears("vm-forward-multiple")
                .presses("1017*4711#")
                .hears("vm-forward-multiple")
                .presses("1017*1018*1017#")
                .hears("vm-options")
                .presses("6")
                .hears("vm-list-number")
                .presses("5#")
                .hears("menu/back")
                .presses("1")
                .hears("menu/back")
                .presses("3")
                .hears("vm-options")
                .presses("*")
                .hears("vm-opts")
                .presses("#");

        fixture.retrieve(call);

        Transcripts.assertAsIn("personal-list", call);
        assertThat(fixture.lists.find(FlowFixture.BOX, 5)).isEmpty();
    }

    @Test
    void aNumberThatIsAMailboxCannotBeThatOfAList() {
        fixture.subscribe("7", policy -> policy);
        ScriptedCall call = loggedIn()
                .presses("0")
                .hears("vm-options")
                .presses("6")
                .hears("vm-list-number")
                .presses("7#")
                .hears("vm-list-number")
                .presses("100#")
                .hears("vm-list-number")
                .presses("*#")
                .hears("vm-options")
                .hangsUp();

        fixture.retrieve(call);

        assertThat(call.transcript())
                .contains("> 7#\nvm-list-taken\nvm-list-number\n> 100#\nvm-pls-try-again\nvm-list-number\n");
    }

    @Test
    void allOnAListGetTheMessageOnce() {
        fixture.lists.put(
                FlowFixture.BOX, new DistributionList(5, List.of(box("1018"), box("1017"), box("1000"), box("4711"))));
        ScriptedCall call = hearsOneAndForwards()
                .presses("1017*5#")
                .hears("vm-forwardoptions")
                .presses("2")
                .hears("vm-repeat")
                .presses("#");

        fixture.retrieve(call);

        Transcripts.assertAsIn("forward-to-a-list", call);
        assertThat(fixture.inboxOf("1017")).hasSize(1);
        assertThat(fixture.inboxOf("1018")).hasSize(1);
    }

    @Test
    void whoeverOnAListHasNoRoomDoesNotKeepTheOthersFromTheirs() {
        fixture.everybodys.put(box("700"), List.of(box("1019"), box("1017")));
        fixture.leaveFor("1019");
        ScriptedCall call = hearsOneAndForwards()
                .presses("700#")
                .hears("vm-forwardoptions")
                .presses("2")
                .hears("vm-repeat")
                .presses("#");

        fixture.retrieve(call);

        assertThat(call.transcript()).contains("> 2\nvm-forward-partly\n");
        assertThat(fixture.inboxOf("1017")).hasSize(1);
        assertThat(fixture.inboxOf("1019")).hasSize(1);
        fixture.assertNothingHalfStored("1017");
    }

    @Test
    void whoseStoreFailsDoesNotKeepTheOthersOnAListFromTheirs() {
        FlowFixture failing = new FlowFixture(
                store -> new ForwardingStore(store) {
                    @Override
                    public DepositStart beginDeposit(MailboxId mailbox, Envelope envelope, DepositTerms terms) {
                        if (mailbox.equals(box("1018"))) {
                            throw new StoreException("planted: no place for that one");
                        }
                        return super.beginDeposit(mailbox, envelope, terms);
                    }
                },
                new InMemoryPersonalLists());
        List.of("1017", "1018", "1019").forEach(number -> failing.subscribe(number, policy -> policy));
        failing.everybodys.put(box("700"), List.of(box("1017"), box("1018"), box("1019")));
        failing.leave();
        ScriptedCall call = failing.owner()
                .hears("vm-password")
                .presses("1234#")
                .hears("vm-youhave")
                .presses("1")
                .hears("vm-repeat")
                .presses("8")
                .hears("vm-extension")
                .presses("700#")
                .hears("vm-forwardoptions")
                .presses("2")
                .hears("vm-forward-partly")
                .hears("vm-repeat")
                .presses("#");

        failing.retrieve(call);

        assertThat(call.unfinished()).as(call.transcript()).isEmpty();
        assertThat(failing.inboxOf("1017")).hasSize(1);
        assertThat(failing.inboxOf("1019")).hasSize(1);
        failing.assertNothingHalfStored("1017");
    }

    @Test
    void aListOfPeopleWhoAreOnAnotherOneIsNoMistake() {
        fixture.everybodys.put(box("700"), List.of(box("1017"), box("1018")));
        fixture.everybodys.put(box("701"), List.of(box("1018")));
        ScriptedCall call = hearsOneAndForwards()
                .presses("700*701#")
                .hears("vm-forwardoptions")
                .presses("2")
                .hears("vm-repeat")
                .presses("#");

        fixture.retrieve(call);

        assertThat(call.unfinished()).as(call.transcript()).isEmpty();
        assertThat(fixture.inboxOf("1018")).hasSize(1);
    }

    @Test
    void aMessageForEverybodyIsRecordedOnce() {
        fixture.everybodys.put(box("700"), List.of(box("1018"), box("1017")));
        ScriptedCall call = loggedIn()
                .hears("vm-helpexit")
                .presses("3")
                .hears("vm-leavemsg")
                .presses("5")
                .hears("vm-extension")
                .presses("700#")
                .speaks(ofSeconds(3))
                .presses("#")
                .hears("vm-opts")
                .presses("#");

        fixture.retrieve(call);

        assertThat(fixture.inboxOf("1017")).hasSize(1);
        assertThat(fixture.inboxOf("1018")).hasSize(1);
    }

    private List<String> many(int count) {
        List<String> numbers = IntStream.range(0, count)
                .mapToObj(i -> Integer.toString(20_000 + i))
                .toList();
        numbers.forEach(number -> fixture.subscribe(number, policy -> policy));
        return numbers;
    }

    /** The 17th and those after it were dropped, and their digits chose from the next menu. */
    @Test
    void whateverIsEnteredForManyIsForAllOfThem() {
        List<String> numbers = many(30);
        ScriptedCall call = hearsOneAndForwards()
                .presses(String.join("*", numbers) + "#")
                .hears("vm-forwardoptions")
                .presses("2")
                .hears("vm-msgforwarded")
                .hears("vm-repeat")
                .presses("#");

        fixture.retrieve(call);

        assertThat(call.unfinished()).as(call.transcript()).isEmpty();
        assertThat(numbers)
                .allSatisfy(number -> assertThat(fixture.inboxOf(number)).hasSize(1));
    }

    @Test
    void moreThanAListHoldsAreRefusedAsAWhole() {
        String tooMany = String.join("*", Collections.nCopies(101, "1017")) + "#";
        ScriptedCall call = hearsOneAndForwards()
                .presses(tooMany)
                .hears("vm-list-toolong")
                .hears("vm-extension")
                .presses("2".repeat(7000) + "#")
                .hears("vm-list-toolong")
                .hears("vm-extension")
                .presses("*#")
                .hears("vm-repeat")
                .presses("#");

        fixture.retrieve(call);

        assertThat(call.unfinished()).as(call.transcript()).isEmpty();
        assertThat(fixture.inboxOf("1017")).isEmpty();
    }

    @Test
    void aListOfManyIsMadeByPhone() {
        List<String> numbers = many(100);
        ScriptedCall call = loggedIn()
                .presses("0")
                .hears("vm-options")
                .presses("6")
                .hears("vm-list-number")
                .presses("5#")
                .hears("vm-forward-multiple")
                .presses(String.join("*", numbers) + "*1017#")
                .hears("vm-list-toolong")
                .hears("vm-forward-multiple")
                .presses(String.join("*", numbers) + "#")
                .hears("vm-list-saved")
                .hears("vm-options")
                .hangsUp();

        fixture.retrieve(call);

        assertThat(fixture.lists.find(FlowFixture.BOX, 5).orElseThrow().members())
                .containsExactlyElementsOf(
                        numbers.stream().map(MailboxId::parse).toList());
    }

    @Test
    void digitsBeyondTheLongestNumberAreNoChoices() {
        ScriptedCall call = fixture.owner()
                .hears("vm-password")
                .presses("9".repeat(100) + "#")
                .hears("vm-incorrect")
                .hears("vm-password")
                .presses("1234#")
                .hears("vm-youhave")
                .hangsUp();

        fixture.retrieve(call);

        assertThat(call.unfinished()).as(call.transcript()).isEmpty();
    }

    @Test
    void aListOfNobodyIsNone() {
        fixture.everybodys.put(box("700"), List.of(box("4711")));
        ScriptedCall call = hearsOneAndForwards()
                .presses("700#")
                .hears("vm-extension")
                .presses("*#")
                .hears("vm-repeat")
                .presses("#");

        fixture.retrieve(call);

        assertThat(call.transcript()).contains("> 700#\npbx-invalid\nvm-extension\n");
    }
}
