package org.voicemail4j.smdi.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.voicemail4j.conf.ConfException;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.message.RedirectReason;
import org.voicemail4j.smdi.port.SerialSettings;

class SmdiConfTest {

    @TempDir
    Path folder;

    private SmdiConf read(String text) throws IOException {
        return SmdiConf.read(Files.writeString(folder.resolve("smdi.conf"), text));
    }

    @Test
    void whatAsterisksSampleSaysIsRead() throws IOException {
        SmdiConf conf = read("""
                [interfaces]
                baudrate = 1200
                paritybit = even
                charsize = 7
                twostopbits = no
                msdstrip = 3
                msgexpirytime = 10000
                smdiport => /dev/ttyS0
                baudrate = 9600
                charsize = 8
                paritybit = none
                twostopbits = yes
                msdstrip = 0
                smdiport => /dev/ttyS1
                [mailboxes]
                smdiport = /dev/ttyS0
                pollinginterval = 10
                1000 => 1000@default
                2565551000 => 7000@sales
                """);
        assertThat(conf.links()).hasSize(2);
        SmdiConf.Link first = conf.links().get(0);
        assertThat(first.address()).hasToString("/dev/ttyS0 (1200 7E1)");
        assertThat(first.config().messageExpiry()).isEqualTo(Duration.ofSeconds(10));
        assertThat(first.config().called("5551000")).contains(MailboxId.parse("1000"));
        assertThat(first.config().calling("5552000")).contains(MailboxId.parse("2000"));
        assertThat(first.config().called("2565551000")).contains(MailboxId.parse("7000@sales"));
        assertThat(first.config().lampOf(MailboxId.parse("1000"))).contains("0001000");
        assertThat(first.config().lampOf(MailboxId.parse("2000")))
                .as("not listed")
                .isEmpty();
        assertThat(first.config().pacing().bitsPerSecond()).isEqualTo(1200);
        SmdiConf.Link second = conf.links().get(1);
        assertThat(second.address()).hasToString("/dev/ttyS1 (9600 8N2)");
        assertThat(second.config().lampOf(MailboxId.parse("2000"))).contains("2000");
        assertThat(conf.warnings())
                .singleElement()
                .satisfies(warning -> assertThat(warning.problem()).contains("pollinginterval"));
    }

    @Test
    void ourOwnOptionsAreRead() throws IOException {
        SmdiConf conf = read("""
                [interfaces]
                context = pbx
                searchkey = station
                calltimeout = 1500
                forwardingrule = strip 3, prepend 4
                callingrule = replace ^555 1
                lamprule = prepend 555, pad 10
                calltype = x: do-not-disturb
                calltype = B : no-answer
                lampinterval = 0
                smdiport => tcp:terminals.example:4001
                lamps = none
                smdiport => tcp-listen:[::1]:4002
                """);
        SmdiConfig config = conf.links().get(0).config();
        assertThat(config.searchKey()).isEqualTo(SearchKey.FORWARDING_STATION);
        assertThat(config.patience()).isEqualTo(Duration.ofMillis(1500));
        assertThat(config.called("5551000")).contains(MailboxId.parse("41000@pbx"));
        assertThat(config.callingNumber("5559999")).isEqualTo("19999");
        assertThat(config.lampOf(MailboxId.parse("1000@pbx"))).contains("0005551000");
        assertThat(config.lampOf(MailboxId.parse("1000@default"))).isEmpty();
        assertThat(config.reason('X')).contains(RedirectReason.DO_NOT_DISTURB);
        assertThat(config.reason('B')).contains(RedirectReason.NO_ANSWER);
        assertThat(config.reason('A')).contains(RedirectReason.UNCONDITIONAL);
        assertThat(config.pacing().after(16)).isEqualTo(Duration.ZERO);
        assertThat(conf.links().get(1).config().lampOf(MailboxId.parse("1000@pbx")))
                .isEmpty();
        assertThat(conf.links().get(1).address()).hasToString("tcp-listen:[::1]:4002");
    }

