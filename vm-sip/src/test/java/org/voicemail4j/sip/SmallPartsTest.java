package org.voicemail4j.sip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.voicemail4j.message.MessageCounts;
import org.voicemail4j.mwi.MessageSummary;
import org.voicemail4j.testkit.ManualClock;

class SmallPartsTest {

    @Test
    void theBodyOfAMessageSummary() {
        MessageSummary summary = new MessageSummary(new MessageCounts(3, 1, 4, 2));

        assertThat(MessageSummaryBody.write(summary, Optional.of("sip:*97@h\r\nEvil: 1")))
                .isEqualTo(
                        "Messages-Waiting: yes\r\nMessage-Account: sip:*97@hEvil: 1\r\nVoice-Message: 3/4 (1/2)\r\n");
        assertThat(MessageSummaryBody.write(new MessageSummary(MessageCounts.NONE), Optional.empty()))
                .isEqualTo("Messages-Waiting: no\r\nVoice-Message: 0/0 (0/0)\r\n");
    }

    @ParameterizedTest
    @CsvSource({"90, 60, 45", "30, 20, 15", "1800, 1768, 900"})
    void aSessionEndsBeforeItsIntervalDoes(int interval, int patience, int refresh) {
        SessionTerms terms = new SessionTerms(Duration.ofSeconds(interval), false);

        assertThat(terms.patience()).isEqualTo(Duration.ofSeconds(patience));
        assertThat(terms.refreshAfter()).isEqualTo(Duration.ofSeconds(refresh));
    }

    @Test
    void anInviteByAnotherBranchIsMergedFor32Seconds() {
        ManualClock clock = ManualClock.at("2026-11-22T12:00:00Z");
        MergedRequests merged = new MergedRequests(clock);

        assertThat(merged.kind(MergedRequests.key("c", "f", 1), "b1")).isEqualTo(MergedRequests.Kind.NEW);
        assertThat(merged.kind(MergedRequests.key("c", "f", 1), "b1")).isEqualTo(MergedRequests.Kind.REPEATED);
        assertThat(merged.kind(MergedRequests.key("c", "f", 1), "b2")).isEqualTo(MergedRequests.Kind.MERGED);
        assertThat(merged.kind(MergedRequests.key("c", "f", 2), "b2")).isEqualTo(MergedRequests.Kind.NEW);
        clock.advance(Duration.ofSeconds(33));
        assertThat(merged.kind(MergedRequests.key("c", "f", 1), "b2")).isEqualTo(MergedRequests.Kind.NEW);
    }

    @Test
    void whatTheStackLogsIsCutAndCleaned() {
        assertThat(LogLine.of("a\r\nb\u0000" + "x".repeat(1_000)))
                .startsWith("a b x")
                .hasSizeLessThan(510);
        assertThat(LogLine.of(null)).isEmpty();
        assertThat(LogLine.of("INVITE sip:x\r\nProxy-Authorization : Digest username=\"u\", response=\"12\""))
                .isEqualTo("INVITE sip:x Proxy-Authorization : (not shown)");
        assertThat(LogLine.of("a=crypto:1 X inline:abc\r\na=x")).isEqualTo("a=crypto:1 X inline: (not shown)");
    }

    @Test
    void errorsAreLoggedAtABoundedRate() {
        AtomicLong nanos = new AtomicLong();
        ErrorBudget budget = new ErrorBudget(nanos::get, 5, Duration.ofSeconds(1));

        for (int i = 0; i < 5; i++) {
            assertThat(budget.ask()).isZero();
        }
        assertThat(budget.ask()).isNegative();
        assertThat(budget.ask()).isNegative();
        nanos.addAndGet(1_000_000_000L);
        assertThat(budget.ask()).isEqualTo(2);
    }

    @Test
    void logForJIsNotOnTheClassPath() {
        org.assertj.core.api.Assertions.assertThatExceptionOfType(ClassNotFoundException.class)
                .isThrownBy(() -> Class.forName("org.apache.log4j.Logger"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "udp",
                "udp:127.0.0.1",
                "sctp:127.0.0.1:1",
                "udp:host.example:5060",
                "udp:1.2.3.4:99999",
                "udp:1.2.3.4:x"
            })
    void whatIsNoListenPoint(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> SipConfig.ListenPoint.parse(text));
    }

    /** What the system would read as an address, or look up as a name, because it is not quite one. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.2.3",
                "127.1",
                "256.1.1.1",
                "1.2.3.4.5",
                "1",
                "2130706433",
                "1.2.3.",
                "::1%;x",
                "1:2",
                "::1::",
                ".::1",
                "::1%nowhere"
            })
    void whatOnlyLooksLikeAnAddressIsNone(String host) {
        assertThat(Hosts.isAddress(host)).isFalse();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SipConfig.ListenPoint(SipConfig.Transport.UDP, host, 0));
    }

    @Test
    void listenPointsAsText() {
        assertThat(SipConfig.ListenPoint.parse("tcp:[::1]:5060")).hasToString("tcp:[::1]:5060");
        assertThat(SipConfig.ListenPoint.parse("UDP:127.0.0.1:0"))
                .isEqualTo(new SipConfig.ListenPoint(SipConfig.Transport.UDP, "127.0.0.1", 0));
    }

    @Test
    void aConfigurationMustSayWherePeersReachUs() {
        assertThatIllegalStateException().isThrownBy(() -> SipConfig.builder().build());
        assertThatIllegalStateException()
                .isThrownBy(() -> SipConfig.builder().listen("udp:0.0.0.0:5060").build());
        assertThat(SipConfig.builder()
                        .listen("udp:0.0.0.0:5060")
                        .advertisedHost("vm.example")
                        .build())
                .isNotNull();
    }

    @Test
    void settingsAreCheckedWhereTheyAreGiven() {
        SipConfig.Builder builder = SipConfig.builder();

        assertThatIllegalArgumentException().isThrownBy(() -> builder.maxCalls(0));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.notifyRate(0));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.context("a/b"));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.outboundProxy("http://x"));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.trust("nowhere"));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.retryAfter(Duration.ZERO));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.advertisedHost("a b"));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.retrievalNumbers("", "*98"));
    }
}
