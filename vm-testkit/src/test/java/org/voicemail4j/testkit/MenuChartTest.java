package org.voicemail4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.voicemail4j.mailbox.DialRules;
import org.voicemail4j.mailbox.DistributionList;
import org.voicemail4j.mailbox.GreetingKind;
import org.voicemail4j.mailbox.GreetingPeriod;
import org.voicemail4j.mailbox.GreetingSchedule;
import org.voicemail4j.mailbox.GreetingSchedule.Absence;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.mailbox.MailboxPolicy;
import org.voicemail4j.mailbox.NumberPattern;
import org.voicemail4j.mailbox.OpeningHours;
import org.voicemail4j.mailbox.Pin;
import org.voicemail4j.mailbox.Subscriber;
import org.voicemail4j.message.Folder;
import org.voicemail4j.message.Party;
import org.voicemail4j.message.Urgency;
import org.voicemail4j.testkit.MenuExplorer.Step;
import org.voicemail4j.testkit.MenuStates.State;

/** The diagram of the menus in docs is what calls find out: {@code -Dmenus.write=true} writes it anew. */
class MenuChartTest {

    private static final Path DOCUMENT = Path.of("..", "docs", "menus.md");
    private static final DialRules LOCAL =
            new DialRules("local", List.of(NumberPattern.of("_555XXXX"), NumberPattern.of("_1XXX")), DialRules.PREMIUM);

    @Test
    void theDiagramInDocsIsWhatCallsFind() throws IOException {
        List<Step> callers = callers();
        List<Step> owners = owners();
        assertThat(reached(callers)).containsExactlyInAnyOrderElementsOf(ids(MenuStates.ofCallers()));
        assertThat(reached(owners)).containsExactlyInAnyOrderElementsOf(ids(MenuStates.ofOwners()));
        String document = document(new MenuChart(callers), new MenuChart(owners));
        if (Boolean.getBoolean("menus.write")) {
            Files.writeString(DOCUMENT, document);
        }

        assertThat(Files.readString(DOCUMENT))
                .as("docs/menus.md; -Dmenus.write=true writes it anew")
                .isEqualTo(document);
    }

    private static List<String> reached(List<Step> steps) {
        return steps.stream().map(step -> step.from().id()).distinct().toList();
    }

    private static List<String> ids(MenuStates states) {
        return states.all().stream().map(State::id).toList();
    }

    private static String document(MenuChart callers, MenuChart owners) {
        return """
                # The menus

                Written by a test (`MenuChartTest`) that calls a mailbox, goes to each point of the dialogues, does there
                whatever can be done, and notes what is heard and where that leads; it fails when this page is another one
                than it finds. Everything that a policy can allow is allowed here. Keys that are refused with an excuse are
                left out, and so is hanging up, which ends the call everywhere: [operating.md](operating.md) tells what is
                kept then. Key by key, a person can walk through the same menus with `voicemail simulate`.

                ## A caller leaves a message

                %s
                %s
                ## An owner listens

                %s
                %s
                ## Key maps

                What has `-` has no key of its own in that map.

                %s""".formatted(callers.diagram(), callers.table(), owners.diagram(), owners.table(), MenuChart.keys());
    }

    private static List<Step> callers() {
        return new MenuExplorer(MenuStates.ofCallers(), MenuChartTest::deposit).explore();
    }

    private static List<Step> owners() {
        return new MenuExplorer(MenuStates.ofOwners(), MenuChartTest::retrieval).explore();
    }

    private static String deposit(UnaryOperator<ScriptedCall> caller) {
        FlowFixture fixture = new FlowFixture()
                .policy(policy -> policy.review(true)
                        .shortestMessage(Duration.ofSeconds(1))
                        .leavePrivate(true)
                        .longestMessage(Duration.ofMinutes(1))
                        .trailingSilence(Duration.ofSeconds(5))
                        .operator(Optional.of("0100"))
                        .attendant(Optional.of("0200")));
        ScriptedCall call = caller.apply(fixture.caller());
        fixture.deposit(call);
        return call.transcript();
    }

    private static String retrieval(UnaryOperator<ScriptedCall> owner) {
        FlowFixture fixture = new FlowFixture(new InMemoryPersonalLists(), new InMemoryGreetingDates())
                .policy(MenuChartTest::everything);
        fixture.subscribe(
                Subscriber.of(MailboxId.parse("1001")).fullName("Ben Connor").pin(Pin.clear("4712")));
        fixture.subscribe("1002", policy -> policy);
        fixture.lists.put(FlowFixture.BOX, new DistributionList(7, List.of(MailboxId.parse("1001"))));
        fixture.greet(GreetingKind.UNAVAILABLE, Duration.ofSeconds(2));
        fixture.greet(GreetingKind.TEMPORARY, Duration.ofSeconds(2));
        fixture.leave(Urgency.NORMAL, Party.ofNumber("1001"));
        fixture.leave(Urgency.NORMAL, Party.ofNumber("1001"));
        fixture.leaveIn(Folder.DELETED);
        ScriptedCall call = owner.apply(fixture.owner());
        fixture.retrieveAny(call);
        return call.transcript();
    }

    private static MailboxPolicy.Builder everything(MailboxPolicy.Builder policy) {
        return policy.sendMessages(true)
                .callBack(LOCAL)
                .dialOut(LOCAL)
                .findsByName(true)
                .keptDeleted(10)
                .greetingSchedule(new GreetingSchedule(
                        GreetingPeriod.ALWAYS,
                        OpeningHours.parse("mon-fri 09:00-17:00"),
                        List.of(NumberPattern.of("_1XXX")),
                        Absence.TAKES_MESSAGES,
                        GreetingPeriod.ALWAYS))
                .longestMessage(Duration.ofMinutes(1))
                .trailingSilence(Duration.ofSeconds(5));
    }
}
