package org.voicemail4j.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.voicemail4j.call.DepositOptions.Answering;
import org.voicemail4j.call.DepositOptions.Instructions;
import org.voicemail4j.call.DepositOptions.Opening;
import org.voicemail4j.mailbox.MailboxId;
import org.voicemail4j.media.Digit;
import org.voicemail4j.message.Urgency;

/** What a dialplan says to Asterisk's VoiceMail means the same here. */
class DepositOptionsTest {

    @ParameterizedTest
    @CsvSource({"'',NONE", "u,UNAVAILABLE", "b,BUSY", "ub,BUSY", "bu,BUSY", "s,NONE"})
    void theGreetingIsWhatIsAskedForAndBusyWins(String options, Opening opening) {
        assertThat(DepositOptions.parse(options).opening()).isEqualTo(opening);
    }

    @Test
    void commasBetweenOptionsAndLettersOfOthersDoNotMatter() {
        DepositOptions options = DepositOptions.parse("u,d(sales), U,a(3)prX");
        assertThat(options)
                .isEqualTo(DepositOptions.parse("ud(sales)U"))
                .isNotEqualTo(DepositOptions.parse("ud(sale)U"));
        assertThat(options.exits()).hasSize(15).doesNotContain(Digit.POUND);
        assertThat(options.exitContext()).isEqualTo("sales");
        assertThat(options.urgency()).isEqualTo(Urgency.URGENT);
    }

    @Test
    void eachOptionHasItsMeaning() {
        assertThat(DepositOptions.parse("s").instructions()).isEqualTo(Instructions.SKIPPED);
        assertThat(DepositOptions.parse("S").instructions()).isEqualTo(Instructions.SKIPPED_AFTER_RECORDED_GREETING);
        assertThat(DepositOptions.parse("u").instructions()).isEqualTo(Instructions.SAID);
        assertThat(DepositOptions.parse("e").answering()).isEqualTo(Answering.BEFORE_RECORDING);
        assertThat(DepositOptions.parse("P").flag()).isEqualTo("PRIORITY");
        assertThat(DepositOptions.parse("t").beep()).isEmpty();
        assertThat(DepositOptions.parse("t()").beep()).isEmpty();
        assertThat(DepositOptions.parse("t(tones/low)").beep()).contains("tones/low");
        assertThat(DepositOptions.parse("").beep()).contains("beep");
        assertThat(DepositOptions.parse("d").exitContext()).isEmpty();
        assertThat(DepositOptions.parse("g(-6)").gainDb()).isEqualTo(-6);
    }

    @ParameterizedTest
    @ValueSource(strings = {"d(sales", "g(loud)", "g", "g(128)", "t(../../etc/passwd)", "t(a b)"})
    void whatMakesNoSenseIsRefused(String options) {
        assertThatThrownBy(() -> DepositOptions.parse(options)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void severalMailboxesEachWithItsContextOrTheDefaultOne() {
        assertThat(CallPurpose.deposit("1000&1001@sales & 1002,u,U"))
                .isEqualTo(new CallPurpose.Deposit(
                        MailboxId.parse("1000@default"),
                        List.of(MailboxId.parse("1001@sales"), MailboxId.parse("1002@default")),
                        DepositOptions.parse("uU")));
        assertThat(CallPurpose.deposit("")).isEqualTo(new CallPurpose.DepositAnywhere(DepositOptions.parse("")));
        assertThat(CallPurpose.deposit(",b")).isEqualTo(new CallPurpose.DepositAnywhere(DepositOptions.parse("b")));
        assertThatThrownBy(() -> CallPurpose.deposit("1000&../1001")).isInstanceOf(IllegalArgumentException.class);
    }
}
