package org.voicemail4j.sip;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * What every {@link SipCredentials} must do. Published as the {@code tests} of vm-sip, for test classes that implement it;
 * they bring JUnit and AssertJ along.
 */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
public interface SipCredentialsContract {

    /** Names that requests may bring, and nobody has. */
    List<String> STRANGE = List.of(
            "",
            " ",
            "*",
            "%",
            "_",
            "../../etc/passwd",
            "'; DROP TABLE users; --",
            "\"quoted\\\"",
            "a:b",
            "a\nb",
            "a\u0000b",
            "\u00e4\u4e2d\ud83d\ude00",
            "\ud800",
            "x".repeat(128));

    /** The credentials under test, which know {@link #user} in {@link #realm} by {@link #password} alone. */
    SipCredentials credentials();

    /** Somebody who is known: letters in lower case. */
    default String user() {
        return "alice";
    }

    /** Where they are known. */
    default String realm() {
        return "voicemail.example";
    }

    /** What they prove to know. */
    default String password() {
        return "S3cret:with a colon";
    }

    @Test
    default void aUserIsKnownByWhatTheyHaveToProve() {
        Optional<SipSecret> secret = credentials().find(user(), realm());
        assertThat(secret).isPresent();
        List<DigestAlgorithm> provable = List.of(DigestAlgorithm.values()).stream()
                .filter(algorithm -> secret.get().a1(algorithm, user(), realm()).isPresent())
                .toList();
        assertThat(provable).as("algorithms").isNotEmpty();
        for (DigestAlgorithm algorithm : provable) {
            assertThat(secret.get().a1(algorithm, user(), realm())).contains(algorithm.of(user(), realm(), password()));
        }
    }

    @Test
    default void theyAreUnknownInAnotherRealm() {
        assertThat(credentials().find(user(), "other." + realm())).isEmpty();
        assertThat(credentials().find(user(), "")).isEmpty();
    }

    @Test
    default void nobodyIsTakenForSomebodyElse() {
        assertThat(credentials().find(user() + "x", realm())).isEmpty();
        assertThat(credentials().find(user().substring(1), realm())).isEmpty();
        assertThat(credentials().find(user() + " ", realm())).isEmpty();
    }

    @Test
    default void anyTextIsTakenForAName() {
        for (String name : STRANGE) {
            assertThat(credentials().find(name, realm())).as(name).isEmpty();
        }
    }

    @Test
    default void manyMayAskAtOnce() {
        SipCredentials asked = credentials();
        assertThat(IntStream.range(0, 200)
                        .parallel()
                        .allMatch(i -> i % 2 == 0
                                ? asked.find(user(), realm()).isPresent()
                                : asked.find("nobody" + i, realm()).isEmpty()))
                .isTrue();
    }

    @Test
    default void noTextFormShowsThePassword() {
        SipCredentials shown = credentials();
        assertThat(shown.toString()).doesNotContain(password());
        assertThat(shown.find(user(), realm()).toString()).doesNotContain(password());
    }
}
