package org.voicemail4j.sip;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.voicemail4j.call.CallPurpose;
import org.voicemail4j.call.IncomingCall;
import org.voicemail4j.testkit.ManualClock;

/** Users that prove who they are, and others. */
class AuthenticationTest {

    private static final String REALM = "voicemail.test";

    private final ManualClock clock = ManualClock.at(java.time.Instant.parse("2026-11-26T12:00:00Z"));
    private final TestServer server = new TestServer(settings -> settings.clock(clock)
            .authentication(SipAuthentication.builder(REALM, AuthenticationTest::secret)
                    .backOff(3, Duration.ofSeconds(10))
                    .build()));
    private final UdpPeer peer = new UdpPeer("127.0.0.1", server.port(SipConfig.Transport.UDP));
    private int calls;

    private static Optional<SipSecret> secret(String user, String realm) {
        return switch (user) {
            case "1000" -> Optional.of(SipSecret.password("right"));
            case "2000" ->
                Optional.of(SipSecret.hashed(DigestAlgorithm.MD5, DigestAlgorithm.MD5.of("2000", realm, "right")));
            case "broken" -> throw new IllegalStateException("planted");
            default -> Optional.empty();
        };
    }

    @AfterEach
    void close() {
        server.close();
        peer.close();
    }

    private String uri(String user) {
        return "sip:" + user + "@127.0.0.1:" + server.port(SipConfig.Transport.UDP);
    }

    private Map<String, String> challenged(String method, String user, DigestAlgorithm algorithm) {
        String callId = "challenge" + ++calls;
        peer.send(request(method, user, callId, 1, ""));
        String answer = peer.expect("SIP/2.0 401");
        acknowledge(method, user, callId, 1, answer);
        return Digests.challenge(answer, algorithm);
    }

    private String request(String method, String user, String callId, int cseq, String authorization) {
        boolean subscribe = method.equals("SUBSCRIBE");
        String extra = subscribe ? "Event: message-summary\nExpires: 3600\n" : "";
        return peer.request(method, user, callId, cseq, "", extra + authorization, subscribe ? "" : UdpPeer.SDP);
    }

    private void acknowledge(String method, String user, String callId, int cseq, String answer) {
        if (method.equals("INVITE")) {
            peer.send(peer.request("ACK", user, callId, cseq, UdpPeer.toTag(answer), "", "")
                    .replace(callId + "ACK" + cseq, callId + "INVITE" + cseq));
        }
    }

    private String answer(String method, String user, String authorization, int status) {
        String callId = "proved" + ++calls;
        peer.send(request(method, user, callId, 2, authorization));
        String answer = peer.expect("SIP/2.0 " + status);
        if (status != 200) {
            acknowledge(method, user, callId, 2, answer);
        }
        return answer;
    }

    private String proof(String method, String called, String user, String password) {
        return Digests.authorization(
                challenged(method, called, DigestAlgorithm.MD5), user, password, method, uri(called), 1);
    }

    @Test
    void aStrangerIsChallengedByEveryAlgorithmTheBestFirst() {
        peer.send(request("INVITE", "1000", "stranger", 1, ""));

        String answer = peer.expect("SIP/2.0 401");
        assertThat(Digests.challenges(answer))
                .extracting(challenge -> challenge.get("algorithm"))
                .containsExactly("SHA-256", "MD5");
        assertThat(Digests.challenges(answer))
                .allSatisfy(challenge -> assertThat(challenge)
                        .containsEntry("realm", REALM)
                        .containsEntry("qop", "auth")
                        .doesNotContainKey("stale"));
        assertThat(server.calls).isEmpty();
        assertThat(server.endpoint.rejections()).containsEntry("no credentials", 1L);
    }

    @ParameterizedTest
    @EnumSource(DigestAlgorithm.class)
    void whoProvesToBeAUserMayCall(DigestAlgorithm algorithm) throws InterruptedException {
        Map<String, String> challenge = challenged("INVITE", "1000", algorithm);

        answer("INVITE", "1000", Digests.authorization(challenge, "1000", "right", "INVITE", uri("1000"), 1), 200);

        assertThat(server.nextCall().info().caller().number()).contains("1000");
    }

