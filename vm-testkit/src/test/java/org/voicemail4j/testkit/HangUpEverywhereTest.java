package org.voicemail4j.testkit;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.voicemail4j.call.CallOutcome;
import org.voicemail4j.call.CallOutcome.Deposited;
import org.voicemail4j.call.CallOutcome.NotDeposited;
import org.voicemail4j.call.CallOutcome.Reason;
import org.voicemail4j.message.Folder;
import org.voicemail4j.message.Message;

/**
 * The line drops at every point at which anything happens: each call is led once to its end, and then again and again
 * with the line dropping at its first event, its second, and so on.
 */
class HangUpEverywhereTest {

    @Test
    void aDepositKeepsWhatWasSaidAndNothingElse() {
        long points = depositHangingUpAt(Long.MAX_VALUE);

        assertThat(points).isGreaterThan(12);
        LongStream.rangeClosed(1, points).forEach(HangUpEverywhereTest::depositHangingUpAt);
    }

    private static long depositHangingUpAt(long event) {
        FlowFixture fixture = new FlowFixture();
        ScriptedCall call = fixture.caller().speaks(ofSeconds(4)).presses("#").hangsUpAtEvent(event);

        CallOutcome outcome = fixture.deposit(call);

        List<Message> stored = fixture.list(Folder.INBOX);
        if (outcome instanceof Deposited deposited) {
            assertThat(stored).containsExactly(deposited.message());
            assertThat(stored.get(0).length()).isPositive();
            assertThat(fixture.events).containsExactly("deposited", "counts changed");
        } else {
            assertThat(outcome).isEqualTo(new NotDeposited(FlowFixture.BOX, Reason.NOTHING_RECORDED));
            assertThat(stored).isEmpty();
            assertThat(fixture.events).isEmpty();
        }
        fixture.assertEnded(call);
        return call.events();
    }

    @Test
    void goingToTheOperatorKeepsWhatTheCallerDidNotDrop() {
        long points = operatorHangingUpAt(Long.MAX_VALUE);

        LongStream.rangeClosed(1, points).forEach(HangUpEverywhereTest::operatorHangingUpAt);
    }

    private static long operatorHangingUpAt(long event) {
        FlowFixture fixture = new FlowFixture().policy(policy -> policy.operator(Optional.of("0100")));
        ScriptedCall call = fixture.caller()
                .speaks(ofSeconds(4))
                .presses("0")
                .hears("vm-saveoper")
                .presses("1")
                .hangsUpAtEvent(event);

        fixture.deposit(call);

        boolean recorded = call.transcript().contains("recorded");
        assertThat(fixture.list(Folder.INBOX)).as(call.transcript()).hasSize(recorded ? 1 : 0);
        fixture.assertEnded(call);
        return call.events();
    }

    @Test
    void aReviewKeepsTheTakeThatTheCallerLeavesBehind() {
        long points = reviewHangingUpAt(Long.MAX_VALUE);

        assertThat(points).isGreaterThan(20);
        LongStream.rangeClosed(1, points).forEach(HangUpEverywhereTest::reviewHangingUpAt);
    }

    /** Speaks, listens, speaks anew, marks it urgent, keeps it. */
    private static long reviewHangingUpAt(long event) {
        FlowFixture fixture = new FlowFixture().policy(policy -> policy.review(true));
        ScriptedCall call = fixture.caller()
                .speaks(ofSeconds(4))
                .presses("#")
                .hears("vm-review")
                .presses("2")
                .hears("vm-review")
                .presses("3")
                .speaks(ofSeconds(3))
                .presses("#")
                .hears("vm-review")
                .presses("4")
                .hears("vm-review")
                .presses("1")
                .hangsUpAtEvent(event);

        fixture.deposit(call);

        String all = call.transcript();
        String lastTake = all.substring(Math.max(0, all.indexOf("> 3\n")));
        List<Message> stored = fixture.list(Folder.INBOX);
        assertThat(stored).as(all).hasSize(lastTake.contains("recorded") ? 1 : 0);
        stored.forEach(message -> assertThat(message.isUrgent()).as(all).isEqualTo(all.contains("> 4")));
        fixture.assertEnded(call);
        return call.events();
    }

    @Test
    void aRetrievalDeletesWhatWasMarkedAndMovesWhatWasHeard() {
        long points = retrievalHangingUpAt(Long.MAX_VALUE);

        assertThat(points).isGreaterThan(60);
        LongStream.rangeClosed(1, points).forEach(HangUpEverywhereTest::retrievalHangingUpAt);
    }

