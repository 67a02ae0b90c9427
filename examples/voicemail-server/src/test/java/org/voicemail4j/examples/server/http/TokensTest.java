package org.voicemail4j.examples.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TokensTest {

    private static final String SECRET = "0123456789abcdefghij";

    @Test
    void aTokenIsKnownByWhatIsWrittenAndNoSecretIsShown() {
        Tokens tokens = Tokens.of(List.of("# comment", "", "ops " + SECRET, "wall " + SECRET + "x read"));
        assertThat(tokens.holder(Optional.of("Bearer " + SECRET))).contains(new Tokens.Holder("ops", true));
        assertThat(tokens.holder(Optional.of("bearer  " + SECRET + "x"))).contains(new Tokens.Holder("wall", false));
        assertThat(tokens.holder(Optional.of("Bearer " + SECRET + "y"))).isEmpty();
        assertThat(tokens.holder(Optional.of("Bearer"))).isEmpty();
        assertThat(tokens.holder(Optional.empty())).isEmpty();
        assertThat(Tokens.NONE.holder(Optional.of("Bearer " + SECRET))).isEmpty();
        assertThat(tokens.toString()).doesNotContain(SECRET);
    }

    @Test
    void aLineThatIsNoneIsNamedAndNotRepeated() {
        for (String wrong : List.of("ops short", SECRET, "ops " + SECRET + " write", "a/b " + SECRET)) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Tokens.of(List.of("# first", wrong)))
                    .withMessageContaining("line 2")
                    .satisfies(e -> assertThat(e.getMessage()).doesNotContain(SECRET, "short"));
        }
    }
}
