package org.voicemail4j.conf;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.voicemail4j.audio.AudioFormat;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.mailbox.MailboxPolicy;
import org.voicemail4j.mailbox.Subscriber;

/** The settings of a whole file, as an office would have it. */
class VoicemailConfTest {

    private final VoicemailConf conf = VoicemailConf.read(Samples.resource("office/voicemail.conf"), Samples.BASE);

    @Test
    void nothingInItIsDoubtful() {
        assertThat(conf.warnings()).isEmpty();
    }

    @Test
    void generalOptionsMakeThePolicy() {
        MailboxPolicy policy = conf.policy();
        assertThat(policy.maxMessages()).isEqualTo(200);
        assertThat(policy.longestMessage()).isEqualTo(Duration.ofMinutes(3));
        assertThat(policy.shortestMessage()).isEqualTo(Duration.ofSeconds(3));
        assertThat(policy.longestGreeting()).isEqualTo(Duration.ofMinutes(1));
        assertThat(policy.skipStep()).isEqualTo(Duration.ofSeconds(5));
        assertThat(policy.trailingSilence()).isEqualTo(Duration.ofSeconds(2));
        assertThat(policy.silenceThreshold()).isEqualTo(128);
        assertThat(policy.loginAttempts()).isEqualTo(5);
        assertThat(policy.shortestPin()).isEqualTo(4);
        assertThat(policy.moveHeard()).isFalse();
        assertThat(policy.sayEnvelope()).isFalse();
        assertThat(policy.sayCaller()).isTrue();
        assertThat(policy.sayDurationFrom()).contains(Duration.ofMinutes(1));
        assertThat(policy.nextAfterCommand()).isTrue();
        assertThat(policy.messageWrap()).isTrue();
        assertThat(policy.review()).isTrue();
        assertThat(policy.leaveUrgent()).isFalse();
        assertThat(policy.forwardUrgent()).isTrue();
        assertThat(policy.sendMessages()).isTrue();
        assertThat(policy.internalContexts()).containsExactlyInAnyOrder("default", "sales");
        assertThat(policy.keptDeleted()).isEqualTo(100);
        assertThat(policy.warnTemporary()).isTrue();
        assertThat(policy.forceName()).isTrue();
        assertThat(policy.forceGreetings()).isTrue();
        assertThat(policy.operator()).contains("0");
        assertThat(policy.zone()).isEqualTo(ZoneId.of("Europe/Berlin"));
        assertThat(policy.dateFormat()).isEqualTo("'vm-received' q 'digits/at' H N 'hours'");
    }

    @Test
    void formatsComeInTheirOrder() {
        assertThat(conf.formats()).containsExactly(AudioFormat.WAV49, AudioFormat.GSM, AudioFormat.WAV);
    }

    @Test
    void optionsNobodyActsOnAreKeptAsWritten() {
        assertThat(conf.general("ServerEmail")).contains("voicemail@office.example");
        assertThat(conf.general("emailsubject")).contains("[PBX]: New message ${VM_MSGNUM}; please call back");
        assertThat(conf.general("emailbody")).contains("Dear ${VM_NAME}:\\n\\n \\tyou have a message.");
        assertThat(conf.general("mailcmd")).isEmpty();
    }

    @Test
    void aMailboxLineSaysWhoseItIs() {
        Subscriber ada = Samples.mailbox(conf, "1234");
        assertThat(ada.fullName()).isEqualTo("Ada Example");
        assertThat(ada.emails()).containsExactly("ada@office.example", "ada@home.example");
        assertThat(ada.pager()).contains("ada@pager.example");
        assertThat(ada.configuredPin().orElseThrow().matches("4242")).isTrue();
        assertThat(ada.pinFixed()).isFalse();
    }

    @Test
    void aMailboxsOwnOptionsComeBeforeThoseOfGeneral() {
        MailboxPolicy policy = Samples.mailbox(conf, "1234").policy();
        assertThat(policy.maxMessages()).isEqualTo(10);
        assertThat(policy.sayCaller()).isFalse();
        assertThat(policy.zone()).isEqualTo(ZoneId.of("America/New_York"));
        assertThat(policy.dateFormat()).isEqualTo("'vm-received' Q 'digits/at' IMp");
        assertThat(policy.loginAttempts()).isEqualTo(5);
        assertThat(conf.options(new MailboxId("default", "1234")))
                .isEqualTo(Map.of("tz", "eastern", "attach", "no", "saycid", "no", "maxmsg", "10"));
    }

