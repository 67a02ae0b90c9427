package org.voicemail4j.sip;

import java.util.List;
import java.util.Map;

/** A phone's side of digest authentication, with none of the server's classes but its list of algorithms. */
final class Digests {

    private Digests() {}

    /** The challenges of a 401, in their order. */
    static List<Map<String, String>> challenges(String answer) {
        return answer.lines()
                .filter(line -> line.startsWith("WWW-Authenticate:"))
                .map(line -> line.substring(line.indexOf("Digest") + 7))
                .map(DigestResponse::parameters)
                .toList();
    }

    static Map<String, String> challenge(String answer, DigestAlgorithm algorithm) {
        return challenges(answer).stream()
                .filter(one -> algorithm.text().equals(one.get("algorithm")))
                .findFirst()
                .orElseThrow();
    }

    /** The Authorization header line, ended by LF. */
    static String authorization(
            Map<String, String> challenge, String user, String password, String method, String uri, int count) {
        DigestAlgorithm algorithm =
                DigestAlgorithm.named(challenge.getOrDefault("algorithm", "")).orElseThrow();
        String nc = String.format(java.util.Locale.ROOT, "%08x", count);
        String response = algorithm.of(
                algorithm.of(user, challenge.getOrDefault("realm", ""), password),
                challenge.getOrDefault("nonce", ""),
                nc,
                "c0ffee",
                "auth",
                algorithm.of(method, uri));
        return "Authorization: Digest username=\"" + user + "\", realm=\"" + challenge.get("realm") + "\", nonce=\""
                + challenge.get("nonce") + "\", uri=\"" + uri + "\", response=\"" + response + "\", algorithm="
                + algorithm.text() + ", cnonce=\"c0ffee\", qop=auth, nc=" + nc + "\n";
    }
}
