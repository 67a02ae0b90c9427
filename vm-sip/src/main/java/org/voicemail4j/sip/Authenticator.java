package org.voicemail4j.sip;

import gov.nist.javax.sip.message.SIPRequest;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import javax.sip.message.Response;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks peers who they are, and checks what they say (RFC 3261 §22, RFC 7616, RFC 8760). In two steps: {@link #look} costs
 * nothing and keeps nothing, so that it can answer a flood; {@link #check} asks for the user's secret and may block. For
 * many threads.
 */
final class Authenticator {

    private static final Logger LOG = LoggerFactory.getLogger(Authenticator.class);
    /** Hashed in place of the secret of a user who does not exist, so that this takes as long. */
    private static final String NOBODY = "0".repeat(64);

    private final SipAuthentication terms;
    private final SipMessages messages;
    private final Rejections rejections;
    private final Nonces nonces;
    private final FailedAttempts failures;

    Authenticator(SipAuthentication terms, SipMessages messages, Rejections rejections, Clock clock) {
        this.terms = terms;
        this.messages = messages;
        this.rejections = rejections;
        this.nonces = new Nonces(clock, terms.nonceLife, terms.random);
        this.failures = new FailedAttempts(clock, terms.freeFailures, terms.firstPause);
    }

    /** What a request says of its sender, and what became of that. */
    sealed interface Outcome {

        /**
         * The sender claims to be somebody; that is still to be checked.
         *
         * @param response to a fresh challenge of ours
         */
        record Claimed(DigestResponse response) implements Outcome {
            public Claimed {
                Objects.requireNonNull(response, "response");
            }
        }

        /**
         * The sender is that user.
         *
         * @param user proved
         */
        record Proved(String user) implements Outcome {
            public Proved {
                Objects.requireNonNull(user, "user");
            }
        }

        /**
         * The sender has to be refused.
         *
         * @param status to answer
         * @param more what the answer says besides
         */
        record Refused(int status, Consumer<Response> more) implements Outcome {}
    }

    /** Looks at a request without checking anything that could be wrong in a costly way. */
    Outcome look(SIPRequest request) {
        InetAddress source = request.getPeerPacketSourceAddress();
        Optional<DigestResponse> response = response(request);
        if (response.isEmpty()) {
            rejections.add(Rejection.NO_CREDENTIALS);
            return challenge(source, false);
        }
        if (nonces.judge(response.get().nonce(), Sources.octets(source)) == Nonces.Worth.STALE) {
            rejections.add(Rejection.STALE_NONCE);
            return challenge(source, true);
        }
        Duration pause = failures.pause(Sources.key(source), response.get().user());
        return pause.isZero() ? new Outcome.Claimed(response.get()) : later(pause);
    }

    private Outcome later(Duration pause) {
        rejections.add(Rejection.TOO_MANY_FAILURES);
        return new Outcome.Refused(
                Response.FORBIDDEN, answer -> SipMessages.set(answer, messages.retryAfter(pause.plusMillis(999))));
    }

    private Optional<DigestResponse> response(SIPRequest request) {
        return CallHeaders.all(request, "Authorization").stream()
                .flatMap(value -> DigestResponse.parse(value).stream())
                .filter(known -> known.realm().equals(terms.realm) && terms.algorithms.contains(known.algorithm()))
                .findFirst();
    }

    /** Checks a claim; may block. */
    Outcome check(SIPRequest request, DigestResponse response) {
        InetAddress source = request.getPeerPacketSourceAddress();
        if (!isFor(request, response)) {
            rejections.add(Rejection.WRONG_CREDENTIALS);
            return new Outcome.Refused(Response.BAD_REQUEST, answer -> {});
        }
        Duration pause = failures.begin(Sources.key(source), response.user());
        if (!pause.isZero()) {
            boolean othersAreChecked =
                    failures.pause(Sources.key(source), response.user()).isZero();
            return othersAreChecked ? new Outcome.Refused(Response.SERVICE_UNAVAILABLE, answer -> {}) : later(pause);
        }
        try {
            return compared(request, response, source);
        } finally {
            failures.end(Sources.key(source), response.user());
        }
    }

    private Outcome compared(SIPRequest request, DigestResponse response, InetAddress source) {
        Optional<String> a1 = terms.credentials
                .find(response.user(), terms.realm)
                .flatMap(secret -> secret.a1(response.algorithm(), response.user(), terms.realm));
        String expected = response.expected(a1.orElse(NOBODY), request.getMethod());
        boolean right = isSame(expected, response.response()) && a1.isPresent();
        if (!right) {
            rejections.add(Rejection.WRONG_CREDENTIALS);
            failures.failed(Sources.key(source), response.user());
            LOG.info("{} at {} did not prove to be who they say", response, source.getHostAddress());
            return challenge(source, false);
        }
        if (!nonces.use(response.nonce(), response.counted())) {
            rejections.add(Rejection.REPLAYED_NONCE);
            return challenge(source, true);
        }
        failures.succeeded(Sources.key(source), response.user());
        return new Outcome.Proved(response.user());
    }

    /** Whether the proof is for what is asked here, and not for something else that the user asked before. */
    private static boolean isFor(SIPRequest request, DigestResponse response) {
        Optional<SipUri> proved = SipUri.parse(response.uri());
        Optional<SipUri> asked = new CallHeaders(request).requestUri();
        return proved.isPresent()
                && asked.isPresent()
                && proved.get().user().equals(asked.get().user())
                && proved.get().host().equalsIgnoreCase(asked.get().host());
    }

    private static boolean isSame(String expected, String given) {
        return MessageDigest.isEqual(
                expected.getBytes(StandardCharsets.ISO_8859_1), given.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** One challenge for each algorithm, the preferred one first (RFC 8760 §2.4). */
    private Outcome challenge(InetAddress source, boolean stale) {
        String nonce = nonces.make(Sources.octets(source));
        return new Outcome.Refused(Response.UNAUTHORIZED, answer -> {
            for (DigestAlgorithm algorithm : terms.algorithms) {
                answer.addHeader(messages.header(
                        "WWW-Authenticate",
                        "Digest realm=\"" + terms.realm + "\",nonce=\"" + nonce + "\",algorithm=" + algorithm.text()
                                + ",qop=\"auth\"" + (stale ? ",stale=true" : "")));
            }
        });
    }
}