    /** Hears both messages, deletes the first, saves the second, looks into a folder. */
    private static long retrievalHangingUpAt(long event) {
        FlowFixture fixture = new FlowFixture();
        Message first = fixture.leave();
        Message second = fixture.leave();
        Message third = fixture.leave();
        ScriptedCall call = fixture.owner()
                .hears("vm-password")
                .presses("1234#")
                .hears("vm-opts")
                .presses("1")
                .hears("vm-repeat")
                .presses("7")
                .hears("vm-repeat")
                .presses("6")
                .hears("vm-repeat")
                .presses("9")
                .hears("vm-for")
                .presses("3")
                .hears("vm-repeat")
                .presses("6")
                .hears("vm-repeat")
                .presses("2")
                .hears("vm-press")
                .presses("1")
                .hears("vm-opts")
                .presses("#")
                .hangsUpAtEvent(event);

        fixture.retrieve(call);

        boolean marked = fixture.events.contains("heard") && call.transcript().contains("> 7");
        boolean saved = fixture.events.contains("moved to FAMILY");
        long heard = fixture.events.stream().filter("heard"::equals).count();
        assertThat(find(fixture, first)).as(call.transcript()).isEqualTo(marked ? "gone" : heard > 0 ? "OLD" : "INBOX");
        assertThat(find(fixture, second))
                .as(call.transcript())
                .isEqualTo(saved ? "FAMILY" : heard > 1 ? "OLD" : "INBOX");
        assertThat(find(fixture, third)).as(call.transcript()).isEqualTo(heard > 2 ? "OLD" : "INBOX");
        fixture.assertEnded(call);
        return call.events();
    }

    private static String find(FlowFixture fixture, Message message) {
        return fixture.messages
                .find(FlowFixture.BOX, message.id())
                .map(found -> found.folder().name())
                .orElse("gone");
    }

    @Test
    void aForwardedMessageArrivesWholeOrNotAtAll() {
        long points = forwardHangingUpAt(Long.MAX_VALUE);

        assertThat(points).isGreaterThan(30);
        LongStream.rangeClosed(1, points).forEach(HangUpEverywhereTest::forwardHangingUpAt);
    }

    private static long forwardHangingUpAt(long event) {
        FlowFixture fixture = new FlowFixture();
        fixture.subscribe("1017", policy -> policy.maxMessages(2));
        fixture.subscribe("1018", policy -> policy.maxMessages(2));
        Message original = fixture.leave();
        ScriptedCall call = fixture.owner()
                .hears("vm-password")
                .presses("1234#")
                .hears("vm-helpexit")
                .presses("1")
                .hears("vm-repeat")
                .presses("8")
                .hears("vm-extension")
                .presses("1017*1018#")
                .hears("vm-starmain")
                .presses("1")
                .speaks(ofSeconds(3))
                .presses("5")
                .hears("vm-helpexit")
                .presses("#")
                .hangsUpAtEvent(event);

        fixture.retrieve(call);

        boolean sent = call.transcript().contains("> 5");
        for (String number : List.of("1017", "1018")) {
            assertThat(fixture.inboxOf(number)).as(call.transcript()).hasSize(sent ? 1 : 0);
            fixture.inboxOf(number)
                    .forEach(message -> assertThat(message.length())
                            .isEqualTo(original.length().plusMillis(3100)));
            fixture.assertNothingHalfStored(number);
        }
        assertThat(find(fixture, original)).isNotEqualTo("gone");
        fixture.assertEnded(call);
        return call.events();
    }

    @Test
    void aComposedMessageReachesAllOrNobody() {
        long points = composeHangingUpAt(Long.MAX_VALUE);

        assertThat(points).isGreaterThan(20);
        LongStream.rangeClosed(1, points).forEach(HangUpEverywhereTest::composeHangingUpAt);
    }

    private static long composeHangingUpAt(long event) {
        FlowFixture fixture = new FlowFixture().policy(policy -> policy.sendMessages(true));
        fixture.subscribe("1017", policy -> policy);
        fixture.subscribe("1018", policy -> policy);
        ScriptedCall call = fixture.owner()
                .hears("vm-password")
                .presses("1234#")
                .hears("vm-helpexit")
                .presses("3")
                .hears("vm-starmain")
                .presses("5")
                .hears("vm-extension")
                .presses("1017*1018#")
                .speaks(ofSeconds(3))
                .presses("#")
                .hears("vm-opts")
                .presses("#")
                .hangsUpAtEvent(event);

        fixture.retrieve(call);

        int left = call.transcript().contains("recorded") ? 1 : 0;
        for (String number : List.of("1017", "1018")) {
            assertThat(fixture.inboxOf(number)).as(call.transcript()).hasSize(left);
            fixture.assertNothingHalfStored(number);
        }
        fixture.assertEnded(call);
        return call.events();
    }

    @Test
    void aDeletedMessageThatIsKeptLiesInOneFolder() {
        long points = deletionHangingUpAt(Long.MAX_VALUE);

        LongStream.rangeClosed(1, points).forEach(HangUpEverywhereTest::deletionHangingUpAt);
    }

    private static long deletionHangingUpAt(long event) {
        FlowFixture fixture = new FlowFixture().policy(policy -> policy.keptDeleted(1));
        Message message = fixture.leave();
        ScriptedCall call = fixture.owner()
                .hears("vm-password")
                .presses("1234#")
                .hears("vm-helpexit")
                .presses("1")
                .hears("vm-repeat")
                .presses("7")
                .hears("vm-repeat")
                .presses("#")
                .hangsUpAtEvent(event);

        fixture.retrieve(call);

        boolean marked = call.transcript().contains("> 7");
        boolean heard = fixture.events.contains("heard");
        assertThat(find(fixture, message))
                .as(call.transcript())
                .isEqualTo(marked ? "DELETED" : heard ? "OLD" : "INBOX");
        fixture.assertEnded(call);
        return call.events();
    }
}
