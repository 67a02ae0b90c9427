package org.voicemail4j.testkit;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.voicemail4j.call.CallInfo;
import org.voicemail4j.call.CallOutcome.NameSearched;
import org.voicemail4j.call.CallOutcome.Transferred;
import org.voicemail4j.call.CallPurpose;
import org.voicemail4j.call.DirectoryOptions;
import org.voicemail4j.call.DirectoryOptions.Listing;
import org.voicemail4j.call.DirectoryOptions.Name;
import org.voicemail4j.call.DirectoryOptions.Then;
import org.voicemail4j.mailbox.GreetingKind;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.mailbox.Subscriber;
import org.voicemail4j.service.StoredMailbox;
import org.voicemail4j.service.VoicemailConfig;

/** Callers and owners find somebody by name. */
class NameDirectoryTest {

    private static final DirectoryOptions USUAL = DirectoryOptions.USUAL;

    private final FlowFixture fixture = new FlowFixture();

    @BeforeEach
    void people() {
        person("2001", "Jörg Müller");
        person("2002", "Anna Mulligan");
        person("2003", "Bob Smith");
        person("2004", "Ludwig van Beethoven");
        fixture.subscribe(
                Subscriber.of(MailboxId.parse("2005")).fullName("Eve Muller").listed(false));
        fixture.subscribe(
                Subscriber.of(MailboxId.parse("2006")).fullName("Robert Quartz").aliases(List.of("Bobby Smithson")));
        fixture.subscribe(Subscriber.of(MailboxId.parse("2001@other")).fullName("Max Muller"));
    }

    private void person(String number, String name) {
        fixture.subscribe(Subscriber.of(MailboxId.parse(number)).fullName(name));
    }

    @Test
    void aPromptOfTheHostsAsksForTheNameInTheLanguageThatItSays() {
        ScriptedCall call =
                caller().hears("our-people").presses("685").waits(ofSeconds(1)).hangsUp();

        fixture.directory(
                call,
                DirectoryOptions.parse("p(500)e").toBuilder()
                        .intro(Optional.of("our-people"))
                        .language(Locale.GERMAN)
                        .build());

        assertThat(call.transcript()).startsWith("our-people\n> 685\n").doesNotContain("dir-welcome");
    }

    private static ScriptedCall caller() {
        return ScriptedCall.of(
                CallInfo.of("call-3", new CallPurpose.NameSearch(USUAL)).build());
    }

    /** Who is offered, by what is spelled and the extension that is said with it. */
    private List<String> offered(String keys, DirectoryOptions.Builder options) {
        ScriptedCall call = caller().hears("dir-pls-enter")
                .presses(keys)
                .waits(ofSeconds(60))
                .hangsUp();
        fixture.directory(
                call, options.listing(Listing.MENU).sayingExtensions(true).build());
        return call.transcript().lines().takeWhile(line -> !line.startsWith("...")).toList().stream()
                .reduce("", (all, line) -> all + line.replace("digits/", "") + ' ')
                .transform(text -> List.of(text.split("vm-extension ")))
                .stream()
                .skip(1)
                .map(text -> text.substring(0, 7).replace(" ", ""))
                .toList();
    }

    @Test
    void thePeopleOfAnotherDirectoryAreFoundIfTheOptionsNameIt() {
        Subscriber max =
                Subscriber.of(MailboxId.parse("3001")).fullName("Max Muller").build();
        fixture.directories.put(
                "other.conf",
                StoredMailbox.finder(
                        new InMemoryMailboxDirectory(List.of(max)),
                        fixture.credentials,
                        fixture.messages,
                        VoicemailConfig.DEFAULT,
                        fixture.clock,
                        new SplittableRandom(1)));

        assertThat(offered("685", DirectoryOptions.parse("c(other.conf)").toBuilder()))
                .containsExactly("3001");
        assertThat(offered("685", DirectoryOptions.parse("c(none.conf)").toBuilder()))
                .isEmpty();
        assertThat(offered("685", DirectoryOptions.USUAL.toBuilder())).containsExactly("2001", "2002");
    }

    @Test
    void byTheLastNameOneAfterTheOther() {
        fixture.greetAs("2002", GreetingKind.NAME, ofSeconds(1));
        ScriptedCall call = caller().hears("dir-usingkeypad")
                .presses("685")
                .hears("dir-instr")
                .presses("*")
                .hears("dir-instr")
                .presses("1");

        assertThat(fixture.directory(call, USUAL)).isEqualTo(new Transferred("2002"));

        Transcripts.assertAsIn("directory-one-by-one", call);
    }

    @Test
    void inAMenuWithExtensions() {
        ScriptedCall call = caller().hears("dir-pls-enter")
                .presses("685")
                .hears("vm-extension")
                .presses("2");

        DirectoryOptions options =
                USUAL.toBuilder().listing(Listing.MENU).sayingExtensions(true).build();
        assertThat(fixture.directory(call, options)).isEqualTo(new Transferred("2002"));

        Transcripts.assertAsIn("directory-menu", call);
    }

