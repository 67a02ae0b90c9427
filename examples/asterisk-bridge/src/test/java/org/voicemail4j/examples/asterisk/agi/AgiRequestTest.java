package org.voicemail4j.examples.asterisk.agi;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What a dialplan asks for is understood. */
class AgiRequestTest {

    @Test
    void noControlCharactersComeOutOfAQuery() {
        AgiRequest request = AgiRequest.parse(
                List.of("agi_request: agi://h/voicemail?mailbox=10%0D%0A00&exitcontext=sales%00%1B%5B31m%7F"));

        assertThat(request.arguments()).isEqualTo("10  00");
        assertThat(request.exitContext()).isEqualTo("sales  [31m");
    }
}
