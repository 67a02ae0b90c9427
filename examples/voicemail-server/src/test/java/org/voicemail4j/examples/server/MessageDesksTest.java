package org.voicemail4j.examples.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.voicemail4j.conf.VoicemailConf;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.message.MessageCounts;
import org.voicemail4j.mwi.MessageSummary;
import org.voicemail4j.sip.LineSource;
import org.voicemail4j.smdi.link.SmdiConf;
import org.voicemail4j.smdi.link.SmdiSwitch;
import org.voicemail4j.smdi.port.TcpSmdiPort;

/** Which lamps voicemail.conf's smdienable and smdiport have switched. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class MessageDesksTest {

    private static final MessageSummary ONE = new MessageSummary(new MessageCounts(1, 0, 0, 0));

    @TempDir
    Path folder;

    private int port;
    private SmdiSwitch pbx;

    @BeforeEach
    void start() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        pbx = new SmdiSwitch(() -> TcpSmdiPort.listening(address));
    }

    @AfterEach
    void stop() {
        pbx.close();
    }

    private VoicemailConf voicemail(String general) throws IOException {
        return VoicemailConf.read(Files.writeString(
                folder.resolve("voicemail.conf"), "[general]\n" + general + "\n[default]\n1000 => 1,A\n"));
    }

    private static void start(MessageDesks desks, VoicemailConf conf) {
        desks.start(conf, conf::find);
    }

    private MessageDesks desks(String mailboxes) throws IOException {
        Path conf = Files.writeString(folder.resolve("smdi.conf"), """
                [interfaces]
                lampinterval = 0
                smdiport => tcp:127.0.0.1:%d
                [mailboxes]
                smdiport => tcp:127.0.0.1:%d
                9999 => 9999
                %s
                """.formatted(port, port, mailboxes));
        return MessageDesks.of(SmdiConf.read(conf), LineSource.parse("user"));
    }

    @ParameterizedTest
    @CsvSource({
        "'', false",
        "smdienable = yes, true",
        "smdienable = TRUE, true",
        "smdienable = 1, true",
        "smdienable = on, true",
        "smdienable = no, false",
        "smdienable = 0, false",
        "smdienable = perhaps, false"
    })
    void smdienableHasTheLampsOfMailboxesSwitchedThatAreNotListed(String general, boolean unlisted) throws IOException {
        try (MessageDesks desks = desks("7001 => 1001")) {
            start(desks, voicemail(general));
            desks.publish(MailboxId.parse("1000"), ONE);
            desks.publish(MailboxId.parse("1001"), ONE);
            desks.publish(MailboxId.parse("9999"), ONE);
            assertThat(pbx.await(
                            any -> any.lamps().size() == (unlisted ? 3 : 2)
                                    && any.lamp("9999").isPresent(),
                            30_000))
                    .as("%s", pbx.lamps())
                    .isTrue();
            assertThat(pbx.lamp("7001")).isPresent();
            assertThat(pbx.lamp("1000").isPresent()).isEqualTo(unlisted);
        }
    }

    /** One that has lost its lamps while the line stayed up says so to nobody. */
    @Test
    void aSwitchIsToldAllLampsAgain() throws IOException {
        try (MessageDesks desks = desks("7001 => 1001")) {
            start(desks, voicemail(""));
            desks.publish(MailboxId.parse("1001"), ONE);
            assertThat(pbx.await(any -> any.lamp("7001").isPresent(), 30_000)).isTrue();
            int told = pbx.commands().size();
            desks.tellAllAgain();
            assertThat(pbx.await(
                            any -> any.commands().stream()
                                    .skip(told)
                                    .anyMatch(command -> command.station().equals("7001")),
                            30_000))
                    .as("%s", pbx.commands())
                    .isTrue();
        }
    }

    @Test
    void stationsAreListedByAnyNameOfAMailbox() throws IOException {
        try (MessageDesks desks = desks("7001 => 4000\n7002 => Anna")) {
            start(
                    desks,
                    voicemail("aliasescontext = aliases\n[aliases]\n4000 => 2000@sales\n[sales]\n2000 => 1,Sally\n"
                            + "[default]\nanna => 1,Anna"));
            desks.publish(MailboxId.parse("2000@sales"), ONE);
            desks.publish(MailboxId.parse("anna"), ONE);
            assertThat(pbx.await(
                            any -> any.lamp("7001").isPresent()
                                    && any.lamp("7002").isPresent(),
                            30_000))
                    .as("%s", pbx.lamps())
                    .isTrue();
        }
    }

    @Test
    void smdiportChoosesTheLine() throws IOException {
        try (MessageDesks desks = desks("")) {
            start(desks, voicemail("smdienable = yes\nsmdiport = tcp:127.0.0.1:" + port));
            desks.publish(MailboxId.parse("1000"), ONE);
            assertThat(pbx.await(any -> any.lamp("1000").isPresent(), 30_000)).isTrue();
        }
    }

    @Test
    void anSmdiportThatSmdiConfDoesNotHaveIsTold() throws IOException {
        try (MessageDesks desks = desks("")) {
            VoicemailConf conf = voicemail("smdienable = yes\nsmdiport = /dev/ttyS9");
            assertThatExceptionOfType(UsageException.class)
                    .isThrownBy(() -> start(desks, conf))
                    .withMessage("smdiport /dev/ttyS9 of " + folder.resolve("voicemail.conf")
                            + " is not an smdiport of smdi.conf");
        }
    }

    @Test
    void smdienableWithoutSmdiConfStartsNothing() throws IOException {
        try (MessageDesks desks = MessageDesks.none()) {
            start(desks, voicemail("smdienable = yes"));
            desks.publish(MailboxId.parse("1000"), ONE);
            assertThat(desks.lineSource()).isEmpty();
        }
    }
}
