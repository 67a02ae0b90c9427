package org.voicemail4j.mail;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.voicemail4j.VoicemailException;
import org.voicemail4j.message.Envelope;
import org.voicemail4j.message.Message;
import org.voicemail4j.message.Party;
import org.voicemail4j.message.Urgency;

/**
 * What an outbox entry says: the message as it came, so that it can be told of whatever its owner does with it, and who has
 * got the mail already. As text {@code key=value&key=value}, values as in the query of an address; well below what an entry
 * may hold.
 *
 * @param caller who left the message
 * @param redirecting who forwarded the call
 * @param received when
 * @param length how long it sounds
 * @param flag {@code Urgent}, {@code PRIORITY} or nothing
 * @param category its category, or nothing
 * @param callId the call's name
 * @param done fingerprints of the addresses that need nothing more, and what else has been done
 */
record Facts(
        Party caller,
        Party redirecting,
        Instant received,
        Duration length,
        String flag,
        String category,
        String callId,
        Set<String> done) {

    private static final String TO_DELETE = "delete";
    private static final String TO_HEAR = "hear";
    private static final String WITHOUT_SOUND = "short-";

    private static final int LONGEST = 100;
    private static final int FINGERPRINT = 8;

    Facts {
        done = Set.copyOf(done);
    }

    static Facts of(Message message) {
        Envelope envelope = message.envelope();
        String flag = envelope.urgency() == Urgency.URGENT
                ? "Urgent"
                : envelope.attribute("flag").orElse("");
        return new Facts(
                envelope.caller(),
                envelope.redirecting(),
                envelope.received(),
                message.length(),
                cut(flag),
                cut(envelope.category()),
                cut(envelope.callId()),
                Set.of());
    }

    private static String cut(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST);
    }

    String encode() {
        Map<String, String> values = new LinkedHashMap<>();
        caller.name().ifPresent(name -> values.put("name", name));
        caller.number().ifPresent(number -> values.put("number", number));
        redirecting.name().ifPresent(name -> values.put("viaName", name));
        redirecting.number().ifPresent(number -> values.put("viaNumber", number));
        values.put("received", Long.toString(received.toEpochMilli()));
        values.put("length", Long.toString(length.toMillis()));
        values.put("flag", flag);
        values.put("category", category);
        values.put("call", callId);
        values.put("done", String.join(" ", new TreeSet<>(done)));
        StringBuilder text = new StringBuilder();
        values.forEach((key, value) ->
                text.append(text.isEmpty() ? "" : "&").append(key).append('=').append(URLEncoder.encode(value, UTF_8)));
        return text.toString();
    }

    /** Reads what {@link #encode} wrote; what is missing or no number counts as unknown. */
    static Facts parse(String text) {
        Map<String, String> values = new LinkedHashMap<>();
        for (String pair : text.split("&", -1)) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                values.putIfAbsent(pair.substring(0, equals), decoded(pair.substring(equals + 1)));
            }
        }
        Set<String> done = new LinkedHashSet<>(
                Arrays.asList(values.getOrDefault("done", "").split(" ", -1)));
        done.remove("");
        return new Facts(
                new Party(value(values, "name"), value(values, "number")),
                new Party(value(values, "viaName"), value(values, "viaNumber")),
                Instant.ofEpochMilli(number(values, "received")),
                Duration.ofMillis(number(values, "length")),
                values.getOrDefault("flag", ""),
                values.getOrDefault("category", ""),
                values.getOrDefault("call", ""),
                done);
    }

    private static String decoded(String value) {
        try {
            return URLDecoder.decode(value, UTF_8);
        } catch (IllegalArgumentException e) {
            return "";
        }
    }

    private static Optional<String> value(Map<String, String> values, String key) {
        return Optional.ofNullable(values.get(key));
    }

    private static long number(Map<String, String> values, String key) {
        String digits = values.getOrDefault(key, "");
        return digits.matches("[0-9]{1,15}") ? Long.parseLong(digits) : 0;
    }

    boolean isDone(String address) {
        return done.contains(fingerprint(address));
    }

    /** Whether the mail is out to everybody, and the message is left to be deleted. */
    boolean isToDelete() {
        return done.contains(TO_DELETE);
    }

    /** Whether the mail is out to everybody, and the message is left to be counted as heard. */
    boolean isToHear() {
        return done.contains(TO_HEAR);
    }

    Facts toDelete() {
        return withDone(Set.of(TO_DELETE));
    }

    Facts toHear() {
        return withDone(Set.of(TO_HEAR));
    }

    Facts done(Set<String> addresses) {
        Set<String> more = new LinkedHashSet<>(done);
        addresses.forEach(address -> more.add(fingerprint(address)));
        return withDone(more);
    }

    /** Whether the mail to an address is to go without the recording, with which it was too large. */
    boolean isWithoutSound(String address) {
        return done.contains(WITHOUT_SOUND + fingerprint(address));
    }

    Facts withoutSound(Set<String> addresses) {
        Set<String> more = new LinkedHashSet<>(done);
        addresses.forEach(address -> more.add(WITHOUT_SOUND + fingerprint(address)));
        return withDone(more);
    }

    private Facts withDone(Set<String> all) {
        return new Facts(caller, redirecting, received, length, flag, category, callId, all);
    }

    private static String fingerprint(String address) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(address.getBytes(UTF_8));
            return HexFormat.of().formatHex(digest).substring(0, FINGERPRINT);
        } catch (NoSuchAlgorithmException e) {
            throw new VoicemailException("this Java has no SHA-256", e);
        }
    }
}
