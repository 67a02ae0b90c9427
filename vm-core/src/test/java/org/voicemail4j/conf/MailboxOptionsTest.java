package org.voicemail4j.conf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.mailbox.MailboxPolicy;

/** Options that stand in no file, beside those of one. */
class MailboxOptionsTest {

    private static final String FILE = """
            [general]
            maxmsg=11
            saycid=perhaps
            [general@sales]
            maxmsg=22
            review=yes
            [zonemessages]
            central24=America/Chicago|'vm-received' q 'digits/at' H N 'hours'
            [default]
            1000 => 1,Ada
            """;

    @TempDir
    Path folder;

    private final List<String> doubts = new ArrayList<>();

    private MailboxPolicy policy(String mailbox, Map<String, String> options) {
        VoicemailConf conf =
                VoicemailConf.readBesideOthers(Samples.write(folder, "voicemail.conf", FILE), Samples.BASE);
        MailboxId id = MailboxId.parse(mailbox);
        return MailboxOptions.beside(conf)
                .policy(id, options, option -> "column " + option, doubt -> doubts.add(doubt.toString()));
    }

    @Test
    void whatTheFileSaysForAContextAndForAllHoldsWhereNoOptionOfItsOwnDoes() {
        assertThat(policy("1@default", Map.of()).maxMessages()).isEqualTo(11);
        assertThat(policy("1@sales", Map.of()).maxMessages()).isEqualTo(22);
        assertThat(policy("1@Sales", Map.of()).review()).isTrue();
        assertThat(policy("1@sales", Map.of("maxmsg", "33")).maxMessages()).isEqualTo(33);
        assertThat(doubts).as("those of the file were said when it was read").isEmpty();
    }

    @Test
    void aZoneOfTheFileIsKnown() {
        MailboxPolicy policy = policy("1@default", Map.of("tz", "central24"));
        assertThat(policy.zone()).isEqualTo(ZoneId.of("America/Chicago"));
        assertThat(policy.dateFormat()).startsWith("'vm-received'");
        assertThat(doubts).isEmpty();
    }

    @Test
    void whatIsDoubtfulIsSaidWithItsPlace() {
        MailboxPolicy policy = policy("1@default", Map.of("tz", "centrl24"));
        assertThat(policy.zone()).isEqualTo(Samples.BASE.zone());
        policy("1@default", Map.of("review", "ja"));
        policy("1@default", Map.of("colour", "blue"));
        assertThat(doubts)
                .containsExactly(
                        "column tz: tz is 'centrl24', which [zonemessages] does not have; it is passed over",
                        "column review: review is 'ja', neither yes nor no; it counts as no",
                        "column colour: unknown option 'colour' is passed over");
    }

    @Test
    void whatCannotBeUsedIsAnErrorWithItsPlace() {
        assertThatThrownBy(() -> policy("1@default", Map.of("maxmsg", "-1")))
                .isInstanceOf(ConfException.class)
                .hasMessage("column maxmsg: maxmsg is '-1'; a number from 0 to 9999 is expected");
    }

    @Test
    void manyDoubtsAreNoMoreThanAThousand() {
        Map<String, String> options = new LinkedHashMap<>();
        for (int i = 0; i < 3000; i++) {
            options.put("option" + i, "x");
        }
        policy("1@default", options);
        assertThat(doubts).hasSize(Warnings.MOST);
    }
}