    @Test
    void listedMailboxesCanBeKnownByOtherNames() {
        MailboxId real = MailboxId.parse("2000@sales");
        SmdiConfig config = SmdiConfig.builder()
                .station("5551000", MailboxId.parse("4000@other"))
                .station("5552000", MailboxId.parse("1000"))
                .lamps(SmdiConfig.LampScope.LISTED)
                .build()
                .withMailboxes(name -> name.number().equals("4000") ? real : name);
        assertThat(config.lampOf(real)).contains("5551000");
        assertThat(config.called("5551000")).contains(real);
        assertThat(config.lampOf(MailboxId.parse("1000"))).contains("5552000");
        assertThat(config.lampOf(MailboxId.parse("4000@other"))).isEmpty();
        assertThat(config.lamps()).isEqualTo(SmdiConfig.LampScope.LISTED);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "baudrate = 50                | smdi.conf:2: baudrate is '50'; a number from 300 to 115200 is expected",
                "paritybit = maybe            | smdi.conf:2: paritybit is 'maybe'; one of even, none, odd is expected",
                "charsize = 9                 | smdi.conf:2: charsize is '9'; a number from 7 to 8 is expected",
                "forwardingrule = strip x     | smdi.conf:2: forwardingrule is 'strip x'; a list of",
                "callingrule = replace ( 1    | smdi.conf:2: callingrule is 'replace ( 1'; a list of",
                "calltype = BB: busy          | smdi.conf:2: calltype is 'BB: busy'; a letter",
                "context = a/b                | smdi.conf:2: context is 'a/b'; a mailbox context is expected",
                "smdiport = tcp:nowhere       | smdi.conf:2: smdiport is 'tcp:nowhere'; a serial device",
                "smdiport = tcp:host:99999    | smdi.conf:2: smdiport is 'tcp:host:99999'; a serial device",
                "searchkey = colour           | smdi.conf:2: searchkey is 'colour'; one of desk, station, terminal",
                "baudrate = 1200              | smdi.conf: no smdiport in [interfaces]"
            })
    void whatAnOptionDoesNotAcceptIsToldWithItsPlace(String line, String problem) {
        assertThatExceptionOfType(ConfException.class)
                .isThrownBy(() -> read("[interfaces]\n" + line + "\n"))
                .withMessageContaining(problem);
    }

    @Test
    void whatIsDoubtfulIsPassedOverWithAWarning() throws IOException {
        SmdiConf conf = read("""
                [interfaces]
                colour = red
                smdiport = /dev/ttyS0
                smdiport = /dev/ttyS0
                [mailboxes]
                1000 = 1000
                smdiport = /dev/ttyS0
                name = 1000
                """);
        assertThat(conf.links()).hasSize(1);
        assertThat(conf.warnings())
                .extracting(Object::toString)
                .satisfiesExactly(
                        first -> assertThat(first).contains(":2: unknown option 'colour'"),
                        second -> assertThat(second).contains(":4: this smdiport is there already"),
                        third -> assertThat(third).contains(":6: no smdiport stands before"),
                        fourth -> assertThat(fourth).contains(":8: 'name' is not a station"));
    }

    @ParameterizedTest
    @CsvSource({
        "'', 5551000, 5551000",
        "strip 3, 5551000, 1000",
        "strip 9, 5551000, ''",
        "cut 4, 2565551000, 1000",
        "cut 4, 12, 12",
        "pad 7, 1000, 0001000",
        "prepend 555, 1000, 5551000",
        "'strip 3, prepend 9, pad 10', 5551000, 0000091000",
        "replace ^0(.*) 49$1, 0301234, 49301234",
        "replace ^0, 0301234, 301234",
        "replace ^0 $7, 0301234, 0301234",
        "prepend 555, '', ''"
    })
    void rulesMakeNumbersOfNumbers(String rules, String number, String made) {
        assertThat(NumberRules.parse(rules).apply(number)).isEqualTo(made);
    }

    @Test
    void whatIsNoRuleIsRefused() {
        for (String rules :
                new String[] {"strip", "strip -1", "strip 99", "prepend x", "replace [", "shout", "pad 3 4"}) {
            assertThatIllegalArgumentException().as(rules).isThrownBy(() -> NumberRules.parse(rules));
        }
        assertThatIllegalArgumentException().isThrownBy(() -> new SmdiAddress(" ", SerialSettings.STANDARD));
    }
}