    @Test
    void aSecretThatIsHashedIsGoodForItsAlgorithm() {
        Map<String, String> sha = challenged("INVITE", "1000", DigestAlgorithm.SHA_256);

        answer("INVITE", "1000", proof("INVITE", "1000", "2000", "right"), 200);
        answer("INVITE", "1000", Digests.authorization(sha, "2000", "right", "INVITE", uri("1000"), 1), 401);
    }

    @Test
    void theUserIsTheOwnerOfTheMailboxThatIsListenedTo() throws InterruptedException {
        answer("INVITE", "*97", proof("INVITE", "*97", "1000", "right"), 200);

        IncomingCall call = server.nextCall();
        assertThat(((CallPurpose.Retrieval) call.info().purpose()).mailbox())
                .hasValueSatisfying(mailbox -> assertThat(mailbox.number()).isEqualTo("1000"));
    }

    @Test
    void onlyTheOwnerMayWatchAMailbox() {
        answer("SUBSCRIBE", "1000", proof("SUBSCRIBE", "1000", "1000", "right"), 200);
        answer("SUBSCRIBE", "2000", proof("SUBSCRIBE", "2000", "1000", "right"), 403);
        answer("SUBSCRIBE", "1000", proof("SUBSCRIBE", "1000", "1000", "wrong"), 401);
    }

    @Test
    void aWrongPasswordAndAnUnknownUserAreRefusedAlikeAndSlowedDown() {
        for (String user : new String[] {"1000", "nobody"}) {
            for (int attempt = 0; attempt < 3; attempt++) {
                String answer = answer("INVITE", "1000", proof("INVITE", "1000", user, "wrong"), 401);
                assertThat(Digests.challenges(answer))
                        .allSatisfy(challenge -> assertThat(challenge).doesNotContainKey("stale"));
            }
            String answer = answer("INVITE", "1000", proof("INVITE", "1000", user, "right"), 403);
            assertThat(UdpPeer.header(answer, "Retry-After")).isEqualTo("10");
        }
        answer("INVITE", "1000", proof("INVITE", "1000", "2000", "right"), 200);
        clock.advance(Duration.ofSeconds(11));
        answer("INVITE", "1000", proof("INVITE", "1000", "1000", "right"), 200);
        assertThat(server.endpoint.rejections())
                .containsEntry("wrong credentials", 6L)
                .containsEntry("too many failures", 2L);
    }

    @Test
    void aChallengeThatHasExpiredIsReplacedWithoutAskingTheUser() {
        String late = proof("INVITE", "1000", "1000", "right");
        clock.advance(Duration.ofMinutes(6));

        String answer = answer("INVITE", "1000", late, 401);

        assertThat(Digests.challenges(answer))
                .allSatisfy(challenge -> assertThat(challenge).containsEntry("stale", "true"));
        Map<String, String> fresh = Digests.challenge(answer, DigestAlgorithm.SHA_256);
        answer("INVITE", "1000", Digests.authorization(fresh, "1000", "right", "INVITE", uri("1000"), 1), 200);
    }

    @Test
    void aProofIsGoodOnceAndItsNextCountOnceMore() {
        Map<String, String> challenge = challenged("INVITE", "1000", DigestAlgorithm.SHA_256);
        String first = Digests.authorization(challenge, "1000", "right", "INVITE", uri("1000"), 1);

        answer("INVITE", "1000", first, 200);
        answer("INVITE", "1000", first, 401);
        answer("INVITE", "1000", Digests.authorization(challenge, "1000", "right", "INVITE", uri("1000"), 2), 200);
        assertThat(server.endpoint.rejections()).containsEntry("replayed nonce", 1L);
    }

    @Test
    void aRequestThatIsSentAgainForWantOfAnAnswerIsNoReplay() throws InterruptedException {
        String invite = request("INVITE", "1000", "again", 2, proof("INVITE", "1000", "1000", "right"));
        peer.send(invite);
        peer.send(invite);
        peer.send(invite);

        peer.expect("SIP/2.0 200");
        server.nextCall();
        assertThat(server.endpoint.rejections()).containsEntry("replayed nonce", 0L);
    }