    @Test
    void mailboxesWithoutOptionsShareOnePolicy() {
        assertThat(Samples.mailbox(conf, "1235").policy()).isSameAs(conf.policy());
    }

    @Test
    void aPasswordMayBeFixedOrMissing() {
        Subscriber fixed = Samples.mailbox(conf, "1235");
        assertThat(fixed.fullName()).isEqualTo("Björn Beispiel");
        assertThat(fixed.pinFixed()).isTrue();
        assertThat(fixed.configuredPin().orElseThrow().matches("5150")).isTrue();
        assertThat(Samples.mailbox(conf, "1236").configuredPin()).isEmpty();
        assertThat(Samples.mailbox(conf, "1237").configuredPin()).isEmpty();
        assertThat(Samples.mailbox(conf, "1237").pinFixed()).isFalse();
    }

    @Test
    void commasAfterTheFourthBelongToTheOptions() {
        MailboxPolicy policy = Samples.mailbox(conf, "1238").policy();
        assertThat(policy.language()).isEqualTo(new Locale("pt", "BR"));
        assertThat(policy.sayDurationFrom()).isEmpty();
        assertThat(policy.operator()).isEmpty();
        assertThat(conf.options(new MailboxId("default", "1238")))
                .containsEntry("emailbody", "Dear Jane, you have a message");
    }

    @Test
    void aTemplateIsNoContextButGivesItsMailboxes() {
        assertThat(conf.find(new MailboxId("sales", "2999"))).isEmpty();
        assertThat(Samples.mailbox(conf, "2999@branch").fullName()).isEqualTo("Sales Answering Service");
    }

    @Test
    void includedFilesGoOnWhereTheyAreIncluded() {
        assertThat(Samples.mailbox(conf, "3001@branch").fullName()).isEqualTo("Found beside the first file");
        assertThat(conf.files())
                .extracting(file -> String.valueOf(file.getFileName()))
                .containsExactly("voicemail.conf", "mailboxes.conf", "branch.conf", "mailboxes-of-branch.conf");
    }

    @Test
    void mailboxesAreListedInTheOrderOfTheirIds() {
        List<String> ids = conf.subscribers().stream()
                .map(subscriber -> subscriber.mailbox().toString())
                .toList();
        assertThat(ids)
                .containsExactly(
                        "2999@branch",
                        "3000@branch",
                        "3001@branch",
                        "0000FFFF0001@default",
                        "1234@default",
                        "1235@default",
                        "1236@default",
                        "1237@default",
                        "1238@default");
    }

    @Test
    void aliasesLeadToTheirMailbox() {
        assertThat(Samples.mailbox(conf, "9000").mailbox()).isEqualTo(MailboxId.parse("1234"));
        assertThat(Samples.mailbox(conf, "reception@branch").mailbox()).isEqualTo(MailboxId.parse("1234"));
        assertThat(conf.aliases()).hasSize(2);
    }

    @Test
    void whereAChangedPinGoesIsSaidForAllAndForOne() {
        assertThat(conf.passwordLocation(MailboxId.parse("1234"))).isEqualTo(PasswordLocation.SPOOL_DIR);
        assertThat(conf.passwordLocation(MailboxId.parse("1238"))).isEqualTo(PasswordLocation.VOICEMAIL_CONF);
    }

    @Test
    void whatTheFileDoesNotSayIsAsTheBaseHasIt() {
        VoicemailConf empty = VoicemailConf.read(Samples.resource("empty.conf"), Samples.BASE);
        assertThat(empty.policy().zone()).isEqualTo(ZoneId.of("Asia/Kathmandu"));
        assertThat(empty.policy().maxMessages()).isEqualTo(100);
        assertThat(empty.formats()).containsExactly(AudioFormat.WAV);
        assertThat(VoicemailConf.read(Samples.resource("empty.conf")).policy().zone())
                .isEqualTo(ZoneId.systemDefault());
    }
}
