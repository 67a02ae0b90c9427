package org.voicemail4j.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.voicemail4j.call.DirectoryOptions.Listing;
import org.voicemail4j.call.DirectoryOptions.Name;
import org.voicemail4j.call.DirectoryOptions.Then;

/** What a dialplan says to Asterisk's Directory means the same here. */
class DirectoryOptionsTest {

    @ParameterizedTest
    @CsvSource({"'',LAST,3", "f,FIRST,3", "l(4),LAST,4", "b(1),EITHER,1", "'e,f(9)',FIRST,9"})
    void whatIsEnteredIsWhatIsAskedFor(String text, Name name, int digits) {
        DirectoryOptions options = DirectoryOptions.parse(text);
        assertThat(options.name()).isEqualTo(name);
        assertThat(options.digits()).isEqualTo(digits);
    }

    @Test
    void eachOptionHasItsMeaning() {
        DirectoryOptions options = DirectoryOptions.parse("a,em s p(700)n c(other.conf)d");
        assertThat(options.isWithAliases()).isTrue();
        assertThat(options.isSayingExtensions()).isTrue();
        assertThat(options.listing()).isEqualTo(Listing.MENU);
        assertThat(options.then()).isEqualTo(Then.TELL);
        assertThat(options.file()).contains("other.conf");
        assertThat(options.toBuilder().build().file()).contains("other.conf");
        assertThat(DirectoryOptions.parse("c()e").file()).isEmpty();
        assertThat(options.pause()).isEqualTo(Duration.ofMillis(700));
        assertThat(options.toBuilder().build().pause()).isEqualTo(Duration.ofMillis(700));
    }

    @Test
    void aPauseIsThreeSecondsAtMost() {
        assertThat(DirectoryOptions.parse("p(99999)").pause()).isEqualTo(Duration.ofSeconds(3));
    }

    @ParameterizedTest
    @ValueSource(strings = {"f(", "f(0)", "f(10)", "l(x)", "p()", "p(-1)", "(3)", "1", "f(3))"})
    void whatMakesNoSenseIsRefused(String text) {
        assertThatThrownBy(() -> DirectoryOptions.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }
}