    @ParameterizedTest
    @CsvSource({
        "685, LAST, 2001 2002",
        "233, LAST, 2004",
        "826, LAST, 2004",
        "567, FIRST, 2001",
        "266, FIRST, 2002",
        "762, FIRST, 2006",
        "764, FIRST, ''",
        "7#, LAST, 2006 2003",
        "583, EITHER, 2004",
        "262, EITHER, 2003",
    })
    void findsByTheKeysOfTheLettersAccentsOrNot(String keys, Name name, String numbers) {
        assertThat(String.join(" ", offered(keys, USUAL.toBuilder().by(name, 3))))
                .isEqualTo(numbers.strip());
    }

    @Test
    void otherNamesAreFoundWhereTheyAreWanted() {
        assertThat(offered("764", USUAL.toBuilder())).containsExactly("2003");
        assertThat(offered("764", USUAL.toBuilder().withAliases(true))).containsExactly("2006", "2003");
    }

    @Test
    void moreThanEightAreOfferedInTurns() {
        for (int i = 1; i <= 10; i++) {
            person("30" + (10 + i), "Xaver X" + (char) ('a' + i));
        }
        ScriptedCall call = caller().hears("dir-pls-enter")
                .presses("9#")
                .hears("dir-multi9")
                .presses("9")
                .hears("dir-multi2")
                .presses("2");

        assertThat(fixture.directory(
                        call, USUAL.toBuilder().listing(Listing.MENU).build()))
                .isEqualTo(new Transferred("3020"));
    }

    @Test
    void nobodyOfThatName() {
        ScriptedCall call = caller().hears("dir-pls-enter")
                .presses("999")
                .hears("dir-pls-enter")
                .presses("685")
                .hears("dir-instr")
                .presses("*")
                .hears("dir-instr")
                .presses("*");

        assertThat(fixture.directory(call, USUAL)).isEqualTo(new NameSearched(Optional.empty()));

        Transcripts.assertAsIn("directory-nobody", call);
    }

    @Test
    void whoSaysNothingHearsTheNextName() {
        ScriptedCall call = caller().hears("dir-usingkeypad")
                .presses("685")
                .hears("dir-instr")
                .waits(ofSeconds(30))
                .hears("dir-nomore")
                .hangsUp();

        fixture.directory(call, USUAL);

        assertThat(call.transcript())
                .contains("letters/l")
                .containsSubsequence("dir-instr", "letters/", "dir-instr", "dir-nomore");
    }

    @Test
    void whoHasHadEnoughIsSentToNobody() {
        ScriptedCall call = caller().hears("dir-usingkeypad")
                .presses("685")
                .hears("dir-instr")
                .presses("#");

        assertThat(fixture.directory(
                        call, USUAL.toBuilder().attendant(Optional.of("0200")).build()))
                .isEqualTo(new NameSearched(Optional.empty()));
        assertThat(call.transferredTo()).isEmpty();
    }

    @Test
    void theOperatorAndTheAttendantHelp() {
        DirectoryOptions options = USUAL.toBuilder()
                .operator(Optional.of("0100"))
                .attendant(Optional.of("0200"))
                .build();
        ScriptedCall first = caller().hears("dir-welcome").presses("0");
        ScriptedCall second = caller().hears("dir-pls-enter")
                .presses("685")
                .hears("dir-instr")
                .presses("0");
        ScriptedCall third = caller().hears("dir-welcome").presses("*");

        assertThat(fixture.directory(first, options)).isEqualTo(new Transferred("0100"));
        assertThat(fixture.directory(second, options)).isEqualTo(new Transferred("0100"));
        assertThat(fixture.directory(third, options)).isEqualTo(new Transferred("0200"));
    }

    @Test
    void theOutcomeTellsWhoWasChosenWhereNobodyIsToBeConnected() {
        ScriptedCall call = caller().hears("dir-pls-enter")
                .presses("764")
                .hears("dir-instr")
                .presses("1");

        assertThat(fixture.directory(call, USUAL.toBuilder().then(Then.TELL).build()))
                .isEqualTo(new NameSearched(Optional.of(MailboxId.parse("2003"))));
        assertThat(call.transferredTo()).isEmpty();
    }

    @Test
    void anOwnerForwardsToSomebodyByName() {
        fixture.policy(policy -> policy.findsByName(true));
        fixture.leave();
        ScriptedCall call = fixture.owner()
                .hears("vm-password")
                .presses("1234#")
                .hears("vm-youhave")
                .presses("1")
                .hears("vm-repeat")
                .presses("8")
                .hears("vm-forward")
                .presses("2")
                .hears("dir-usingkeypad")
                .presses("764")
                .hears("dir-instr")
                .presses("1")
                .hears("vm-forwardoptions")
                .presses("2")
                .hears("vm-repeat")
                .presses("#");

        fixture.retrieve(call);

        Transcripts.assertAsIn("forward-by-name", call);
        assertThat(fixture.inboxOf("2003")).hasSize(1);
    }
}
