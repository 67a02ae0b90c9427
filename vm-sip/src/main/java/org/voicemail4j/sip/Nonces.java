package org.voicemail4j.sip;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.random.RandomGenerator;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Our challenges. A nonce carries the time when it was made, sealed with a secret that lives as long as this object, so
 * that nothing is kept for whoever only asks; kept are the counts of those that were used, so that no request can be sent
 * twice, and never more than a bounded number of them: what is forgotten makes all nonces as old as that stale. For many
 * threads.
 */
final class Nonces {

    /** What a nonce is worth. */
    enum Worth {
        /** Of us and fresh. */
        GOOD,
        /** Expired, or not of us: its user may try again with another one. */
        STALE
    }

    private static final int SEALED = 16;
    private static final int LENGTH = 8 + 8 + SEALED;
    private static final int MOST_USED = 10_000;

    private final Clock clock;
    private final Duration life;
    private final RandomGenerator random;
    private final byte[] secret = new byte[32];
    private final Map<String, Used> used = new LinkedHashMap<>();
    private long forgottenUpTo = Long.MIN_VALUE;

    /** How a nonce was used: the highest count, and which of the 64 before it. */
    private static final class Used {
        private final long made;
        private long highest;
        private long seen;

        Used(long made) {
            this.made = made;
        }

        boolean take(long count) {
            long ahead = count - highest;
            if (ahead > 0) {
                seen = ahead >= Long.SIZE ? 1 : seen << ahead | 1;
                highest = count;
                return true;
            }
            boolean fresh = -ahead < Long.SIZE && (seen >>> -ahead & 1) == 0 && count > 0;
            seen |= fresh ? 1L << -ahead : 0;
            return fresh;
        }
    }

    Nonces(Clock clock, Duration life, RandomGenerator random) {
        this.clock = clock;
        this.life = life;
        this.random = random;
        random.nextBytes(secret);
    }

    /** A new one for that source, which alone may use it. */
    String make(byte[] source) {
        ByteBuffer nonce = ByteBuffer.allocate(LENGTH);
        nonce.putLong(clock.millis()).putLong(random.nextLong());
        nonce.put(seal(nonce.array(), source));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(nonce.array());
    }

    private byte[] seal(byte[] nonce, byte[] source) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret, "HmacSHA256"));
            mac.update(nonce, 0, LENGTH - SEALED);
            return Arrays.copyOf(mac.doFinal(source), SEALED);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JVM has no HMAC with SHA-256", e);
        }
    }

    /** What one is worth that comes from that source. */
    Worth judge(String text, byte[] source) {
        byte[] nonce = decoded(text);
        if (nonce.length != LENGTH) {
            return Worth.STALE;
        }
        boolean ours = MessageDigest.isEqual(seal(nonce, source), Arrays.copyOfRange(nonce, LENGTH - SEALED, LENGTH));
        long age = clock.millis() - made(nonce);
        return ours && age >= 0 && age <= life.toMillis() ? Worth.GOOD : Worth.STALE;
    }

    private static byte[] decoded(String text) {
        try {
            return text.length() > 2 * LENGTH
                    ? new byte[0]
                    : Base64.getUrlDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            return new byte[0];
        }
    }

    private static long made(byte[] nonce) {
        return ByteBuffer.wrap(nonce).getLong();
    }

    /** Takes the use of a good one; false if it was used with that count before, or nobody knows any more. */
    synchronized boolean use(String text, long count) {
        long made = made(decoded(text));
        forgetOld();
        Used before = used.get(text);
        if (before == null) {
            if (made <= forgottenUpTo) {
                return false;
            }
            before = new Used(made);
            used.put(text, before);
        }
        return before.take(count);
    }

    private void forgetOld() {
        long expired = clock.millis() - life.toMillis();
        Iterator<Used> oldest = used.values().iterator();
        while (oldest.hasNext()) {
            Used next = oldest.next();
            if (used.size() < MOST_USED && next.made >= expired) {
                return;
            }
            forgottenUpTo = Math.max(forgottenUpTo, next.made);
            oldest.remove();
        }
    }

    /** How many are kept. */
    synchronized int size() {
        return used.size();
    }
}
