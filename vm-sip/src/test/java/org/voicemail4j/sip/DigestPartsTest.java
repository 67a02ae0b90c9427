package org.voicemail4j.sip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.voicemail4j.testkit.ManualClock;

class DigestPartsTest {

    private static final byte[] HERE = {127, 0, 0, 1};
    private static final byte[] THERE = {127, 0, 0, 2};

    private final ManualClock clock = ManualClock.at(java.time.Instant.parse("2026-11-26T12:00:00Z"));

    /** The examples of RFC 7616 §3.9.1. */
    @ParameterizedTest
    @CsvSource({
        "SHA-256, 753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1",
        "MD5, 8ca523f5e9506fed4657c9700eebdbec"
    })
    void rfc7616Examples(String algorithm, String response) {
        DigestResponse read = DigestResponse.parse("Digest username=\"Mufasa\", realm=\"http-auth@example.org\", "
                        + "uri=\"/dir/index.html\", algorithm=" + algorithm
                        + ", nonce=\"7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v\", nc=00000001, "
                        + "cnonce=\"f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ\", qop=auth, response=\"" + response
                        + "\", opaque=\"FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS\"")
                .orElseThrow();
        String a1 = SipSecret.password("Circle of Life")
                .a1(read.algorithm(), "Mufasa", "http-auth@example.org")
                .orElseThrow();

        assertThat(read.expected(a1, "GET")).isEqualTo(response);
        assertThat(read.counted()).isEqualTo(1);
        assertThat(read.toString()).doesNotContain(response);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Basic QWxhZGRpbjpvcGVu",
                "Digest",
                "Digest username=\"a\"",
                "Digest username=\"a\",realm=\"r\",nonce=\"n\",uri=\"sip:h\",response=\"x\"",
                "Digest"
                        + " username=\"a\",realm=\"r\",nonce=\"n\",uri=\"sip:h\",response=\"x\",cnonce=\"c\",qop=auth-int,nc=00000001",
                "Digest username=\"a\",realm=\"r\",nonce=\"n\",uri=\"sip:h\",response=\"x\",cnonce=\"c\",qop=auth,nc=1",
                "Digest"
                        + " username=\"a\",realm=\"r\",nonce=\"n\",uri=\"sip:h\",response=\"x\",cnonce=\"c\",qop=auth,nc=00000001,algorithm=MD5-sess",
                "Digest"
                        + " username=\"\",realm=\"r\",nonce=\"n\",uri=\"sip:h\",response=\"x\",cnonce=\"c\",qop=auth,nc=00000001",
            })
    void whatIsNoAnswerToAChallengeOfOurs(String header) {
        assertThat(DigestResponse.parse(header)).isEmpty();
    }

    @Test
    void damagedHeadersAreReadOrNot() {
        String whole = "Digest username=\"a \\\"b\\\"\", realm=\"r\",nonce=\"n\" , uri=\"sip:h\",response=\"x\","
                + "cnonce=\"c\",qop=\"auth\",nc=0000000a";
        assertThat(DigestResponse.parse(whole))
                .hasValueSatisfying(read -> assertThat(read.user()).isEqualTo("a \"b\""));
        SplittableRandom random = new SplittableRandom(20261126);
        for (int i = 0; i < 5_000; i++) {
            char[] octets = whole.toCharArray();
            octets[random.nextInt(octets.length)] = (char) random.nextInt(32, 127);
            octets[random.nextInt(octets.length)] = "\"\\,= ".charAt(random.nextInt(5));
            assertThat(DigestResponse.parse(new String(octets)).map(DigestResponse::counted))
                    .isNotNull();
        }
    }

    private Nonces nonces() {
        return new Nonces(clock, Duration.ofMinutes(5), new SplittableRandom(1));
    }

    @Test
    void aNonceIsGoodWhereItWasAskedForUntilItExpires() {
        Nonces nonces = nonces();
        String nonce = nonces.make(HERE);

        assertThat(nonces.judge(nonce, HERE)).isEqualTo(Nonces.Worth.GOOD);
        assertThat(nonces.judge(nonce, THERE)).isEqualTo(Nonces.Worth.STALE);
        assertThat(new Nonces(clock, Duration.ofMinutes(5), new SplittableRandom(2)).judge(nonce, HERE))
                .isEqualTo(Nonces.Worth.STALE);
        clock.advance(Duration.ofMinutes(5).plusMillis(1));
        assertThat(nonces.judge(nonce, HERE)).isEqualTo(Nonces.Worth.STALE);
        assertThat(nonces.judge("", HERE)).isEqualTo(Nonces.Worth.STALE);
        assertThat(nonces.judge("!".repeat(500), HERE)).isEqualTo(Nonces.Worth.STALE);
    }

    @Test
    void countsComeOnceInAnyOrderThatIsNearEnough() {
        Nonces nonces = nonces();
        String nonce = nonces.make(HERE);

        assertThat(nonces.use(nonce, 5)).isTrue();
        assertThat(nonces.use(nonce, 3)).isTrue();
        assertThat(nonces.use(nonce, 3)).isFalse();
        assertThat(nonces.use(nonce, 5)).isFalse();
        assertThat(nonces.use(nonce, 100)).isTrue();
        assertThat(nonces.use(nonce, 4)).as("too old to tell").isFalse();
        assertThat(nonces.use(nonce, 0)).isFalse();
    }

    @Test
    void whatIsForgottenCannotBeUsedAgain() {
        Nonces nonces = nonces();
        String first = nonces.make(HERE);
        assertThat(nonces.use(first, 1)).isTrue();
        for (int i = 0; i < 10_100; i++) {
            clock.advance(Duration.ofMillis(1));
            assertThat(nonces.use(nonces.make(HERE), 1)).isTrue();
        }

        assertThat(nonces.size()).isLessThanOrEqualTo(10_000);
        assertThat(nonces.use(first, 1)).isFalse();
        assertThat(nonces.use(first, 2)).isFalse();
    }

    @Test
    void failedAttemptsWaitTwiceAsLongEachTimeAndAreForgottenAfterSuccess() {
        FailedAttempts failures = new FailedAttempts(clock, 2, Duration.ofSeconds(10));
        failures.failed("here", "anna");
        assertThat(failures.pause("here", "anna")).isZero();
        failures.failed("here", "anna");
        assertThat(failures.pause("here", "anna")).isEqualTo(Duration.ofSeconds(10));
        failures.failed("here", "anna");
        assertThat(failures.pause("here", "anna")).isEqualTo(Duration.ofSeconds(20));
        assertThat(failures.pause("here", "bert")).isZero();
        assertThat(failures.pause("there", "anna")).isZero();
        for (int i = 0; i < 60; i++) {
            failures.failed("here", "anna");
        }
        assertThat(failures.pause("here", "anna")).isEqualTo(Duration.ofHours(1));
        assertThat(failures.pause("here", "bert"))
                .as("one telephone with an old password does not lock out all behind its address")
                .isZero();
        for (int i = 0; i < 25; i++) {
            failures.failed("here", "user" + i);
        }
        assertThat(failures.pause("here", "bert")).as("who tries many").isPositive();
        failures.succeeded("here", "anna");
        clock.advance(Duration.ofHours(1));
        assertThat(failures.pause("here", "anna")).isZero();
        for (int i = 0; i < 20_000; i++) {
            failures.failed("source" + i, "anna");
        }
        assertThat(failures.size()).isLessThanOrEqualTo(10_000);
    }

    @Test
    void manyAttemptsAtOnceAreNoMoreThanOneAfterTheOther() {
        FailedAttempts failures = new FailedAttempts(clock, 3, Duration.ofSeconds(10));
        failures.failed("here", "anna");
        assertThat(failures.begin("here", "anna")).isZero();
        assertThat(failures.begin("here", "anna")).isZero();

        assertThat(failures.begin("here", "anna")).as("if both fail").isPositive();
        assertThat(failures.begin("here", "bert")).isZero();
        assertThat(failures.begin("there", "anna")).isZero();
        failures.end("here", "anna");
        assertThat(failures.begin("here", "anna")).isZero();
        failures.failed("here", "anna");
        failures.failed("here", "anna");
        failures.end("here", "anna");
        failures.end("here", "anna");
        assertThat(failures.begin("here", "anna")).isEqualTo(Duration.ofSeconds(10));
        clock.advance(Duration.ofSeconds(11));
        assertThat(failures.begin("here", "anna")).as("the next one").isZero();
        assertThat(failures.begin("here", "anna")).as("and no other with it").isPositive();
    }

    @Test
    void secretsAreNotShown() {
        SipSecret secret = SipSecret.password("hush")
                .and(SipSecret.hashed(DigestAlgorithm.MD5, "0123456789abcdef0123456789ABCDEF"));

        assertThat(secret).hasToString("secret");
        assertThat(secret.a1(DigestAlgorithm.MD5, "u", "r")).contains("0123456789abcdef0123456789abcdef");
        assertThat(secret.a1(DigestAlgorithm.SHA_256, "u", "r")).isPresent();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SipSecret.hashed(DigestAlgorithm.SHA_256, "0123"))
                .withMessageNotContaining("0123");
        assertThatIllegalArgumentException().isThrownBy(() -> SipSecret.password(""));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SipAuthentication.builder("a\"b", (user, realm) -> java.util.Optional.empty()));
    }
}
