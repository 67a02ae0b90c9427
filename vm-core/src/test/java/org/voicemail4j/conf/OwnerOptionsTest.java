package org.voicemail4j.conf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.voicemail4j.mailbox.GreetingPeriod;
import org.voicemail4j.mailbox.GreetingSchedule;
import org.voicemail4j.mailbox.GreetingSchedule.Absence;
import org.voicemail4j.mailbox.MailboxPolicy;
import org.voicemail4j.mailbox.OpeningHours;
import org.voicemail4j.mailbox.PinRules;
import org.voicemail4j.message.Folder;

/** Options of ours about PINs, greetings by the clock, expiry, and keys of callers. */
class OwnerOptionsTest {

    @TempDir
    Path folder;

    private MailboxPolicy policy(String general) {
        return Samples.mailbox(Samples.read(folder, "[general]\n" + general + "\n[default]\n1 => 1\n"), "1@default")
                .policy();
    }

    @Test
    void whichPinsAreAllowed() {
        assertThat(policy("").pinRules()).isEqualTo(PinRules.ANY);
        assertThat(policy("minpassword=6\ntrivialpassword=no\npasswordhistory=5\nforcepassword=yes")
                        .pinRules())
                .isEqualTo(PinRules.STRICT);
        assertThat(policy("minpassword=6\npinmaxage=90").pinRules())
                .isEqualTo(new PinRules(6, false, 0, false, Duration.ofDays(90)));
    }

    @Test
    void whenWhichGreetingIsHeard() {
        GreetingSchedule schedule = policy(
                        "tempgreetfrom=2026-12-24\ntempgreetuntil=2027-01-02T08:00\nopenhours=mon-fri 09:00-17:00")
                .greetingSchedule();
        assertThat(schedule.temporary().from()).contains(LocalDateTime.parse("2026-12-24T00:00"));
        assertThat(schedule.temporary().until()).contains(LocalDateTime.parse("2027-01-02T08:00"));
        assertThat(schedule.hours()).isEqualTo(OpeningHours.parse("mon-fri 09:00-17:00"));
        assertThat(policy("").greetingSchedule()).isEqualTo(GreetingSchedule.NONE);
        GreetingSchedule byCaller = policy("specialcallers=5551234&_1XXX\nabsence=Greeting\nopenhours=not 12-25")
                .greetingSchedule();
        assertThat(byCaller.specialCallers()).hasToString("[5551234, _1XXX]");
        assertThat(byCaller.isSpecial("1000")).isTrue();
        assertThat(byCaller.isSpecial("10000")).isFalse();
        assertThat(byCaller.absence()).isEqualTo(Absence.GREETING_ONLY);
        assertThat(policy("absence=messages\nabsencefrom=2026-12-24\nabsenceuntil=2027-01-02")
                        .greetingSchedule()
                        .absent())
                .isEqualTo(new GreetingPeriod(
                        Optional.of(LocalDateTime.parse("2026-12-24T00:00")),
                        Optional.of(LocalDateTime.parse("2027-01-02T00:00"))));
        assertThat(byCaller.isClosed(LocalDateTime.parse("2030-12-25T12:00"))).isTrue();
    }

    @Test
    void howLongMessagesAreKept() {
        assertThat(policy("expire=Deleted:30&old:90").retention())
                .isEqualTo(Map.of(Folder.DELETED, Duration.ofDays(30), Folder.OLD, Duration.ofDays(90)));
        assertThat(policy("").retention()).isEmpty();
    }

    @Test
    void whoSharesAMailbox() {
        MailboxPolicy policy = policy("owners=anna:4711&bert:0815");
        assertThat(policy.owners()).containsOnlyKeys("anna", "bert");
        assertThat(policy.owners().values()).anyMatch(pin -> pin.matches("0815"));
        assertThat(policy.owners().toString()).doesNotContain("4711", "0815");
        for (String doubled : new String[] {"owners=anna:4711&bert:4711", "owners=anna:4711&anna:0815"}) {
            assertThatThrownBy(() -> policy(doubled))
                    .isInstanceOf(ConfException.class)
                    .hasMessageContaining("PIN of his own")
                    .hasMessageNotContaining("4711");
        }
        assertThatThrownBy(() -> policy("owners=anna:secret"))
                .isInstanceOf(ConfException.class)
                .hasMessageNotContaining("secret");
    }

    @Test
    void keysOfCallers() {
        assertThat(policy("exitkeys=1:2000&*:front desk").exits()).isEqualTo(Map.of('1', "2000", '*', "front desk"));
    }

    @ParameterizedTest
    @CsvSource({
        "operator=yes, 0",
        "operator=no, ",
        "operator=0, ",
        "operator=1234, 1234",
        "operator=+4912345, +4912345",
        "operator=*70, *70",
        "operator=sip:reception@example.net, sip:reception@example.net",
        "operator=sips:r@[2001:db8::1]:5061, sips:r@[2001:db8::1]:5061",
        "operator=perhaps, ",
        "operator=12 34, "
    })
    void whomZeroLeadsTo(String option, String target) {
        assertThat(policy(option).operator()).isEqualTo(Optional.ofNullable(target));
    }

    @ParameterizedTest
    @CsvSource({"yes, 2000", "no, ", "1234, 1234"})
    void zeroLeadsWhereTheExitKeysSayUnlessTheOperatorIsNamed(String operator, String target) {
        MailboxPolicy policy = policy("operator=" + operator + "\nexitkeys=0:2000");
        assertThat(policy.operator()).isEqualTo(Optional.ofNullable(target));
        assertThat(policy.exits()).containsEntry('0', "2000");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "expire=Deleted",
                "expire=Trash:3",
                "expire=Old:0",
                "expire=Old:soon",
                "openhours=always",
                "openhours=not 13-25",
                "openhours=not christmas",
                "specialcallers=bob",
                "absence=yes",
                "tempgreetfrom=tomorrow",
                "passwordhistory=11",
                "pinmaxage=-1",
                "pinmaxage=soon",
                "exitkeys=#:1",
                "exitkeys=1",
                "vm-login=../x"
            })
    void whatMakesNoSenseIsRefused(String option) {
        assertThatThrownBy(() -> policy(option))
                .isInstanceOf(ConfException.class)
                .hasMessageContaining(":2: ");
    }
}
