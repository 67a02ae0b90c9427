package org.voicemail4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.voicemail4j.audio.AudioContent;
import org.voicemail4j.call.CallerNames;

/** What every {@link CallerNames} must do; used like {@link MessageStoreContract}. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
public interface CallerNamesContract {

    /** Numbers that calls may bring, and nobody has. */
    List<String> STRANGE = List.of(
            "",
            " ",
            ".",
            "..",
            "*",
            "%",
            "_",
            "../../../../etc/passwd",
            "/etc/passwd",
            "C:\\boot.ini",
            "'; DROP TABLE names; --",
            "a\nb",
            "5551001\u0000",
            "\u0000",
            "\u00e4\u4e2d\ud83d\ude00",
            "\ud800",
            "sip:5551001@example.com",
            "5".repeat(1000));

    /** The names under test, the same ones throughout a test. */
    CallerNames names();

    /** The number of somebody whose name is recorded: digits. */
    default String known() {
        return "5551001";
    }

    /** The coded sound of that name. */
    byte[] sound();

    @Test
    default void aNameIsFoundByItsNumber() {
        AudioContent name = names().find(known()).orElseThrow();
        Reads.check(name, sound());
        Reads.check(name, sound());
    }

    @Test
    default void nobodyIsTakenForSomebodyElse() {
        String known = known();
        for (String other :
                List.of(known + "0", known.substring(1), known + " ", " " + known, known + "/", "./" + known)) {
            assertThat(names().find(other)).as("'%s'", other).isEmpty();
        }
    }

    @Test
    default void anyTextIsTakenForANumber() {
        for (String number : STRANGE) {
            assertThat(names().find(number)).as("'%s'", number).isEmpty();
        }
    }

    @Test
    default void manyMayAskAtOnce() throws Exception {
        CallerNames names = names();
        ContractThreads.atOnce(4, thread -> {
            for (int i = 0; i < 10; i++) {
                Reads.check(names.find(known()).orElseThrow(), sound());
                assertThat(names.find("nobody" + thread)).isEmpty();
            }
        });
    }
}