    @Test
    void aProofForSomethingElseIsRefused() {
        Map<String, String> challenge = challenged("INVITE", "1000", DigestAlgorithm.SHA_256);

        answer("INVITE", "1000", Digests.authorization(challenge, "1000", "right", "INVITE", uri("2000"), 1), 400);
        answer("INVITE", "1000", Digests.authorization(challenge, "1000", "right", "SUBSCRIBE", uri("1000"), 1), 401);
    }

    @Test
    void theChallengeOfAnotherAddressIsStale() {
        Map<String, String> challenge = challenged("INVITE", "1000", DigestAlgorithm.MD5);
        challenge.computeIfPresent("nonce", (name, nonce) -> nonce.replace(nonce.charAt(20), 'x'));

        answer("INVITE", "1000", Digests.authorization(challenge, "1000", "right", "INVITE", uri("1000"), 1), 401);

        assertThat(server.endpoint.rejections()).containsEntry("stale nonce", 1L);
    }

    @Test
    void aUserBaseThatFailsRefusesTheCallAndNoMore() {
        answer("INVITE", "1000", proof("INVITE", "1000", "broken", "right"), 500);
        answer("INVITE", "1000", proof("INVITE", "1000", "1000", "right"), 200);
    }

    @Test
    void whileAUserBaseHangsThereIsRoomForSoManyAndOthersAreTold() {
        CountDownLatch hanging = new CountDownLatch(1);
        SipCredentials slow = (user, realm) -> {
            awaitLatch(hanging);
            return secret(user, realm);
        };
        try (TestServer slowed = new TestServer(settings -> settings.authentication(
                        SipAuthentication.builder(REALM, slow).build()));
                StreamPeer phone = StreamPeer.tcp(slowed.port(SipConfig.Transport.TCP))) {
            phone.send(phone.request("INVITE", "4000", "challenge", "", "", UdpPeer.SDP));
            Map<String, String> challenge = Digests.challenge(phone.expect("SIP/2.0 401"), DigestAlgorithm.MD5);
            for (int i = 1; i <= 520; i++) {
                String event = "Event: message-summary\n";
                phone.send(claim(phone, "SUBSCRIBE", "many" + i, challenge, i, event, ""));
            }
            assertThat(phone.expect("SIP/2.0 503")).contains("SUBSCRIBE");
            assertThat(answerToCall(phone, challenge, 521)).startsWith("SIP/2.0 503");
            assertThat(answerToCall(phone, challenge, 522))
                    .as("by another branch, and no merged one")
                    .startsWith("SIP/2.0 503");

            hanging.countDown();
            Await.until(
                    "there is room",
                    () -> answerToCall(phone, challenge, 600 + ++calls).startsWith("SIP/2.0 404"));
        } finally {
            hanging.countDown();
        }
    }

    private static String claim(
            StreamPeer phone,
            String method,
            String callId,
            Map<String, String> challenge,
            int count,
            String extra,
            String body) {
        String uri = "sip:4000@127.0.0.1:" + phone.socket().getPort();
        String proof = Digests.authorization(challenge, "1000", "right", method, uri, count);
        return phone.request(method, "4000", callId, "", extra + proof, body).replace("z9hG4bK", "z9hG4bK" + count);
    }

    /** Of the same INVITE each time, but for its branch. */
    private static String answerToCall(StreamPeer phone, Map<String, String> challenge, int count) {
        phone.send(claim(phone, "INVITE", "call", challenge, count, "", UdpPeer.SDP));
        String answer = phone.next();
        while (!answer.contains("z9hG4bK" + count) || answer.startsWith("SIP/2.0 1")) {
            answer = phone.next();
        }
        return answer;
    }

    private static void awaitLatch(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void optionsNeedNoProof() {
        answer("OPTIONS", "ping", "", 200);
    }

    @Test
    void aTrustedPeerIsNotAsked() {
        try (TestServer trusting = new TestServer(settings -> settings.trust("127.0.0.0/8")
                        .authentication(SipAuthentication.builder(REALM, AuthenticationTest::secret)
                                .build()));
                UdpPeer proxy = new UdpPeer("127.0.0.1", trusting.port(SipConfig.Transport.UDP))) {
            proxy.send(proxy.request("INVITE", "4000", "trusted", 1, "", "", UdpPeer.SDP));

            proxy.expect("SIP/2.0 404");
        }
    }
}
