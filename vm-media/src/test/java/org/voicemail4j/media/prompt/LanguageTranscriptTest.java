package org.voicemail4j.media.prompt;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.voicemail4j.call.CallInfo;
import org.voicemail4j.call.CallPurpose;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.mailbox.MailboxPolicy;
import org.voicemail4j.mailbox.Pin;
import org.voicemail4j.mailbox.Subscriber;
import org.voicemail4j.message.Party;
import org.voicemail4j.service.VoicemailService;
import org.voicemail4j.testkit.InMemoryCredentialStore;
import org.voicemail4j.testkit.InMemoryMailboxDirectory;
import org.voicemail4j.testkit.InMemoryMessageStore;
import org.voicemail4j.testkit.ManualClock;
import org.voicemail4j.testkit.ScriptedCall;

/**
 * The same two calls in every language: somebody leaves two messages, the owner listens to one of them and saves it. What
 * is heard stands in {@code transcripts/LANGUAGE.txt}, each prompt with its words, as a speaker of the language has read
 * it; what a test run heard, in {@code target/transcripts}.
 */
class LanguageTranscriptTest {

    private static final MailboxId ALICE = MailboxId.parse("1000");

    private final ManualClock clock = ManualClock.at("2026-11-23T19:23:00Z");

    static Stream<String> languages() {
        return PromptTexts.languages().stream().sorted();
    }

    @ParameterizedTest
    @MethodSource("languages")
    void aRetrieval(String language) throws IOException {
        String heard = withWords(retrieval(Locale.forLanguageTag(language)), language);
        Files.writeString(Files.createDirectories(Path.of("target/transcripts")).resolve(language + ".txt"), heard);

        assertThat(heard).isEqualTo(expected(language));
    }

    private String retrieval(Locale language) {
        MailboxPolicy policy = MailboxPolicy.DEFAULT.toBuilder()
                .language(language)
                .zone(ZoneId.of("Europe/Berlin"))
                .sayCaller(true)
                .build();
        Subscriber alice =
                Subscriber.of(ALICE).pin(Pin.clear("4711")).policy(policy).build();
        try (VoicemailService service = VoicemailService.builder()
                .store(new InMemoryMessageStore())
                .directory(new InMemoryMailboxDirectory(List.of(alice)))
                .credentials(new InMemoryCredentialStore())
                .clock(clock)
                .executor(Runnable::run)
                .start()) {
            ScriptedCall first = caller(21);
            service.answer(first);
            clock.advance(Duration.ofHours(25));
            service.answer(caller(61));
            clock.advance(Duration.ofMinutes(5));
            ScriptedCall owner = owner();
            service.answer(owner);
            return first.transcript() + "\n" + owner.transcript();
        }
    }

    private ScriptedCall caller(int seconds) {
        CallInfo info = CallInfo.of("caller", CallPurpose.deposit(ALICE))
                .caller(Party.ofNumber("5551234"))
                .build();
        return ScriptedCall.of(info)
                .on(clock)
                .hears("beep")
                .speaks(Duration.ofSeconds(seconds))
                .presses("#");
    }

    private ScriptedCall owner() {
        CallInfo info = CallInfo.of("owner", CallPurpose.retrieval(ALICE)).build();
        return ScriptedCall.of(info)
                .on(clock)
                .hears("vm-password")
                .presses("4711#")
                .hears("vm-helpexit")
                .presses("1")
                .hears("vm-helpexit")
                .presses("9")
                .hears("vm-tocancel")
                .presses("2")
                .hears("vm-helpexit")
                .presses("6")
                .hears("vm-helpexit")
                .presses("#");
    }

    private static String withWords(String transcript, String language) {
        PromptTexts texts = PromptTexts.find(Locale.forLanguageTag(language)).orElseThrow();
        return transcript
                .lines()
                .map(line -> texts.text(line).map(words -> line + "  " + words).orElse(line))
                .map(line -> line.stripTrailing() + '\n')
                .collect(joining());
    }

    private static String expected(String language) throws IOException {
        try (InputStream file = LanguageTranscriptTest.class.getResourceAsStream("/transcripts/" + language + ".txt")) {
            return new String(Objects.requireNonNull(file, language).readAllBytes(), UTF_8);
        }
    }
}
