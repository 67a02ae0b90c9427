package org.voicemail4j.testkit;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.voicemail4j.call.CallInfo;
import org.voicemail4j.call.CallPurpose;
import org.voicemail4j.conf.VoicemailConfDirectory;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.message.Folder;
import org.voicemail4j.mwi.MessageSummary;
import org.voicemail4j.service.VoicemailService;

/** Aliases and numbers of other contexts lead to the mailbox, wherever a call names one. */
class AliasCallsTest {

    private static final MailboxId REAL = MailboxId.parse("2000@sales");

    @TempDir
    Path folder;

    private final InMemoryMessageStore store = new InMemoryMessageStore();
    private final Map<MailboxId, MessageSummary> lamps = new ConcurrentHashMap<>();
    private final ManualClock clock = ManualClock.at("2026-11-24T20:23:45Z");

    private VoicemailService service() throws IOException {
        Path conf = Files.writeString(folder.resolve("voicemail.conf"), """
                [general]
                aliasescontext=aliases
                searchcontexts=yes
                [aliases]
                4000@other => 2000@sales
                [sales]
                2000 => 4711,Sally Sales
                [default]
                1000 => 1234,Alice
                """);
        return VoicemailService.builder()
                .store(store)
                .directory(new VoicemailConfDirectory(conf))
                .mwi(lamps::put)
                .clock(clock)
                .executor(Runnable::run)
                .start();
    }

    private ScriptedCall call(CallPurpose purpose) {
        return ScriptedCall.of(CallInfo.of("call", purpose).build()).on(clock);
    }

    @Test
    void messagesComeIntoTheMailboxWhateverItIsCalled() throws IOException {
        try (VoicemailService service = service()) {
            for (String name : new String[] {"2000@sales", "4000@other", "2000"}) {
                service.answer(call(CallPurpose.deposit(name + ",s"))
                        .speaks(ofSeconds(2))
                        .presses("#"));
            }
            assertThat(store.list(REAL, Folder.INBOX)).hasSize(3);
            assertThat(service.operations().count(MailboxId.parse("4000@other"), Folder.INBOX))
                    .hasValue(3);
        }
    }

    @Test
    void lampsAreThoseOfTheMailboxWhateverItIsCalled() throws IOException {
        try (VoicemailService service = service()) {
            for (String name : new String[] {"2000@sales", "4000@other", "2000", "2000@SALES"}) {
                assertThat(service.named(MailboxId.parse(name))).isEqualTo(REAL);
                service.answer(call(CallPurpose.deposit(name + ",s"))
                        .speaks(ofSeconds(2))
                        .presses("#"));
                lamps.clear();
                service.refresh(MailboxId.parse(name));
                assertThat(lamps).containsOnlyKeys(REAL);
                assertThat(lamps).containsValue(service.summary(REAL).orElseThrow());
            }
            assertThat(service.named(MailboxId.parse("7777"))).isEqualTo(MailboxId.parse("7777"));
        }
    }

    @Test
    void ownersLogInByAnyNameOfTheirs() throws IOException {
        try (VoicemailService service = service()) {
            for (String name : new String[] {"4000@other", "2000"}) {
                ScriptedCall owner = call(CallPurpose.retrieval(MailboxId.parse(name)))
                        .hears("vm-password")
                        .presses("4711#")
                        .hears("vm-opts")
                        .presses("#");
                service.answer(owner);
                assertThat(owner.unfinished()).isEmpty();
            }
            ScriptedCall entered = call(CallPurpose.retrieval())
                    .hears("vm-login")
                    .presses("2000#")
                    .hears("vm-password")
                    .presses("4711#")
                    .hears("vm-opts")
                    .presses("#");
            service.answer(entered);
            assertThat(entered.unfinished()).isEmpty();
        }
    }
}
