package org.voicemail4j.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.voicemail4j.call.CallPurpose.Retrieval;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.message.Folder;

/** What a dialplan says to Asterisk's VoiceMailMain means the same here. */
class RetrievalArgumentsTest {

    private static Retrieval read(String arguments) {
        return (Retrieval) CallPurpose.retrieval(arguments);
    }

    @Test
    void withoutArgumentsTheCallerIsAsked() {
        assertThat(read("")).isEqualTo(CallPurpose.retrieval());
    }

    @Test
    void eachOptionHasItsMeaning() {
        Retrieval retrieval = read("1000@sales,s,a(Work) g(-6)rX");
        assertThat(retrieval.mailbox()).contains(MailboxId.parse("1000@sales"));
        assertThat(retrieval.options())
                .isEqualTo(RetrievalOptions.USUAL
                        .withoutPin()
                        .playing(Folder.WORK)
                        .louder(-6)
                        .readOnly());
    }

    @Test
    void aPrefixStandsBeforeWhatTheCallerEnters() {
        Retrieval retrieval = read("49@default,p");
        assertThat(retrieval.mailbox()).isEqualTo(Optional.empty());
        assertThat(retrieval.options().prefix()).isEqualTo("49");
    }

    @ParameterizedTest
    @CsvSource({"a(0),INBOX", "a(2),WORK", "a(friends),FRIENDS", "a(nowhere),INBOX", "a,INBOX"})
    void aFolderIsNamedOrNumbered(String options, Folder folder) {
        assertThat(read("1000," + options).options().playing()).contains(folder);
    }

    @Test
    void optionsOnceStoodBeforeTheMailbox() {
        assertThat(read("s1000")).isEqualTo(read("1000,s"));
        assertThat(read("p49")).isEqualTo(read("49,p"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1000,g", "1000,g(loud)", "1000,a(", "1000,(x)", "no/such", "1000,g(200)"})
    void whatMakesNoSenseIsRefused(String arguments) {
        assertThatThrownBy(() -> CallPurpose.retrieval(arguments)).isInstanceOf(IllegalArgumentException.class);
    }
}
